"""The bot's settings, read once from the environment and ``.env`` and passed on from there."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class BotSettings(BaseSettings):
    """What an operator can set of the bot. Every field is in ``.env.example`` with a line of its own."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    discord_token: SecretStr | None = None  # None: only the command line works
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    questions_per_minute: int = Field(default=10, ge=1)  # of one person
    questions_per_minute_per_server: int = Field(default=60, ge=1)
    adds_per_minute: int = Field(default=10, ge=1)  # commands and forms of one person, with all that each adds
    stop_grace_seconds: int = Field(default=5, ge=0)  # for questions under way; containers are killed after 10
