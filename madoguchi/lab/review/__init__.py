"""見本の審査 - families with papers, registers and planted defects, as a folder to be reviewed; and the truth of them.

Nothing here knows how papers are read or what is found: what both knew would prove nothing.
"""
