"""Short ways to say what was asked and answered."""

from typing import Any

from index.models import Answer, ArticleReference, Citation, Question


def asked(**fields: Any) -> Question:
    """Make a question whose words don't matter."""
    return Question(**{"id": "q", "question": "What happened?"} | fields)


def cited(quote: str, *, article: str = "a", start: int = 0, end: int | None = None, number: int = 1) -> Citation:
    """Make a citation of an article."""
    return Citation(
        number=number,
        article=ArticleReference(id=article, title=f"About {article}", url=None, published=None),
        passage=f"{article}:0",
        quote=quote,
        start=start,
        end=start + len(quote) if end is None else end,
    )


def answered(*quotes: str, confidence: float = 0.9, **fields: Any) -> Answer:
    """Make an answer that shows the quotes, as if each were the start of its article."""
    return Answer(
        **{
            "question": "What happened?",
            "status": "answered",
            "mode": "quotes",
            "text": "",
            "sentences": (),
            "citations": tuple(cited(quote, number=number) for number, quote in enumerate(quotes, 1)),
            "nearest": (),
            "confidence": confidence,
            "seconds": 0.1,
        }
        | fields
    )


def refused(confidence: float = 0.1, **fields: Any) -> Answer:
    """Make a refusal."""
    return answered(confidence=confidence, **{"status": "refused"} | fields)
