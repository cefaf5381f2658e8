"""学童クラブの画面 - what a club reads of its own children, and what it reports; the city sees the same."""
