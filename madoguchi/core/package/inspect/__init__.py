"""検査 - each part of a package is inspected by a file of its own; all faults at once."""
