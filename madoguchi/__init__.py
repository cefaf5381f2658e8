"""窓口 - the counter of a Japanese city hall, from the resident's phone to the notice."""
