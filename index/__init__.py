"""Footnote's library: articles in, cited answers out. It knows nothing of Discord.

::

    async with await Library.open(LibrarySettings()) as library:
        async for added in library.add(["samples/lake-sevan.md"]):
            print(added.status, added.title)
        answer = await library.ask("how deep is Lake Sevan?")
"""

from index.doctor import diagnose
from index.errors import (
    AddressRefused,
    DiskFull,
    EmbeddingFailed,
    FetchFailed,
    FolderLocked,
    FolderReadOnly,
    FootnoteError,
    IndexMismatch,
    IndexUnreadable,
    InvalidLibrary,
    InvalidQuestion,
    LibraryClosed,
    ModelFailed,
    QuotaReached,
    SchemaTooNew,
    SourceError,
    SourceMissing,
    SourceTooLarge,
    SourceUnreadable,
    StorageError,
    UnknownArticle,
)
from index.evaluation import Figures, evaluate, read_questions
from index.library import Library
from index.models import (
    Added,
    Answer,
    AnswerFeedback,
    Article,
    ArticleReference,
    ArticleSummary,
    CheckedClaims,
    Citation,
    Claim,
    Draft,
    Finding,
    Flag,
    FlagReason,
    KeptAnswer,
    Mark,
    PassageView,
    Progress,
    Question,
    Review,
    Sentence,
    TokenUsage,
    Usage,
    Verdict,
)
from index.questions import SHARED
from index.refreshing import can_refresh
from index.settings import LibrarySettings
from index.sources import reads_file

__version__ = "0.1.0"

__all__ = [
    "SHARED",
    "Added",
    "AddressRefused",
    "Answer",
    "AnswerFeedback",
    "Article",
    "ArticleReference",
    "ArticleSummary",
    "CheckedClaims",
    "Citation",
    "Claim",
    "DiskFull",
    "Draft",
    "EmbeddingFailed",
    "FetchFailed",
    "Figures",
    "Finding",
    "Flag",
    "FlagReason",
    "FolderLocked",
    "FolderReadOnly",
    "FootnoteError",
    "IndexMismatch",
    "IndexUnreadable",
    "InvalidLibrary",
    "InvalidQuestion",
    "KeptAnswer",
    "Library",
    "LibraryClosed",
    "LibrarySettings",
    "Mark",
    "ModelFailed",
    "PassageView",
    "Progress",
    "Question",
    "QuotaReached",
    "Review",
    "SchemaTooNew",
    "Sentence",
    "SourceError",
    "SourceMissing",
    "SourceTooLarge",
    "SourceUnreadable",
    "StorageError",
    "TokenUsage",
    "UnknownArticle",
    "Usage",
    "Verdict",
    "can_refresh",
    "diagnose",
    "evaluate",
    "read_questions",
    "reads_file",
]
