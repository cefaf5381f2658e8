"""ロボットの差込 - types one case into a back office, as a person would; values as docs/reference/plugs.md tells."""
