"""部品 - what all pages are made of: frame, fields, tags."""
