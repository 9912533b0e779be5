"""The library's settings, read once from the environment and ``.env`` and passed on from there."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PERSONAL = "user-"  # begins the name of a library that is one person's alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How much a library may hold, and the names of the settings that say so."""

    articles: int
    bytes: int  # of text
    articles_setting: str = "MAX_ARTICLES"
    bytes_setting: str = "MAX_LIBRARY_BYTES"


class LibrarySettings(BaseSettings):
    """What an operator can set. Every field is in ``.env.example`` with a line of its own."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    data_dir: Path = Path("data")
    chroma_url: str | None = None  # None: embedded, in the data folder
    database_url: SecretStr | None = None  # None: SQLite in the data folder

    embedding_base_url: str | None = None  # None: the bundled embedding
    embedding_model: str | None = None
    embedding_api_key: SecretStr | None = None

    llm_base_url: str | None = None  # None: answers are quotes only
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout_seconds: float = Field(default=30, gt=0)  # for a whole reply, from the question on
    llm_daily_tokens: int = Field(default=500_000, ge=0)  # read and written, per library and day in UTC; 0: no limit

    answer_threshold: float = Field(default=0.3, ge=0, le=1)  # below this confidence a question is refused
    answer_retention_days: int = Field(default=90, ge=0)

    max_articles: int = Field(default=50_000, ge=1)  # per library
    max_library_bytes: int = Field(default=1_000_000_000, ge=1)  # of text, per library
    max_personal_articles: int = Field(default=500, ge=0)  # per library of one person; 0: they add none
    max_personal_bytes: int = Field(default=20_000_000, ge=0)
    max_article_bytes: int = Field(default=10_000_000, ge=1)  # of extracted text
    max_file_bytes: int = Field(default=50_000_000, ge=1)  # of a file as given

    fetch_max_bytes: int = Field(default=10_000_000, ge=1)  # after decompression
    fetch_timeout_seconds: float = Field(default=20, gt=0)  # for the whole fetch, redirects included
    fetch_max_redirects: int = Field(default=5, ge=0)

    @field_validator("llm_model")
    @classmethod
    def _has_model(cls, model: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("llm_base_url") and not model:
            raise ValueError("LLM_BASE_URL is set, so name the model that its server is to be asked for")
        return model

    def quota(self, library: str) -> Quota:
        """Return how much a library may hold: one person's no more than their own limits say."""
        whole = Quota(articles=self.max_articles, bytes=self.max_library_bytes)
        if not library.startswith(PERSONAL):
            return whole
        return Quota(
            articles=min(whole.articles, self.max_personal_articles),
            bytes=min(whole.bytes, self.max_personal_bytes),
            articles_setting="MAX_PERSONAL_ARTICLES",
            bytes_setting="MAX_PERSONAL_BYTES",
        )
