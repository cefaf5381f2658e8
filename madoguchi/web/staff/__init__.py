"""職員の画面 - sign in, the list of cases, one case, what got stuck."""
