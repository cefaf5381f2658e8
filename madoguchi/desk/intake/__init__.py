"""受付 - what came by another service is kept as it came, and ends in the one way in (desk/submit.file)."""
