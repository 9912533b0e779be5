"""What is counted of written answers, and what is wrong with one. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.acted import words
from benchmarks.run import is_right
from index import Answer, Citation, Question, Sentence
from index.citations import Checked, check
from index.evaluation.metrics import are_answers_quoted, mean, percentile
from index.prompts import is_refusal
from index.stopwords import STOPWORDS
from index.written import LEFT_OUT, NOTHING_LEFT

_STEM = 4  # letters that two forms of a word have in common


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question, answered with quotes alone and in a model's words, and what reached the model on the way."""

    question: Question
    quotes: Answer
    written: Answer
    replies: tuple[str, ...]  # the model's, as they came
    requests: int  # that reached it
    seconds: float  # of the written answer, from the question on
    texts: Mapping[str, str]  # of the articles that are cited, by their ids

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The shown sentences that the model wrote."""
        return tuple(one for one in self.written.sentences if not self.written.is_quote(one))

    @property
    def failures(self) -> tuple[str, ...]:
        """What mustn't be shown and is."""
        return tuple(_failures(self.written, self.texts))

    @property
    def strange(self) -> tuple[str, ...]:
        """The written sentences with a word that isn't in what they cite, nor in the question: a look without checks.

        Word forms are let pass by their first letters, so some of these are true, and what is said wrongly in words
        of the quotes isn't found: it is a list to be read.
        """
        return tuple(one.text for one in self.sentences if self._is_strange(one))

    def _is_strange(self, sentence: Sentence) -> bool:
        cited = [one for one in self.written.citations if one.number in sentence.citations]
        known = words(" ".join([self.question.question, *(f"{one.quote} {one.article.title}" for one in cited)]))
        stems = {word[:_STEM] for word in known}
        return any(word not in known and word[:_STEM] not in stems for word in words(sentence.text) - STOPWORDS["en"])

    @property
    def checked(self) -> tuple[Checked, ...]:
        """What the checks say of the replies that say something."""
        said = [text for text in self.replies if not is_refusal(text)] if not self.failed else []
        return tuple(check(text, self.quotes.citations, self.question.question) for text in said)

    @property
    def failed(self) -> str:
        """Why there was no reply that can be used; empty where there was one, or none was wanted."""
        return "" if self.written.note in ("", LEFT_OUT, NOTHING_LEFT) else self.written.note


def _failures(answer: Answer, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what isn't a quote at its place, and what its own citations don't carry."""
    for one in (*answer.citations, *answer.nearest, *answer.unshown):
        if texts[one.article.id][one.start : one.end] != one.quote:
            yield f"isn't what stands there: {one.quote}"
    for sentence in answer.sentences:
        cited = [one for one in answer.citations if one.number in sentence.citations]
        if not cited or len(cited) != len(sentence.citations):
            yield f"cites what isn't shown: {sentence.text}"
        elif not answer.is_quote(sentence) and not is_carried(sentence.text, cited, answer.question):
            yield f"isn't carried by what it cites: {sentence.text}"


def is_carried(sentence: str, cited: Sequence[Citation], question: str) -> bool:
    """Whether the checks let a sentence through as it is when these citations are all there is."""
    checked = check(sentence, cited, question)
    return [one.text for one in checked.sentences] == [sentence] and not checked.dropped


def summary(cases: Sequence[Case]) -> dict[str, object]:
    """Return the figures of a set."""
    answerable = [case for case in cases if case.question.answerable]
    refused = [case for case in cases if case.written.status == "refused"]
    asked = [case for case in cases if case.requests]
    shown = [case for case in cases if case.written.mode == "generated"]
    checked = [one for case in asked for one in case.checked]
    seconds = [case.seconds for case in asked]
    return {
        "answerable": len(answerable),
        "unanswerable": len(cases) - len(answerable),
        "right, quotes alone": sum(is_right(case.question, case.quotes) for case in answerable),
        "right, written": sum(is_right(case.question, case.written) for case in answerable),
        "right, in the model's sentences alone": sum(_says_it(case) for case in answerable),
        "unanswerable answered": sum(case.written.status == "answered" for case in cases) - _answered(answerable),
        "shown sentences": sum(len(case.written.sentences) for case in cases),
        "of these not as they must be": sum(len(case.failures) for case in cases),
        "refused": len(refused),
        "requests for what is refused": sum(case.requests for case in refused),
        "asked of the model": len(asked),
        "replies failed": dict(Counter(case.failed for case in asked if case.failed)),
        "replies UNANSWERED": sum(any(map(is_refusal, case.replies)) for case in asked if not case.failed),
        "answers in the model's words": len(shown),
        "sentences written": sum(len(one.sentences) + len(one.dropped) for one in checked),
        "sentences carried": sum(len(one.sentences) for one in checked),
        "sentences shown": sum(len(case.sentences) for case in shown),
        "of these with words that their quotes don't have": sum(len(case.strange) for case in shown),
        "sentences dropped": dict(Counter(gone.reason for one in checked for gone in one.dropped).most_common()),
        "seconds p50": percentile(seconds, 0.5),
        "seconds p95": percentile(seconds, 0.95),
    }


def _answered(cases: Sequence[Case]) -> int:
    return sum(case.written.status == "answered" for case in cases)


def _says_it(case: Case) -> bool:
    return bool(case.sentences) and are_answers_quoted(case.question, [one.text for one in case.sentences])


def wrong(cases: Sequence[Case]) -> list[str]:
    """Return what mustn't be in a set of answers: false sentences, lost answers, a model asked in vain."""
    found = [f"{case.question.question!a}: {one}" for case in cases for one in case.failures]
    figures = summary(cases)
    if sum(case.requests for case in cases if case.written.status == "refused"):
        found.append(f"{figures['requests for what is refused']} requests for questions that are refused")
    answerable = [case for case in cases if case.question.answerable]
    before = sum(is_right(case.question, case.quotes) for case in answerable)
    after = sum(is_right(case.question, case.written) for case in answerable)
    if after < before:
        found.append(f"{after} are right when written, {before} with quotes alone")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The last question of a conversation, asked in three ways, and what came of having it rewritten."""

    question: Question
    alone: Answer  # without the turns before
    given: Answer  # with them, without a model
    rewritten: Answer  # with both
    requests: int
    replies: tuple[str, ...]
    accepted: str | None  # the rewriting that was asked, too
    seconds: float


WAYS = ("last turn alone", "turns given", "turns given and rewritten")


def followups(turns: Sequence[Turn]) -> dict[str, object]:
    """Return the figures of conversations."""
    ways = {name: [_of(turn)[at] for turn in turns] for at, name in enumerate(WAYS)}
    known = [turn for turn in turns if turn.question.articles]
    answerable = [turn for turn in turns if turn.question.answerable]
    found: dict[str, object] = {"conversations": len(turns), "with a known passage": len(known)}
    for at, name in enumerate(WAYS):
        found[f"right passage @5, {name}"] = mean(_is_found(turn.question, _of(turn)[at]) for turn in known)
        found[f"answered, {name}"] = mean(_of(turn)[at].status == "answered" for turn in answerable)
        found[f"answered of all, {name}"] = mean(one.status == "answered" for one in ways[name])
    asked = [turn for turn in turns if turn.requests]
    return found | {
        "rewritings asked for": len(asked),
        "rewritings that came in time": sum(bool(turn.replies) for turn in asked),
        "rewritings taken": sum(turn.accepted is not None for turn in asked),
        "answers changed by them": sum(turn.rewritten.citations != turn.given.citations for turn in turns),
        "seconds p50": percentile([turn.seconds for turn in asked], 0.5),
        "seconds p95": percentile([turn.seconds for turn in asked], 0.95),
    }


def wrong_followups(turns: Sequence[Turn]) -> list[str]:
    """Return in what a rewriting is worse than asking the last turn alone."""
    figures = followups(turns)
    kinds = ("right passage @5", "answered")
    pairs = [(kind, figures[f"{kind}, {WAYS[0]}"], figures[f"{kind}, {WAYS[2]}"]) for kind in kinds]
    return [
        f"{kind}: {after:.3f} with rewriting, {before:.3f} of the last turn alone"
        for kind, before, after in pairs
        if isinstance(before, float) and isinstance(after, float) and after < before
    ]


def _of(turn: Turn) -> tuple[Answer, Answer, Answer]:
    return turn.alone, turn.given, turn.rewritten


def _is_found(question: Question, answer: Answer) -> bool:
    return bool(set(question.articles) & set(answer.retrieved[:5]))
