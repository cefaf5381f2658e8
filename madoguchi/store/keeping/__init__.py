"""写し - all rows of the house as files that either database can take in again."""
