"""What is made once is kept while it is asked for."""

from index.remembered import LONGEST, Remembered


def kept(most: int) -> tuple[Remembered[str], list[str]]:
    """Return a dict that makes capitals, and what it was made to make."""
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    return Remembered(make, most=most), made


def test_a_value_is_made_once() -> None:
    capitals, made = kept(10)
    assert [*map(capitals.__getitem__, ["a", "b", "a"])] == ["A", "B", "A"]
    assert made == ["a", "b"]


def test_what_is_asked_for_survives_however_many_others_come() -> None:
    capitals, made = kept(10)
    for at in range(100):
        assert capitals["often"] == "OFTEN"
        assert capitals[str(at)] == str(at)
    assert made.count("often") == 1
    assert len(capitals) <= 10


def test_what_was_not_asked_for_is_forgotten() -> None:
    capitals, made = kept(10)
    assert capitals["once"] == "ONCE"
    for at in range(30):
        assert capitals[str(at)] == str(at)
    assert capitals["once"] == "ONCE"
    assert made.count("once") == 2


def test_long_keys_are_made_anew_each_time() -> None:
    capitals, made = kept(10)
    long = "x" * (LONGEST + 1)
    assert capitals[long] == capitals[long] == long.upper()
    assert made == [long, long]
