"""Runs Footnote's command line as it is, but with another address for Discord.

``python -m tests.loopback_discord.launch API GATEWAY run``. It ends when its stdin does, so that no process outlives
the tests, whatever ends those.
"""

import os
import sys
from threading import Thread

import discord
import yarl

from bot.__main__ import main


def _end_with_stdin() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    api, gateway, *arguments = sys.argv[1:]
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    Thread(target=_end_with_stdin, daemon=True).start()
    sys.exit(main(arguments))
