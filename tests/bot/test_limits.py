"""How many questions may be asked in a minute."""

from bot.limits import Limits, Wait


class _Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def _limits(clock: _Clock, *, per_person: int = 2, per_server: int = 3) -> Limits:
    return Limits(per_person=per_person, per_server=per_server, clock=clock)


def test_a_person_waits_until_the_first_of_their_questions_is_a_minute_old() -> None:
    clock = _Clock()
    limits = _limits(clock)
    assert limits.take(person="a", server="s").seconds == 0
    clock.now += 20.5
    assert limits.take(person="a", server="s").seconds == 0
    assert limits.take(person="a", server="s").seconds == 40
    clock.now += 39.5
    assert limits.take(person="a", server="s").seconds == 0
    assert limits.take(person="a", server="s").seconds == 21


def test_a_server_waits_whoever_asked() -> None:
    limits = _limits(_Clock())
    assert [limits.take(person=person, server="s").seconds for person in "abcd"] == [0, 0, 0, 60]
    assert limits.take(person="d", server="other").seconds == 0


def test_what_was_refused_does_not_count() -> None:
    clock = _Clock()
    limits = _limits(clock, per_person=1)
    assert limits.take(person="a", server="s").seconds == 0
    assert [limits.take(person="a", server="s").seconds for _ in range(5)] == [60] * 5
    assert limits.take(person="b", server="s").seconds == 0
    assert limits.take(person="c", server="s").seconds == 0


def test_where_only_people_are_limited_a_server_may_do_as_much_as_all_of_them() -> None:
    limits = Limits(per_person=1, clock=_Clock())
    assert [limits.take(person=str(person), server="s").seconds for person in range(100)] == [0] * 100
    assert limits.take(person="0", server="s").seconds == 60


def test_direct_messages_count_for_the_person_alone() -> None:
    limits = _limits(_Clock(), per_person=9, per_server=1)
    assert [limits.take(person="a", server=None).seconds for _ in range(3)] == [0, 0, 0]


def test_who_asks_no_more_is_forgotten() -> None:
    clock = _Clock()
    limits = _limits(clock)
    for person in range(100):
        limits.take(person=str(person), server=None)
    clock.now += 61
    limits.take(person="a", server=None)
    assert len(limits._asked) == 1


def test_it_is_said_who_asked_so_much() -> None:
    clock = _Clock()
    limits = _limits(clock)
    for person in "aab":
        limits.take(person=person, server="s")
    assert limits.take(person="c", server="s") == Wait(seconds=60, is_servers=True)
    assert limits.take(person="a", server="s") == Wait(seconds=60)
    assert limits.take(person="a", server=None) == Wait(seconds=60)
