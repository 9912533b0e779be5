"""What became of articles, as messages."""

from typing import Any

import pytest

from bot.layout import layout
from bot.render.added import SHOWN, Preview, of_results, to_show, undone
from bot.render.message import Button, Buttons, Line, Message, Rule, Text, notice
from index import Added
from tests.bot.builders import view
from tests.bot.refused import message_complaints

UNDO = Button(label="Undo", id="fn:u:added:1:clock")
READ = Button(label="Read", id="fn:o:own:clock")
WORST = "*_~`|[]()<>#\\" * 40


def _added(status: Any = "added", **fields: Any) -> Added:
    return Added(
        **{"status": status, "source": "upload:clock.txt", "article": "clock", "title": "The clock", "revision": 1}
        | fields
    )


def _shown(added: Added, **options: Any) -> Message:
    has_view = added.status != "failed"
    fields = options.pop("article", {})
    preview = Preview(added=added, view=view(**fields) if has_view else None, twin=options.pop("twin", None))
    return of_results([added], [preview], **options)


def test_an_added_article_is_shown_with_its_beginning_and_a_way_back() -> None:
    about = {"site": "Gazette", "published": "2023-04-05", "language": "ru", "passages": 3}
    assert _shown(_added(), article=about, language="en") == Message(
        (
            Text(
                "Added **The clock**\n-# Gazette · 5\u00a0Apr\u00a02023 · in Russian · 3 passages\n"
                "> The tower clock of Millbrook is repaired by Ottoline Fenwick every spring."
            ),
            Buttons([UNDO, READ]),
        )
    )


def test_the_language_that_goes_without_saying_is_not_said() -> None:
    [text, _] = _shown(_added(), language="en").parts
    assert isinstance(text, Text)
    assert "English" not in text.text


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (_added("updated"), "Updated **The clock**\n-# 2 passages"),
        (_added("unchanged"), "Unchanged: **The clock**\n-# 2 passages"),
        (_added("unchanged", duplicate_of="clock"), "Not added: **The clock** has the same text\n-# 2 passages"),
    ],
)
def test_each_outcome_has_its_words(added: Added, said: str) -> None:
    text = _shown(added).parts[0]
    assert isinstance(text, Text)
    assert text.text.partition("\n>")[0] == said.partition("\n-# 2")[0] + "\n-# in English · 2 passages"


def test_what_is_unchanged_has_nothing_to_take_back() -> None:
    assert _shown(_added("unchanged")).parts[-1] == Buttons([READ])


def test_an_article_with_the_text_of_another_says_so() -> None:
    text = _shown(_added(duplicate_of="other"), twin="The *other*", language="en").parts[0]
    assert isinstance(text, Text)
    assert "-# same text as “The \\*other\\*” · 2 passages" in text.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Couldn't read **clock.txt**: it is \\*empty\\*; add words."),
        ({"source": "paste"}, "Couldn't read **the text**: it is \\*empty\\*; add words."),
        ({"title": "The clock"}, "Couldn't read **The clock**: it is \\*empty\\*; add words."),
        (
            {"is_full": True},
            (
                "The library here is full, so **clock.txt** wasn't added. `/article remove` makes room; whoever runs me"
                " can allow more."
            ),
        ),
    ],
)
def test_what_failed_says_why(fields: dict[str, Any], said: str) -> None:
    added = _added("failed", **{"article": None, "title": None, "error": "it is *empty*; add words"} | fields)
    assert _shown(added) == notice(said)


def test_a_few_are_shown_in_full_between_rules_and_under_their_counts() -> None:
    results = [_added(article=f"a{number}") for number in range(2)]
    message = of_results(results, [Preview(added=one, view=view(id=one.article)) for one in results])
    assert message.parts[0] == Text("**2 added**")
    assert [type(part) for part in message.parts] == [Text, Text, Buttons, Rule, Text, Buttons]


def test_many_are_shown_on_a_line_each_and_the_rest_is_counted() -> None:
    results = [_added(article=f"a{number}") for number in range(12)] + [_added("failed", article=None, error="gone")]
    chosen = to_show(results)
    assert chosen[-1].status == "failed"
    message = of_results(results, [Preview(added=one, view=view() if one.article else None) for one in chosen])
    heading, *lines, rest = message.parts
    assert heading == Text("**12 added · 1 failed**")
    assert rest == Text("-# and 3 more, which `/article list` shows")
    assert [type(line) for line in lines] == [Line] * (SHOWN - 1) + [Text]


def test_what_failed_or_changed_is_shown_before_what_did_not() -> None:
    results = [_added("unchanged", title=str(number)) for number in range(SHOWN)] + [_added("failed"), _added()]
    assert [one.status for one in to_show(results)] == ["unchanged"] * (SHOWN - 2) + ["failed", "added"]


def test_no_two_buttons_have_the_same_id() -> None:
    results = [_added("unchanged"), _added("unchanged", duplicate_of="clock")]
    message = of_results(results, [Preview(added=one, view=view()) for one in results])
    assert [part for part in message.parts if isinstance(part, Buttons)] == [Buttons([READ])]


def test_what_stopped_the_rest_and_what_else_to_know_stand_at_the_end() -> None:
    message = of_results([_added()], [Preview(added=_added())], failure=notice("Trouble."), note="Some was left.")
    assert message.parts[-2:] == (Text("Trouble."), Text("-# Some was left."))
    assert of_results([], [], failure=notice("Trouble.")) == notice("Trouble.")
    assert of_results([], []) == notice("There was nothing to read.")


@pytest.mark.parametrize("count", [1, 3, 4, SHOWN, 400])
@pytest.mark.parametrize("status", ["added", "unchanged", "failed"])
def test_the_worst_fits_and_so_does_each_undone(count: int, status: str) -> None:
    results = [
        _added(status, article=f"{number}" + "x" * 190, title=WORST, source=WORST, error=WORST, revision=10**8)
        for number in range(count)
    ]
    about = {"site": WORST, "published": WORST, "language": "qq", "passages": 10**6}
    previews = [
        Preview(added=one, view=None if status == "failed" else view(WORST, id=one.article, **about), twin=WORST)
        for one in to_show(results)
    ]
    message = of_results(results, previews, failure=notice("x" * 200), note="x" * 150)
    assert _complaints(message) == []
    for button in [button for part in message.parts for button in _buttons(part) if button.label == "Undo"]:
        assert button.id is not None
        message = undone(message, button.id, "nothing", by="1" * 20)
    assert _complaints(message) == []


def _buttons(part: object) -> list[Button]:
    match part:
        case Line(_, button):
            return [button]
        case Buttons(buttons):
            return list(buttons)
        case _:
            return []


def _complaints(message: Message) -> list[str]:
    view = layout(message)
    body = {"components": view.to_components(), "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    return list(message_complaints(body))


@pytest.mark.parametrize(
    ("what", "said", "left"),
    [
        ("removed", "-# Removed again by <@5>.", []),
        ("restored", "-# Undone by <@5>: the article is what it was before.", [Buttons([READ])]),
        (
            "nothing",
            "-# This can't be undone any more: it has changed or gone since, or a day has passed.",
            [Buttons([READ])],
        ),
    ],
)
def test_what_was_undone_is_said_in_the_place_of_the_button(what: Any, said: str, left: list[Buttons]) -> None:
    message = Message((Text("Added **The clock**"), Buttons([UNDO, READ])))
    assert undone(message, str(UNDO.id), what, by="5") == Message((Text("Added **The clock**"), Text(said), *left))


def test_a_line_that_was_undone_leaves_the_others_as_they_are() -> None:
    other = Line("Added **Two**", Button(label="Undo", id="fn:u:added:1:two"))
    message = Message((Text("**2 added**"), Line("Added **One**", UNDO), other))
    assert undone(message, str(UNDO.id), "removed", by="5") == Message(
        (Text("**2 added**"), Text("Added **One**\n-# Removed again by <@5>."), other)
    )
