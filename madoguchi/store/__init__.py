"""棚 - rows become values and values rows, inside the wall of one municipality; nothing is decided here."""
