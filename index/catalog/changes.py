"""How articles come, change and go. Each function is one transaction's work, and the process may end between any two.

A revision is ``pending`` until its passages are in the indexes, ``current`` while it is seen, and ``leaving`` from
then until its passages are out of the indexes::

    begin ──► pending ──publish──► current ──publish of the next, begin_removal──► leaving ──finish──► (deleted)
                 └──abandon──► (deleted)

What is found pending or leaving when a process starts was left by one that ended too early: ``unfinished`` names it.

The text of a revision that an update replaced outlives its passages for a day, or until the next update, so that the
update can be undone: the revision is leaving and named in ``replaced`` meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, insert, or_, select, update

from index.catalog import wordings
from index.catalog.rows import chunks, passage_rows, revision_row, text_rows
from index.catalog.tables import IS_CURRENT, articles, counters, passages, replaced, revisions, texts
from index.catalog.values import Pending, PreparedDraft, Unfinished
from index.errors import StorageError, UnknownArticle

UNDO_PERIOD = timedelta(days=1)

_HAS_PASSAGES = exists().where(passages.c.revision_key == revisions.c.key)
_IS_REPLACED = exists().where(replaced.c.revision_key == revisions.c.key)


def begin(connection: Connection, library: str, drafts: Sequence[PreparedDraft], now: datetime) -> list[Pending]:
    """Store drafts as pending revisions with their passages, and articles for those that have none."""
    if not drafts:
        return []
    places = _places(connection, library, [prepared.id for prepared in drafts], now)
    revision_key = _allocate(connection, "revisions", len(drafts))
    passage_key = _allocate(connection, "passages", sum(len(prepared.spans) for prepared in drafts))
    begun: list[Pending] = []
    for prepared, (article_key, number) in zip(drafts, places, strict=True):
        keys = range(passage_key, passage_key + len(prepared.spans))
        begun.append(
            Pending(
                library=library,
                id=prepared.id,
                article_key=article_key,
                revision_key=revision_key,
                revision=number,
                passage_keys=keys,
                spans=prepared.spans,
            )
        )
        revision_key, passage_key = revision_key + 1, keys.stop
    pairs = list(zip(drafts, begun, strict=True))
    _execute(connection, insert(revisions), [revision_row(prepared, pending, now) for prepared, pending in pairs])
    _execute(connection, insert(texts), [row for prepared, pending in pairs for row in text_rows(prepared, pending)])
    _execute(connection, insert(passages), [row for pending in begun for row in passage_rows(pending)])
    return begun


def publish(connection: Connection, pending: Sequence[Pending], now: datetime, *, withdraws: bool) -> list[int]:
    """Make pending revisions the current ones; return the passages of those they replace.

    What they replace is kept for an undo; or it is withdrawn, with what answers quote of it.
    """
    keys = [item.revision_key for item in pending]
    winners = {item.article_key: item.revision_key for item in pending}  # of two for one article, the later
    if sum(len(found) for found in _in_state(connection, set(keys), "pending")) != len(set(keys)):
        raise StorageError("an article was taken back while it was being added; add it again")
    old = [key for chunk in chunks(winners) for key in _replace(connection, chunk, now, withdraws=withdraws)]
    leaving = _leave(connection, [*old, *set(keys).difference(winners.values())])
    for chunk in chunks(winners.values()):
        connection.execute(update(revisions).where(revisions.c.key.in_(chunk)).values(state="current"))
    return leaving


def _replace(connection: Connection, article_keys: Sequence[int], now: datetime, *, withdraws: bool) -> list[int]:
    """Let go of what articles had before their current revisions, and return the keys of these."""
    forget_replaced(connection, replaced.c.article_key.in_(article_keys))
    current = (
        select(revisions.c.key, revisions.c.article_key, revisions.c.number, articles.c.library, articles.c.id)
        .join(articles, articles.c.key == revisions.c.article_key)
        .where(revisions.c.article_key.in_(article_keys), IS_CURRENT)
    )
    old = connection.execute(current).all()
    if withdraws:
        for row in old:
            wordings.purge(connection, row.library, row.id, revision=row.number)
    else:
        rows = [{"revision_key": row.key, "article_key": row.article_key, "replaced_at": now} for row in old]
        _execute(connection, insert(replaced), rows)
    return [row.key for row in old]


def forget_replaced(connection: Connection, condition: Any) -> None:
    """Delete replaced revisions that meet a condition: their updates can't be undone any more."""
    keys = connection.scalars(select(replaced.c.revision_key).where(condition)).all()
    for chunk in chunks(keys):
        connection.execute(delete(replaced).where(replaced.c.revision_key.in_(chunk)))
    _delete_revisions(connection, keys, (revisions.c.state == "leaving") & ~_HAS_PASSAGES)


def forget_replaced_before(connection: Connection, now: datetime) -> None:
    """Delete replaced revisions whose time is up."""
    forget_replaced(connection, replaced.c.replaced_at < now - UNDO_PERIOD)


def begin_removal(connection: Connection, library: str, id: str) -> list[int]:
    """Make an article invisible, and what answers quote of it; return its passages. Raises UnknownArticle."""
    row = connection.execute(
        select(revisions.c.key, revisions.c.article_key)
        .join(articles, articles.c.key == revisions.c.article_key)
        .where(articles.c.library == library, articles.c.id == id, IS_CURRENT)
    ).first()
    if row is None:
        raise UnknownArticle(id, library)
    wordings.purge(connection, library, id)
    forget_replaced(connection, replaced.c.article_key == row.article_key)
    return _leave(connection, [row.key])


def finish(connection: Connection, passage_keys: Iterable[int]) -> None:
    """Delete leaving passages, and the revisions and articles of which nothing is left. Others are not touched."""
    leaving = select(revisions.c.key).where(revisions.c.state == "leaving")
    touched: set[int] = set()
    for chunk in chunks(passage_keys):
        these = passages.c.key.in_(chunk) & passages.c.revision_key.in_(leaving)
        touched.update(connection.scalars(select(passages.c.revision_key).where(these).distinct()))
        connection.execute(delete(passages).where(these))
    _delete_revisions(connection, touched, ~_HAS_PASSAGES & ~_IS_REPLACED)


def abandon(connection: Connection, pending: Iterable[Pending]) -> None:
    """Delete revisions that are still pending."""
    _delete_revisions(connection, (item.revision_key for item in pending), revisions.c.state == "pending")


def unfinished(connection: Connection) -> Unfinished:
    """Return what is neither current nor gone."""
    found = connection.execute(
        select(revisions.c.state, revisions.c.library, revisions.c.key, passages.c.key.label("passage_key"))
        .outerjoin(passages, passages.c.revision_key == revisions.c.key)
        .where(revisions.c.state.in_(("pending", "leaving")), or_(passages.c.key.is_not(None), ~_IS_REPLACED))
    )
    by_state: dict[str, dict[str, list[int]]] = {"pending": defaultdict(list), "leaving": defaultdict(list)}
    revision_keys: set[int] = set()
    for row in found:
        revision_keys.add(row.key)
        if row.passage_key is not None:
            by_state[row.state][row.library].append(row.passage_key)
    return Unfinished(
        pending=dict(by_state["pending"]), leaving=dict(by_state["leaving"]), revision_keys=sorted(revision_keys)
    )


def discard(connection: Connection, found: Unfinished) -> None:
    """Delete what ``unfinished`` found. An article whose update it was keeps its current revision."""
    for chunk in chunks(found.revision_keys):
        kept = select(replaced.c.revision_key).where(replaced.c.revision_key.in_(chunk))
        connection.execute(delete(passages).where(passages.c.revision_key.in_(kept)))
    unseen = revisions.c.state.in_(("pending", "leaving"))
    _delete_revisions(connection, found.revision_keys, unseen & ~_IS_REPLACED)


def touch(connection: Connection, library: str, id: str, values: Mapping[str, str | None]) -> None:
    """Store new validators with the current revision. Raises UnknownArticle."""
    of_article = select(articles.c.key).where(articles.c.library == library, articles.c.id == id)
    changed = connection.execute(
        update(revisions).where(revisions.c.article_key.in_(of_article), IS_CURRENT).values(dict(values))
    )
    if not changed.rowcount:
        raise UnknownArticle(id, library)


def _places(connection: Connection, library: str, ids: Sequence[str], now: datetime) -> list[tuple[int, int]]:
    """Return, for each id, its article's key and the number of the revision to come; make articles that are missing.

    A number that was given out doesn't return while the article is there, so that what was cited from a revision is
    never looked for in another.
    """
    keys: dict[str, int] = {}
    last: dict[str, int] = {}
    for chunk in chunks(dict.fromkeys(ids)):
        wanted = select(articles).where(articles.c.library == library, articles.c.id.in_(chunk))
        for row in connection.execute(wanted).all():
            keys[row.id] = row.key
            last[row.id] = row.last_revision
    old = list(keys)
    new = [id for id in dict.fromkeys(ids) if id not in keys]
    first = _allocate(connection, "articles", len(new))
    keys.update({id: first + place for place, id in enumerate(new)})
    places: list[tuple[int, int]] = []
    for id in ids:
        last[id] = number = last.get(id, 0) + 1
        places.append((keys[id], number))
    raised = update(articles).where(articles.c.key == bindparam("of")).values(last_revision=bindparam("to"))
    _execute(connection, raised, [{"of": keys[id], "to": last[id]} for id in old])
    same = {"library": library, "first_added_at": now}
    _execute(
        connection, insert(articles), [same | {"key": keys[id], "id": id, "last_revision": last[id]} for id in new]
    )
    return places


def _allocate(connection: Connection, name: str, count: int) -> int:
    """Return the first of ``count`` keys that were never used and never will be again."""
    counter = counters.c.name == name
    connection.execute(update(counters).where(counter).values(value=counters.c.value + count))
    last: int = connection.scalars(select(counters.c.value).where(counter)).one()
    return last - count + 1


def _execute(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)


def _in_state(connection: Connection, revision_keys: Iterable[int], state: str) -> Iterator[Sequence[int]]:
    for chunk in chunks(revision_keys):
        wanted = select(revisions.c.key).where(revisions.c.key.in_(chunk), revisions.c.state == state)
        yield connection.scalars(wanted).all()


def _leave(connection: Connection, revision_keys: Sequence[int]) -> list[int]:
    """Make revisions invisible and return their passages. Those that have none are deleted: no index knows them."""
    leaving: list[int] = []
    for chunk in chunks(revision_keys):
        connection.execute(update(revisions).where(revisions.c.key.in_(chunk)).values(state="leaving"))
        leaving.extend(connection.scalars(select(passages.c.key).where(passages.c.revision_key.in_(chunk))))
    _delete_revisions(connection, revision_keys, (revisions.c.passages == 0) & ~_IS_REPLACED)
    return leaving


def _delete_revisions(connection: Connection, revision_keys: Iterable[int], condition: Any) -> None:
    """Delete those of the revisions that meet a condition, and articles that have none left."""
    for chunk in chunks(revision_keys):
        these = revisions.c.key.in_(chunk) & condition
        owners = connection.scalars(select(revisions.c.article_key).where(these).distinct()).all()
        connection.execute(delete(revisions).where(these))
        has_revision = exists().where(revisions.c.article_key == articles.c.key)
        connection.execute(delete(articles).where(articles.c.key.in_(owners), ~has_revision))
