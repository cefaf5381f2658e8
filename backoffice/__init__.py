"""基幹システムの見本 - a small, old-fashioned back office to type into; it knows nothing of the counter."""
