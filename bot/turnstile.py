"""Who asks too much, told so: the same for questions and for claims, which count together."""

import logging
import time

from bot.limits import Limits
from bot.places import Place
from bot.render import notices
from bot.render.message import Message

log = logging.getLogger(__name__)


class Turnstile:
    """Counts what people ask."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def refusal(self, *, by: str, place: Place) -> Message | None:
        """Count what is asked; return what is said where it is too much, None where it may be asked."""
        wait = self._limits.take(person=by, server=place.server)
        if not wait.seconds:
            return None
        log.info("too many questions", extra={"user": by, "server": place.server})
        return notices.too_many(until=int(time.time()) + wait.seconds, is_servers=wait.is_servers)
