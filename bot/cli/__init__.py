"""The command line. Nothing here imports ``index`` before a command runs, so that help is there at once."""
