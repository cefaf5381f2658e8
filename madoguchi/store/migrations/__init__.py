"""表の履歴 - how the tables came to be; one purpose each, and each can be taken back."""
