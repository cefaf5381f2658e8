"""紙 - what is set on the server to be kept or printed: tagged PDF, from listed fonts, never with blank boxes."""
