"""What ends a command."""


class CommandFailed(Exception):
    """A command can't go on; ``str`` says in one line what happened and what to do."""
