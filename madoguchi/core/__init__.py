"""核 - rules as values and pure functions; today is passed in."""
