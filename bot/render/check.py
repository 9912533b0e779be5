"""What a message claims, and what the articles say of each claim, as a message."""

from collections.abc import Iterator, Sequence

from bot.render import ids
from bot.render.discord_limits import MESSAGE_COMPONENTS, MESSAGE_TEXT
from bot.render.message import Button, Line, Message, Part, Rule, Text, notice
from bot.render.words import counted, day, details
from bot.text import fitted, quoted
from index import CheckedClaims, Citation, Claim

HOW_IT_IS_CHECKED = (
    "-# Claims are held to the articles' own words. What is said there in quite other words isn't found, and what isn't"
    " in the articles may be true all the same."
)

_CLAIM = 300  # characters of a claim, as shown
_TITLE = 100
_QUOTE, _SHORT_QUOTE = 700, 80  # of a quote: at most, and where many claims share a message
_FOOT = len(HOW_IT_IS_CHECKED) + 100  # of what stands below the claims
_FOOT_COMPONENTS = 3
_LINE_COMPONENTS = 3  # with its text and button


def nothing_stated() -> Message:
    """Say that a message states nothing."""
    return notice(
        "That message states nothing that I could look up: I check sentences that say something, no questions."
    )


def of_check(checked: CheckedClaims, answer: str) -> Message:
    """Return the claims with what was found. ``answer`` is the id under which the quotes are kept."""
    parts: list[Part] = []
    shown: set[int] = set()
    share = (MESSAGE_TEXT - _FOOT) // len(checked.claims)
    left = checked.left_out
    for claim in checked.claims:
        block = list(_block(claim, answer, shown, share))
        if _is_too_much([*parts, *block]):
            left += 1
            continue
        parts += block
        shown |= {citation.number for citation in claim.citations}
    foot = f"-# Left out: {counted(left, 'more claim')}.\n" if left else ""
    return Message((*parts, Rule(), Text(foot + HOW_IT_IS_CHECKED)))


def _block(claim: Claim, answer: str, shown: set[int], share: int) -> Iterator[Part]:
    """Return a claim, what is said of it, and its sources but those that are shown already."""
    said = f"**{fitted(claim.text, min(_CLAIM, share // 3))}**\n{_verdict(claim)}"
    yield Text(said)
    new = [citation for citation in claim.citations if citation.number not in shown]
    sources = [_source(citation) for citation in new]
    spare = (share - len(said) - sum(map(len, sources))) // max(len(new), 1) - len("\n> ")
    for citation, source in zip(new, sources, strict=True):
        quote = quoted(fitted(citation.quote, min(_QUOTE, max(_SHORT_QUOTE, spare))))
        button = Button(label=f"Source {citation.number}", id=ids.source(answer, citation.number))
        yield Line(f"{source}\n{quote}", button)


def _verdict(claim: Claim) -> str:
    match claim.status:
        case "supported":
            return f"✅ **supported** by {_numbers(claim.supporting)}"
        case "contradicted":
            return f"❌ **contradicted** by {_numbers(claim.contradicting)}"
        case "disputed":
            return (
                f"⚖️ the articles disagree: **supported** by {_numbers(claim.supporting)},"
                f" **contradicted** by {_numbers(claim.contradicting)}"
            )
        case "absent":
            near = f"; closest is {_numbers(claim.nearest)}; I don't find it there" if claim.nearest else ""
            return f"➖ **not in the articles**{near}"
        case "unclear":
            return "❔ **not checked**: it isn't clear to me whom or what this is about"


def _numbers(citations: Sequence[Citation]) -> str:
    return " ".join(f"**[{citation.number}]**" for citation in citations)


def _source(citation: Citation) -> str:
    article = citation.article
    about = details(article.site, day(article.published))
    title = fitted(article.title, _TITLE) or "untitled"
    return f"**[{citation.number}]** {title}" + (f"\n{about}" if about else "")


def _is_too_much(parts: Sequence[Part]) -> bool:
    lines = sum(isinstance(part, Line) for part in parts)
    components = len(parts) - lines + _LINE_COMPONENTS * lines
    text = sum(len(part.text) for part in parts if isinstance(part, Text | Line))
    return components > MESSAGE_COMPONENTS - _FOOT_COMPONENTS or text > MESSAGE_TEXT - _FOOT
