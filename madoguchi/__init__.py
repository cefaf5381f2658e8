"""窓口 - the counter of a city hall: procedures are data, deeds are short functions, and no town sees another."""
