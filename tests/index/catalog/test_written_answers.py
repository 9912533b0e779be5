"""An answer that is kept in another form: what its buttons named before, they name still."""

from dataclasses import replace

from index.catalog import Catalog
from index.catalog.answer_bodies import REMOVED
from index.models import Answer, KeptAnswer, Sentence
from tests.index.catalog.builders import added, prepared
from tests.index.catalog.test_answers import answer_of, cited

TEXT = "The harbour was closed for three days. Forty ships waited outside. It opened on Friday."
FIRST, SECOND, THIRD = "The harbour was closed for three days.", "Forty ships waited outside.", "It opened on Friday."


def kept(catalog: Catalog) -> KeptAnswer:
    """Keep an answer of three quotes, the last of another article."""
    added(catalog, prepared("a", TEXT))
    added(catalog, prepared("b", TEXT))
    quotes = (cited(TEXT, FIRST), cited(TEXT, SECOND, number=2), cited(TEXT, THIRD, number=3, article="b"))
    return catalog.answers.keep("guild-1", answer_of(*quotes))


def written(answer: Answer) -> Answer:
    """Return the answer with its third quote first, the first one second, and the second not at all."""
    first, second, third = answer.citations
    return replace(
        answer,
        mode="generated",
        text="On Friday it opened. [1] Closed for three days. [2]",
        sentences=(
            Sentence(text="On Friday it opened.", citations=(1,)),
            Sentence(text="Closed for three days.", citations=(2,)),
        ),
        citations=(replace(third, number=1), replace(first, number=2)),
        unshown=(second,),
        note="Something was left out.",
    )


def test_it_comes_back_as_it_was_written(catalog: Catalog) -> None:
    before = kept(catalog)
    after = catalog.answers.rewrite(replace(before, answer=written(before.answer)))
    assert after is not None
    assert catalog.answers.get(before.id) == after
    assert (after.answer.mode, after.answer.note) == ("generated", "Something was left out.")
    assert catalog.answers.count("guild-1") == 1


def test_a_slot_opens_the_same_place_before_and_after(catalog: Catalog) -> None:
    before = kept(catalog)
    opened = [catalog.answers.review(before.id, slot) for slot in (1, 2, 3)]
    catalog.answers.rewrite(replace(before, answer=written(before.answer)))
    again = [catalog.answers.review(before.id, slot) for slot in (1, 2, 3)]
    assert [one and one.quote for one in opened] == [FIRST, SECOND, THIRD] == [one and one.quote for one in again]
    assert [one and (one.before, one.after, one.view) for one in opened] == [
        one and (one.before, one.after, one.view) for one in again
    ]
    assert [one and one.citation.number for one in again] == [2, 2, 1]
    assert catalog.answers.review(before.id, 4) is None


def test_a_flag_is_of_the_place_that_the_button_named(catalog: Catalog) -> None:
    before = kept(catalog)
    catalog.feedback.flag(before.id, 3, "discord:1", "out of date", "")
    catalog.answers.rewrite(replace(before, answer=written(before.answer)))
    catalog.feedback.flag(before.id, 2, "discord:1", "doesn't say this", "")
    (feedback,) = catalog.feedback.iterate("guild-1")
    assert [(flag.citation.quote, flag.reason) for flag in feedback.flags] == [
        (SECOND, "doesn't say this"),
        (THIRD, "out of date"),
    ]


def test_an_article_that_was_removed_meanwhile_is_in_no_form_of_it(catalog: Catalog) -> None:
    before = kept(catalog)
    catalog.finish(catalog.begin_removal("shared", "b"))
    kept_so = catalog.answers.rewrite(replace(before, answer=written(before.answer)))
    assert kept_so is not None
    after = kept_so.answer
    assert [one.text for one in after.sentences] == [REMOVED, "Closed for three days."]
    assert [(one.number, one.slot, one.quote) for one in after.citations] == [(1, 3, REMOVED), (2, 1, FIRST)]
    assert "Friday" not in after.text


def test_an_article_that_is_removed_later_goes_from_what_is_not_shown_too(catalog: Catalog) -> None:
    before = kept(catalog)
    catalog.answers.rewrite(replace(before, answer=written(before.answer)))
    catalog.finish(catalog.begin_removal("shared", "a"))
    after = catalog.answers.get(before.id)
    assert after is not None
    assert [one.quote for one in (*after.answer.citations, *after.answer.unshown)] == [THIRD, REMOVED, REMOVED]
    assert [one.text for one in after.answer.sentences] == ["On Friday it opened.", REMOVED]


def test_one_that_is_not_kept_any_more_does_not_come_back(catalog: Catalog) -> None:
    before = kept(catalog)
    catalog.answers.forget(before.id)
    assert catalog.answers.rewrite(replace(before, answer=written(before.answer))) is None
    assert catalog.answers.get(before.id) is None
