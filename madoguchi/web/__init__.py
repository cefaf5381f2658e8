"""窓口 - the pages: each view reads, has one deed done, and shows."""
