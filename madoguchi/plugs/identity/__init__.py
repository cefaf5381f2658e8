"""本人確認 - providers that say who somebody is, each spoken to in its own way."""
