"""Claims against evidence: supported, contradicted, or not in it."""

import pytest

from index.checking.judging import Verdict, judge
from index.checking.matching import Source

TITLE = "Armenia-Azerbaijan border conflict"
BORDER = (
    "About 100 soldiers have been killed in border fighting between Armenia and Azerbaijan as strikes on both sides "
    "Tuesday fueled worries that more extensive hostilities between the longstanding rivals may erupt."
)
PEACE = (
    "Moscow, which as part of the agreement sent approximately 2,000 soldiers to the area to act as peacekeepers, has "
    "made an effort to retain amicable relations with both former Soviet states."
)
CALLS = (
    "Pashinyan immediately phoned Russian President Vladimir Putin. He then spoke on the phone with Blinken, French "
    "President Emmanuel Macron, European Council President Charles Michel and Iranian President Ebrahim Raisi."
)
DENIAL = (
    "The Azerbaijani assertion that it was reacting to provocations was denied by Armenian Prime Minister Nikol "
    "Pashinyan. He said that the meetings had made clear Azerbaijan’s “unyielding position.”"
)
WAR = (
    "Nagorno-Karabakh has been ruled by ethnic Armenian troops since a separatist war there ended in 1994. In a "
    "six-week conflict in 2020, Azerbaijan regained large portions of Nagorno-Karabakh."
)


def judged(claim: str, *quotes: str, question: str | None = None, title: str = TITLE) -> Verdict:
    sources = [
        Source(number=number, quote=quote, title=title, published="2022-09-14")
        for number, quote in enumerate(quotes, start=1)
    ]
    return judge(claim, sources, question)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("About 100 soldiers were killed.", BORDER),
        ("One hundred soldiers have been killed in fighting between Armenia and Azerbaijan.", BORDER),
        ("100 soldiers were killed on 13 September 2022.", BORDER),
        ("2,000 soldiers were sent as peacekeepers.", PEACE),
        ("Moscow sent two thousand soldiers to the area.", PEACE),
        ("Moscow sent 2000 troops to act as peacekeepers.", PEACE),
        ("Pashinyan phoned Putin.", CALLS),
        ("Putin was phoned by Pashinyan.", CALLS),
        ("Pashinian called Vladimir Putin.", CALLS),
        ("V. Putin was phoned by Pashinyan.", CALLS),
        ("Pashinyan spoke with Macron of France.", CALLS),
        ("Pashinyan then spoke with Charles Michel on the phone.", CALLS),
        ("Nikol Pashinyan denied the Azerbaijani assertion.", DENIAL),
        ('Pashinyan said the meetings had made clear Azerbaijan\'s "unyielding position".', DENIAL),
        ("The separatist war ended in 1994.", WAR),
        ("Azerbaijan regained large portions of Nagorno-Karabakh in the 2020s.", WAR),
        ("In 2020, Azerbaijan regained large parts of Nagorno-Karabakh.", WAR),
    ],
)
def test_what_the_evidence_says_is_supported(claim: str, quote: str) -> None:
    assert judged(claim, quote).status == "supported"


@pytest.mark.parametrize(
    ("claim", "quote", "reason"),
    [
        ("50 soldiers have been killed in border fighting.", BORDER, "number"),
        ("100 soldiers were killed on 12 September 2022.", BORDER, "date"),
        ("About 100 soldiers have not been killed.", BORDER, "negation"),
        ("Moscow sent 3,000 soldiers to the area.", PEACE, "number"),
        ("Moscow never sent 2,000 soldiers to the area.", PEACE, "negation"),
        ("Putin phoned Pashinyan.", CALLS, "roles"),
        ("Pashinyan was phoned by Putin.", CALLS, "roles"),
        ("The separatist war ended in 2020.", WAR, "date"),
        ("The assertion of Azerbaijan denied Prime Minister Nikol Pashinyan.", DENIAL, "roles"),
    ],
)
def test_what_the_evidence_says_otherwise_is_contradicted(claim: str, quote: str, reason: str) -> None:
    verdict = judged(claim, quote)
    assert (verdict.status, verdict.reason) == ("contradicted", reason)
    assert verdict.sources == (1,)


@pytest.mark.parametrize(
    "claim",
    [
        "The capital of France is Paris.",
        "2,000 soldiers were killed.",
        "Moscow sent 2,000 soldiers to Paris.",
        "Moscow secretly sent 2,000 soldiers to the area.",
        "Hostilities between the longstanding rivals erupted.",
        "Antony Putin phoned Pashinyan.",
        "Moscow said that the “peace is near”.",
    ],
)
def test_what_the_evidence_does_not_say_is_not_supported(claim: str) -> None:
    assert judged(claim, PEACE, BORDER, CALLS).status != "supported"


def test_soldiers_who_were_sent_are_not_soldiers_who_were_killed() -> None:
    question = "How many soldiers were killed?"
    for quotes in ([PEACE], [PEACE, BORDER], [BORDER, PEACE]):
        assert judged("2,000 soldiers were killed.", *quotes, question=question).status != "supported"
    assert judged("2,000 soldiers were sent as peacekeepers.", PEACE, question=question).status == "supported"


@pytest.mark.parametrize(
    "answer", ["Paris.", "The capital of France is Paris.", "The capital of France is Yerevan.", "Yerevan."]
)
def test_the_capital_of_france_is_not_in_an_article_on_armenia(answer: str) -> None:
    quote = "Yerevan is the capital of Armenia. It is a city on the Hrazdan."
    assert judged(answer, quote, question="What is the capital of France?", title="Armenia").status != "supported"


@pytest.mark.parametrize(
    "quote", ["He met President Vladimir Putin.", CALLS, "She was phoned by the president, Vladimir Putin."]
)
def test_a_name_of_the_question_is_no_evidence_for_what_is_said_of_it(quote: str) -> None:
    question = "Who is the president of Georgia?"
    assert judged("The president of Georgia is Vladimir Putin.", quote, question=question).status != "supported"


def test_a_pronoun_can_mean_whom_the_question_asks_about() -> None:
    claim, quote = "Ada Marchbank was born in Vienna.", "She was born in Vienna."
    assert judged(claim, quote, question="Where was Ada Marchbank born?").status == "supported"
    assert judged(claim, quote).status != "supported"
    assert (
        judged(claim, "Tamsin came late. She was born in Vienna.", question="Where was Ada Marchbank born?").status
        != "supported"
    )


def test_a_bare_answer_is_supported_when_the_evidence_has_what_was_asked() -> None:
    quote = "Yerevan is the capital of Armenia."
    assert judged("Yerevan.", quote, question="What is the capital of Armenia?").status == "supported"
    assert judged("Yerevan.", quote, question="What is the largest port of Armenia?").status != "supported"


def test_two_facts_can_rest_on_two_sources() -> None:
    verdict = judged("Moscow sent 2,000 soldiers to the area, and about 100 soldiers were killed.", PEACE, BORDER)
    assert (verdict.status, verdict.sources, verdict.needs_all) == ("supported", (1, 2), True)


def test_the_halves_of_two_facts_cannot_be_mixed() -> None:
    assert (
        judged("Moscow sent 100 soldiers to the area, and about 2,000 soldiers were killed.", PEACE, BORDER).status
        != "supported"
    )


def test_a_number_keeps_to_what_it_counts() -> None:
    quote = "The bombardment left 4 soldiers dead and 43 civilians injured."
    assert judged("43 civilians were injured.", quote).status == "supported"
    assert judged("43 soldiers were left dead.", quote).status != "supported"


def test_a_date_keeps_to_what_happened_then() -> None:
    quote = "She was born in Vienna in 1901 and died in Graz in 1977."
    assert judged("She died in Graz in 1977.", quote).status == "supported"
    assert judged("She died in Graz in 1901.", quote).status != "supported"


def test_a_name_is_found_by_its_letters_and_by_its_people() -> None:
    quote = "The United Nations and French officials met the European Union's envoys in Britain."
    assert judged("UN and France's officials met EU envoys.", quote).status == "supported"


def test_before_is_not_after() -> None:
    quote = "The move came after his negotiations with Aliyev in Brussels."
    assert judged("The move came before his negotiations with Aliyev.", quote).reason == "opposite"


@pytest.mark.parametrize(
    "claim",
    [
        "Moscow sent 2,000 soldiers to the area ![x](http://evil.example/a.png).",
        "Moscow sent [2,000 soldiers](http://evil.example).",
        "Moscow sent 2,000 soldiers to the area: https://evil.example.",
        "@everyone Moscow sent 2,000 soldiers to the area.",
        "<@123456> Moscow sent 2,000 soldiers to the area.",
        "Moscow sent 2,000 soldiers to the area, discord.gg/abc.",
    ],
)
def test_links_and_mentions_never_pass(claim: str) -> None:
    assert judged(claim, PEACE).reason == "link"


def test_an_address_passes_when_the_evidence_has_it() -> None:
    quote = "The minutes are kept at https://example.org/minutes for members."
    assert judged("The minutes are kept at https://example.org/minutes.", quote).status == "supported"
    assert judged("The minutes are kept at https://example.org/minutes/evil.", quote).status != "supported"


def test_a_question_is_no_claim() -> None:
    assert judged("Did Moscow send 2,000 soldiers to the area?", PEACE).reason == "question"


def test_without_evidence_nothing_is_supported() -> None:
    assert judged("Moscow sent soldiers.").status == "absent"
    assert judged("", PEACE).status == "absent"


@pytest.mark.parametrize(
    ("claim", "quote", "language", "status"),
    [
        (
            "Moscú envió 2.000 soldados a la región.",
            "Moscú envió unos 2000 soldados a la región como fuerza de paz.",
            "es",
            "supported",
        ),
        (
            "Moscú envió 3.000 soldados a la región.",
            "Moscú envió unos 2000 soldados a la región como fuerza de paz.",
            "es",
            "contradicted",
        ),
        (
            "Moscú no envió 2000 soldados.",
            "Moscú envió unos 2000 soldados a la región como fuerza de paz.",
            "es",
            "contradicted",
        ),
        ("Пашинян позвонил Путину.", "Пашинян сразу позвонил президенту России Путину.", "ru", "supported"),
        ("Пашинян не позвонил Путину.", "Пашинян сразу позвонил президенту России Путину.", "ru", "contradicted"),
    ],
)
def test_other_languages_are_checked_by_words_numbers_and_negation(
    claim: str, quote: str, language: str, status: str
) -> None:
    assert judge(claim, [Source(number=1, quote=quote, language=language)]).status == status


EFFICIENCY = (
    "This gives a theoretical Carnot efficiency of about 63% compared with an actual efficiency of 42% for a modern "
    "coal-fired power station."
)
LEGISLATURE = "The Parliament of the United Kingdom at Westminster continues to constitute the legislature of Scotland."
LIBRARY = "It runs several museums, alongside the Harvard Library, which is the largest library system of the world."


def test_a_figure_is_of_what_stands_with_the_same_words() -> None:
    assert judged("The theoretical Carnot efficiency is about 63%.", EFFICIENCY).status == "supported"
    assert judged("The actual efficiency is 42%.", EFFICIENCY).status == "supported"
    assert judged("The theoretical Carnot efficiency is 42%.", EFFICIENCY).status != "supported"
    assert judged("The actual efficiency is 63%.", EFFICIENCY).status != "supported"


def test_names_that_a_sentence_has_apart_are_not_one_name_because_the_title_has_it() -> None:
    title = "Scottish Parliament"
    assert judged("The Scottish Parliament is the legislature of Scotland.", LEGISLATURE, title=title).reason == "name"
    assert judged("The Parliament is the legislature of Scotland.", LEGISLATURE, title=title).status == "supported"


def test_a_name_that_goes_on_otherwise_is_another() -> None:
    title = "Harvard University"
    claim = "The largest library system of the world is Harvard University."
    assert judged(claim, LIBRARY, title=title).reason == "name"
    assert judged("The Harvard Library is the largest library system.", LIBRARY, title=title).status == "supported"


def test_a_verdict_does_not_hang_on_the_order_of_a_set() -> None:
    """Of two places, the word as it is written counts before another form of it."""
    text = (
        "Jon Pertwee and Colin Baker both played the Doctor at different times during the run of a play titled "
        "Doctor Who – The Ultimate Adventure."
    )
    assert judged(text, text, title="Doctor Who").status == "supported"


def test_who_is_what_is_not_read_across_what_parts_them() -> None:
    text = "Liz Truss is to be the new prime minister of Britain, replacing Boris Johnson, a former mayor of London."
    assert judged("Liz Truss is the new prime minister of Britain.", text).status == "supported"
    assert judged("Boris Johnson was a former mayor of London.", text).status == "supported"
    assert judged("The new prime minister of Britain is Boris Johnson.", text).reason == "name"
    assert judged("Boris Johnson is the new prime minister of Britain.", text).reason == "name"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The mayor took the money.", "The newspaper claimed that the mayor took the money."),
        ("The mayor took the money.", "The mayor took the money, the newspaper claimed."),
        ("The mayor took the money.", "The mayor was accused of taking the money."),
        ("The mayor took the money.", "The mayor was charged with taking the money."),
        ("The mayor took the money.", "Neighbours suspect that the mayor took the money."),
        ("The council closed the bridge.", "Residents asked the council to close the bridge."),
        ("The council closed the bridge.", "The council has agreed to quickly close the bridge."),
        ("The council closed the bridge.", "Residents demanded that the council close the bridge."),
        ("The sailors were freed.", "The envoy asked for the sailors to be freed."),
        ("The dam burst.", "Engineers said the dam was about to burst."),
        ("The museum opened in May.", "The museum was supposed to open in May."),
        ("The article says that the mayor took the money.", "The newspaper claimed that the mayor took the money."),
    ],
)
def test_what_somebody_claims_or_wants_is_no_fact(claim: str, text: str) -> None:
    assert judged(claim, text).reason == "certainty"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The newspaper said that the mayor took the money.", "The newspaper claimed that the mayor took the money."),
        ("The mayor was accused of taking the money.", "The newspaper accused the mayor of taking the money."),
        ("The council agreed to close the bridge.", "The council has agreed to close the bridge."),
        ("The council closed the bridge.", "The council managed to close the bridge."),
        (
            "The council closed the bridge.",
            "Residents asked the council to close the bridge, and it closed the bridge.",
        ),
        ("Ada Brook crossed the strait.", "Ada Brook was the first to cross the strait."),
        ("The mayor resigned.", "The mayor, accused of taking the money, resigned."),
    ],
)
def test_what_is_said_to_be_done_is_carried(claim: str, text: str) -> None:
    assert judged(claim, text).status == "supported"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("I repaired the clock.", "The clock was repaired by the council."),
        ("You are the captain of the ferry.", "Ada Brook is the captain of the ferry."),
        ("We closed the bridge.", "The council closed the bridge."),
    ],
)
def test_nobody_speaks_or_is_spoken_to_who_is_not_in_the_text(claim: str, text: str) -> None:
    assert judged(claim, text).reason == "pronoun"


def test_what_somebody_says_of_themselves_is_carried_in_their_words() -> None:
    assert judged("I repaired the clock.", "I repaired the clock.").status == "supported"
    assert judged("The US closed the bridge.", "The United States closed the bridge.").status == "supported"


def test_a_question_lends_a_claim_no_row_of_figures() -> None:
    question = "Did Ada Brook sail on 3 May 1921, 14 June 1922 and 9 July 1923 to Harrow Isle?"
    claim = "Ada Brook sailed to Harrow Isle on 3 May 1921, 14 June 1922 and 9 July 1923."
    assert judged(claim, "Ada Brook sailed to Harrow Isle.", question=question).status == "absent"
