"""Everything that can go wrong in the library, one class per cause, each with one clear line.

::

    FootnoteError
    ├── SourceError           what was given can't become an article (.source)
    │   ├── SourceMissing     no such file
    │   ├── SourceUnreadable  it is there, but not an article (.problem)
    │   ├── SourceTooLarge    past a limit (.limit_bytes)
    │   ├── AddressRefused    an address that must not be fetched
    │   └── FetchFailed       the fetch didn't end in a page (.is_transient)
    ├── StorageError          the data folder, or a server it stands on
    │   ├── FolderLocked      another process owns it
    │   ├── FolderReadOnly
    │   ├── DiskFull
    │   ├── SchemaTooNew      written by a later release
    │   ├── IndexMismatch     the indexes were made with another embedding
    │   ├── IndexUnreadable   an index is damaged; it can be rebuilt from the catalog
    │   └── LibraryClosed     closed while something was under way
    ├── UnknownArticle        no article has this id (.article)
    ├── QuotaReached          a library's limit on articles or bytes
    ├── EmbeddingFailed       the embedding server (.is_transient)
    ├── ModelFailed           the model's server (.is_transient)
    ├── InvalidLibrary        not a library's name (.library)
    └── InvalidQuestion       empty, or longer than a question can be

``str(error)`` says what happened and what to do, in one line fit to be shown to whoever asked::

    try:
        answer = await library.ask("who did Pashinyan call?")
    except FootnoteError as error:
        print(error)

A question without an answer in the library is no error: it is an ``Answer`` with status "refused".
"""


class FootnoteError(Exception):
    """The root of all errors that Footnote raises on purpose."""


class SourceError(FootnoteError):
    """What was given can't become an article."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(message)
        self.source = source


class SourceMissing(SourceError):
    """There is no such file or folder."""

    def __init__(self, source: str) -> None:
        super().__init__(source, "no such file or folder; check the path")


class SourceUnreadable(SourceError):
    """The file or page is there, but no article can be read from it."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        super().__init__(source, f"{problem}; {remedy}")
        self.problem = problem


class SourceTooLarge(SourceError):
    """The file or page is past a limit."""

    def __init__(self, source: str, limit_bytes: int) -> None:
        megabytes = limit_bytes / 1_000_000
        super().__init__(
            source, f"larger than the limit of {megabytes:g} MB; split it or raise the limit in the settings"
        )
        self.limit_bytes = limit_bytes


class AddressRefused(SourceError):
    """An address that must not be fetched. The message never says what lies behind it."""

    def __init__(self, source: str) -> None:
        super().__init__(
            source,
            "this address can't be fetched; check its spelling, and that it is a public http or https address",
        )


class FetchFailed(SourceError):
    """The fetch of an address didn't end in a page."""

    def __init__(self, source: str, message: str, *, is_transient: bool) -> None:
        super().__init__(source, message)
        self.is_transient = is_transient


class StorageError(FootnoteError):
    """The data folder, or a server it stands on, can't be used as it is."""


class FolderLocked(StorageError):
    """Another process owns the data folder."""


class FolderReadOnly(StorageError):
    """The data folder can't be written."""


class DiskFull(StorageError):
    """No space left for the data folder."""


class SchemaTooNew(StorageError):
    """The catalog was written by a later release."""


class IndexMismatch(StorageError):
    """The vectors were made with another embedding than the one that is set."""


class IndexUnreadable(StorageError):
    """An index can't be read as it is. Nothing is lost: it is rebuilt from the catalog."""


class LibraryClosed(StorageError):
    """The library was closed while something was under way, or before it began."""

    def __init__(self) -> None:
        super().__init__("the library was closed meanwhile; what was acknowledged is kept, do the rest again")


class UnknownArticle(FootnoteError):
    """No article of the library has this id."""

    def __init__(self, article: str, library: str) -> None:
        super().__init__(f"no article {article!r} in the library {library!r}; `footnote list` shows what there is")
        self.article = article
        self.library = library


class QuotaReached(FootnoteError):
    """A library's limit on articles or bytes."""


class InvalidLibrary(FootnoteError):
    """What can't be the name of a library."""

    def __init__(self, library: str) -> None:
        super().__init__(
            f"{library!r} can't name a library; use 3 to 64 lower-case letters, digits and hyphens, as in guild-42"
        )
        self.library = library


class EmbeddingFailed(FootnoteError):
    """The embedding server didn't give vectors."""

    def __init__(self, message: str, *, is_transient: bool) -> None:
        super().__init__(message)
        self.is_transient = is_transient


class ModelFailed(FootnoteError):
    """The model's server didn't give a text that can be used. The message holds no key, and nothing of any text."""

    def __init__(self, message: str, *, is_transient: bool = False, read: int = 0, written: int = 0) -> None:
        super().__init__(message)
        self.is_transient = is_transient
        self.read = read  # the tokens that it cost all the same
        self.written = written


class InvalidQuestion(FootnoteError):
    """A question that can't be asked."""
