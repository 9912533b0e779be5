"""Footnote in Discord and on the command line."""
