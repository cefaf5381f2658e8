"""決裁の画面 - dockets for those who draft them and those who sign, and who is away."""
