"""手続設計者の画面 - pages of those who change how a procedure decides."""
