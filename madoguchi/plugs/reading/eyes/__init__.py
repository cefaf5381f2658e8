"""目 - how the pieces of a paper are found in a file, by what sort of file it is; loaded inside of the reading box."""
