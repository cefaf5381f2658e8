"""見本の就労証明書 - certificates of work that nobody issued: the papers on which a reader is tried, and its truth.

Nothing here knows the reader, and the reader knows nothing of this: what both knew would prove nothing.
"""
