"""ロボット - what a script says of a back office's screens, and whether a screen is still as it says."""
