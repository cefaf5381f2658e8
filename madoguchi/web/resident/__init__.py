"""申請者の画面 - the pages of families: read, fill in, hand in, follow."""
