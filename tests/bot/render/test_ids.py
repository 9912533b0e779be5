"""The ids of buttons are taken by the templates that they are made for, whatever stands in them."""

import re

import pytest

from bot.render import ids
from bot.render.discord_limits import CUSTOM_ID

ARTICLES = ["cg56gibqn3", "a:b", "über/1", "x" * 200, "#:looks-like-a-hash", "line\nline", "日" * 64]


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_is_named_by_its_id_or_a_hash_of_it(article: str) -> None:
    for template, id in (
        (ids.OPEN, ids.open_article("own", article)),
        (ids.READ, ids.read("shared", article, 999_999_999)),
        (ids.UNDO, ids.undo("updated", article, 999_999_999)),
        (ids.REMOVE, ids.remove(article)),
    ):
        match = re.fullmatch(template, id)
        assert match is not None
        assert match["article"] == ids.handle(article)
        assert len(id) <= CUSTOM_ID
    assert ids.is_hashed(ids.handle(article)) == (len(article) > 64 or article.startswith("#:"))


def test_different_long_ids_have_different_hashes() -> None:
    assert len({ids.handle("x" * length) for length in range(65, 200)}) == 135


@pytest.mark.parametrize("search", ["", "lake", "a:b 1", "日" * 60])
def test_a_page_of_the_list_knows_its_search(search: str) -> None:
    match = re.fullmatch(ids.LIST, ids.list_page(search, 999_999))
    assert match is not None
    assert (match["search"], match["page"]) == (search, "999999")
    assert len(match[0]) <= CUSTOM_ID


def test_no_id_is_taken_by_the_template_of_another() -> None:
    templates = [value for name, value in vars(ids).items() if name.isupper() and str(value).startswith("fn:")]
    made = [
        ids.source("abc", 1),
        ids.walk("abc", 1, 2),
        ids.back("abc", 1),
        ids.flag("abc", 1),
        ids.verdict("abc", "good"),
        ids.page("abc", 1),
        ids.show("abc"),
        ids.forget("ask"),
        ids.open_article("own", "a"),
        ids.read("own", "a", 1),
        ids.list_page("x", 1),
        ids.undo("added", "a", 1),
        ids.remove("a"),
        ids.KEEP,
        ids.NEW,
        ids.MANAGER_ROLE,
        ids.CHANNELS,
        ids.private(answers=True),
    ]
    assert len(templates) == len(made)
    for id in made:
        assert sum(re.fullmatch(template, id) is not None for template in templates) == 1
