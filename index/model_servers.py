"""A model behind an OpenAI-compatible server, through LlamaIndex's client of them. The one file that names vendors.

Whatever such a server does ends in a text or in ``ModelFailed``, whose line an operator can act on.
"""

import asyncio
import logging
import re
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from index.errors import ModelFailed
from index.prompts import Message
from index.settings import LibrarySettings

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage
    from openai import APIStatusError

MAX_TOKENS = 1_024  # of a reply, with what some models think before it
LEAST_CONTEXT = 2_048  # tokens in which rules, quotes, question and reply fit
_MAX_CHARACTERS = 8_000  # of a reply: some servers don't know of MAX_TOKENS
_REASONING = re.compile(r"<(think|thinking|reasoning|thought)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_REASONED = re.compile(r"\A.*</(?:think|thinking|reasoning|thought)>", re.DOTALL | re.IGNORECASE)
_REASONS = re.compile(r"<(?:think|thinking|reasoning|thought)>.*\Z", re.DOTALL | re.IGNORECASE)
_CONTEXT = ("n_ctx", "max_model_len", "context_length", "context_window", "max_context_length", "n_ctx_train")
_BROKEN = "the model's server sent something that is no reply; check LLM_BASE_URL and look at the server's log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model wrote, without what it thought aloud."""

    text: str
    read: int  # tokens, as the server counts them, or estimated where it doesn't
    written: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a model's server says of itself when it is tried."""

    model: str
    context: int | None  # tokens; None: it doesn't tell
    first_word_seconds: float


class ModelServer:
    """The model that is set. Nothing is sent before it is asked for."""

    def __init__(self, settings: LibrarySettings) -> None:
        # Loading these takes a second that only those need who have set a server.
        import httpx
        import openai
        from llama_index.core.llms import ChatMessage
        from llama_index.llms.openai_like import OpenAILike

        # Its client logs whole requests at DEBUG: questions, and what articles say.
        logging.getLogger("openai").setLevel(logging.INFO)
        self.model = settings.llm_model or ""
        self.timeout_seconds = settings.llm_timeout_seconds
        self._errors, self._broken_off, self._message = openai, httpx.HTTPError, ChatMessage
        self._client = openai.AsyncOpenAI(
            base_url=settings.llm_base_url,
            # Without one it would send the key of the environment, which is for another server.
            api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none",
            # Who waits has the quotes already, and the next question asks again anyway.
            max_retries=0,
            timeout=settings.llm_timeout_seconds,
            # A connection that is kept can be closed by the server just when it is used again.
            default_headers={"Connection": "close"},
        )
        client: dict[str, Any] = {"async_openai_client": self._client}  # of which its types know nothing
        self._llm = OpenAILike(
            model=self.model, is_chat_model=True, temperature=0, max_tokens=MAX_TOKENS, max_retries=0, **client
        )

    async def reply(self, messages: Sequence[Message]) -> Reply:
        """Have the model answer. Raises ModelFailed. Cancelling it closes the connection."""
        async with self._translated():
            response: Any = await self._llm.achat(self._messages(messages))
            choice = response.raw.choices[0]
            text = response.message.content or ""
            is_cut = choice.finish_reason == "length" or len(text) > _MAX_CHARACTERS
            counts = response.additional_kwargs
            read = _count(counts.get("prompt_tokens")) or sum(estimated(message.text) for message in messages)
            written = _count(counts.get("completion_tokens")) or estimated(text)
        said = _REASONS.sub("", _REASONED.sub("", _REASONING.sub("", text))).strip()
        if is_cut:
            raise self._unusable("more than it was asked for", read, written)
        if not said:
            raise self._unusable("nothing that can be shown", read, written)
        return Reply(text=said, read=read, written=written)

    async def try_out(self) -> Tried:
        """Ask the server what it has, and the model for a word. Raises ModelFailed."""
        began = time.perf_counter()
        async with self._translated(), asyncio.timeout(self.timeout_seconds):
            greeting = self._messages([Message(role="user", text="Say hello.")])
            stream = cast(AsyncGenerator[Any], await self._llm.astream_chat(greeting))
            name = self.model
            async for part in stream:
                name = getattr(part.raw, "model", None) or name
                if part.delta or part.additional_kwargs.get("thinking_delta"):
                    seconds = time.perf_counter() - began
                    await stream.aclose()
                    return Tried(model=str(name), context=await self._context(), first_word_seconds=seconds)
        raise self._unusable("nothing")

    async def close(self) -> None:
        """Close what is open; who waits for a reply gets ModelFailed."""
        await self._client.close()

    @property
    def _the_model(self) -> str:
        return f"the model {self.model!r}"

    def _messages(self, messages: Sequence[Message]) -> "list[ChatMessage]":
        return [self._message(role=message.role, content=message.text) for message in messages]

    @asynccontextmanager
    async def _translated(self) -> AsyncGenerator[None]:
        errors = self._errors
        try:
            yield
        except (TimeoutError, errors.APITimeoutError) as error:
            raise ModelFailed(too_late(self.timeout_seconds), is_transient=True) from error
        except errors.APIStatusError as error:
            raise self._refused(error) from error
        except errors.APIConnectionError as error:
            raise _unreached(error) from error
        except self._broken_off as error:  # in the middle of a stream
            raise _unreached(error) from error
        except UnicodeEncodeError as error:
            raise ModelFailed("LLM_API_KEY has characters that no key has; copy it again") from error
        # A reply that is no JSON, or JSON of another shape, fails wherever it is first looked into.
        except (errors.OpenAIError, ValueError, TypeError, AttributeError, LookupError) as error:
            raise ModelFailed(_BROKEN) from error

    def _refused(self, error: "APIStatusError") -> ModelFailed:
        status = error.status_code
        said = str(error.body).casefold()
        if status in (401, 403):
            return ModelFailed("the model's server doesn't take the key; check LLM_API_KEY")
        if status in (400, 404, 422) and ("model_not_found" in said or self.model.casefold() in said):
            return ModelFailed(f"the model's server doesn't know {self._the_model}; check LLM_MODEL")
        if status in (404, 405):
            return ModelFailed("the model's server isn't at this address; check LLM_BASE_URL, which often ends in /v1")
        if status == 429:
            return ModelFailed("the model's server takes no more requests now; see its limits", is_transient=True)
        if status >= 500:
            return ModelFailed(f"the model's server failed ({status}); look at its log", is_transient=True)
        if "context" in said:
            return ModelFailed(f"{self._the_model} doesn't read texts as long as the quotes; give it a larger context")
        return ModelFailed(f"the model's server refused the request ({status}); look at its log")

    def _unusable(self, what: str, read: int = 0, written: int = 0) -> ModelFailed:
        return ModelFailed(f"{self._the_model} wrote {what}; try another LLM_MODEL", read=read, written=written)

    async def _context(self) -> int | None:
        """Return how many tokens the model reads and writes at most, as far as its server tells."""
        listed = _listed(await self._asked("models"), self.model)
        root = str(self._client.base_url).rstrip("/").removesuffix("/v1")
        served = await self._asked(f"{root}/props")  # llama.cpp: what it was started with, not what it could be
        return _context_in(served.get("default_generation_settings")) or _context_in(listed)

    async def _asked(self, path: str) -> dict[str, Any]:
        """Return what a server says at a path; nothing where it doesn't."""
        try:
            said = await self._client.get(path, cast_to=object)
        except (self._errors.OpenAIError, ValueError):
            return {}
        return cast(dict[str, Any], said) if isinstance(said, dict) else {}


def too_late(seconds: float) -> str:
    """Say that the model's server took too long."""
    return f"the model's server took longer than {seconds:g} seconds; see if it is busy, or raise LLM_TIMEOUT_SECONDS"


def estimated(text: str) -> int:
    """Return about how many tokens a text has."""
    return len(text.encode("utf-8", "replace")) // 4 + 1


def _unreached(error: Exception) -> ModelFailed:
    cause = type(error.__cause__).__name__
    if cause in ("ConnectError", "UnsupportedProtocol"):
        return ModelFailed(
            "the model's server can't be reached; check LLM_BASE_URL, and that it runs", is_transient=True
        )
    return ModelFailed("the model's server closed the connection; look at its log", is_transient=True)


def _listed(said: dict[str, Any], model: str) -> object:
    """Return what a server's list of models says of one, or of the only one."""
    data = said.get("data")
    entries = cast(list[object], data) if isinstance(data, list) else []
    models = [cast(dict[str, Any], one) for one in entries if isinstance(one, dict)]
    named = [one for one in models if one.get("id") == model]
    return next(iter(named or (models if len(models) == 1 else [])), None)


def _context_in(said: object) -> int | None:
    if not isinstance(said, dict):
        return None
    known = cast(dict[str, Any], said)
    sizes = [_count(known.get(name)) for name in _CONTEXT]
    return next((size for size in sizes if size), None) or _context_in(known.get("meta"))


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
