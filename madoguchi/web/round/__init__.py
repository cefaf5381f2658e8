"""選考回の画面 - rounds for those who prepare and decide them, and what everybody may see of one."""
