"""見本 - made-up towns, families and papers, from published figures and written-down assumptions."""
