"""選考を歩く - a round of made-up families before a real browser, for stories and for proof."""
