"""ロボットの設定 - what types into a back office, and how long its pictures are kept."""

from . import read

ROBOT = read.text("MADOGUCHI_ROBOT")  # the address of the back office; empty: no browser of ours works
ROBOT_ACCOUNTS = read.text("MADOGUCHI_ROBOT_ACCOUNTS")  # a folder, with a file for each municipality
ROBOT_CHROMIUM = read.text("MADOGUCHI_ROBOT_CHROMIUM", "/usr/bin/chromium")
ROBOT_TIMEOUT = read.number("MADOGUCHI_ROBOT_TIMEOUT", 30)  # seconds for a page
ROBOT_FOLDER = read.text("MADOGUCHI_ROBOT_FOLDER")  # where a robot behind LGWAN fetches its cases
ROBOT_FOLDER_KEY = read.text("MADOGUCHI_ROBOT_FOLDER_KEY")  # the file with the key by which both sides sign
ROBOT_PICTURE_DAYS = read.number("MADOGUCHI_ROBOT_PICTURE_DAYS", 30)  # a month's reconciliation can still look at them
