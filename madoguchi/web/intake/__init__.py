"""取り込みの画面 - clerks bring a file, see how it is read, and mend what waits."""
