"""Dates and languages in the forms sources write."""

import pytest

from index.sources.dates import iso_date, iso_language


@pytest.mark.parametrize(
    "written",
    [
        "2022-09-13",
        "2022-09-13T23:59:59-08:00",
        "2022-9-13",
        "2022/09/13",
        "2022.09.13",
        "20220913",
        "20220913T101112Z",
        "D:20220913101112+02'00'",
        "13.09.2022",
        "13. 9. 2022",
        "9/13/2022",
        "13/9/2022",
        "13 September 2022",
        "13th of September 2022",
        "13 Sep 2022",
        "13-Sep-2022",
        "September 13, 2022",
        "Sept. 13th, 2022",
        "Tuesday, September 13, 2022 at 10 pm",
        "Tue, 13 Sep 2022 10:11:12 GMT",
        " 2022-09-13 ",
    ],
)
def test_a_day_is_read_in_the_forms_it_is_written_in(written: str) -> None:
    assert iso_date(written) == "2022-09-13"


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "yesterday",
        "2022",
        "2022-13-01",
        "2022-02-30",
        "13 Brumaire 1799",
        "12345678",
        "9/10/2022",
        "0000-00-00",
    ],
)
def test_what_names_no_single_day_is_none(written: str | None) -> None:
    assert iso_date(written) is None


def test_a_slashed_date_with_equal_parts_can_mean_one_day_only() -> None:
    assert iso_date("5/5/2022") == "2022-05-05"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("en-GB", "en"), ("PT_br", "pt"), ("nb", "no"), ("iw", "he"), ("zh-Hant-TW", "zh")],
)
def test_a_language_tag_is_its_two_letters(tag: str, code: str) -> None:
    assert iso_language(tag) == code


@pytest.mark.parametrize("tag", [None, "", "eng", "english", "e", "x-klingon", "en GB", "12"])
def test_what_is_no_two_letter_tag_is_none(tag: str | None) -> None:
    assert iso_language(tag) is None
