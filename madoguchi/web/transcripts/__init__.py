"""転記の画面 - what a clerk sees of the back office: its robot, each case's transcript, files and differences."""
