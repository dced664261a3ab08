"""How many: numbers, the nouns they count, and what is no count at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.counts.counted import TimeSpan
from tocsin.coding.counts.quantities import QuantityMention, find_quantities
from tocsin.coding.text.lexicon import scan


def read(text: str, times: list[TimeSpan] | None = None) -> list[QuantityMention]:
    return find_quantities(text, "text", scan(text), times or [])


def told(text: str) -> list[tuple[float | None, float, float | None, str, str | None]]:
    return [(q.low, q.best, q.high, q.unit, q.qualifier) for q in (m.quantity for m in read(text))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3,000 soldiers", (3000, 3000, 3000, "soldiers", None)),
        ("about 3,000 North Korean troops", (3000, 3000, 3000, "troops", "about")),
        ("up to 10,000 special forces", (None, 10000, 10000, "special forces", "up-to")),
        ("as many as 12 drones", (None, 12, 12, "drones", "up-to")),
        ("at least 40 people", (40, 40, None, "people", "at-least")),
        ("more than 1.5 million shells", (1.5e6, 1.5e6, None, "shells", "at-least")),
        ("no fewer than six warships", (6, 6, None, "warships", "at-least")),
        ("8,000 to 10,000 fighters", (8000, 9000, 10000, "fighters", None)),
        ("between 4 and 6 missiles", (4, 5, 6, "missiles", None)),
        ("3k troops", (3000, 3000, 3000, "troops", None)),
        ("a dozen tanks", (12, 12, 12, "tanks", "about")),
        ("three dozen tanks", (36, 36, 36, "tanks", None)),
        ("dozens of militants", (24, 24, None, "militants", "at-least")),
        ("tens of thousands of civilians", (20000, 20000, None, "civilians", "at-least")),
        ("twenty-two thousand five hundred soldiers", (22500, 22500, 22500, "soldiers", None)),
        ("a single frigate", (1, 1, 1, "frigate", None)),
        ("two battalions", (2, 2, 2, "battalions", None)),
        ("a 2,000-strong contingent", (2000, 2000, 2000, "troops", None)),
        ("three of the attackers", (3, 3, 3, "attackers", None)),
        ("300 or so rebels", (300, 300, 300, "rebels", "about")),
        ("$1.5 billion", (1.5, 1.5, 1.5, "billion dollars", None)),
        ("60%", (60, 60, 60, "percent", None)),
        ("some 4,000 marched", (4000, 4000, 4000, "people", "about")),
        ("4-6 million refugees", (4e6, 5e6, 6e6, "refugees", None)),
        ("two missile sites", (2, 2, 2, "sites", None)),
        ("2 tank regiments", (2, 2, 2, "regiments", None)),
        ("the two soldiers", (2, 2, 2, "soldiers", None)),
        ("500€", (500, 500, 500, "euros", None)),
        ("several hundred thousand refugees", (300000, 300000, None, "refugees", "at-least")),
    ],
)
def test_numbers_count_the_noun_behind_them(text, count):
    assert told(text) == [count]


@pytest.mark.parametrize(
    "text",
    [
        "a K-2 tank and an F-16 jet and the T-90 tank",
        "Boeing 737 aircraft",
        "Flight 370 passengers",
        "Resolution 1701 was passed by members",
        "Route 66 was closed",
        "the G20 leaders",
        "the Estlink 2 power cable",
        "The two leaders met",
        "between the two countries",
        "a 30-day truce",
        "a 5-year-old child",
        "for 12 years",
        "it won 3-1",
        "in 1999",
        "at 10:30 soldiers came",
        "v1.2.3 soldiers",
        "12,34 soldiers",
        "hundred and hundred",
        "dozens two",
        "two ten",
    ],
)
def test_names_times_ages_and_scores_are_no_counts(text):
    assert told(text) == []


def test_numbers_inside_a_time_are_no_counts():
    text = "On 12 May soldiers left"
    assert read(text, [TimeSpan(3, 9, "", None)]) == []


def test_a_bare_number_goes_on_with_the_last_count():
    found = read(
        "It sent 3,000 soldiers, with up to 10,000 expected by December.", [TimeSpan(50, 61, "by", "2024-12-31")]
    )
    assert (found[1].quantity.best, found[1].quantity.unit, found[1].elided) == (10000, "soldiers", True)
    assert (found[1].quantity.kind, found[1].quantity.due) == ("forecast", "2024-12-31")
    assert told("Its troops: Kyiv puts them at 12,000.")[0][1] == 12000
    assert told("The index closed at 12,000.") == []


def test_forces_named_long_ago_give_no_noun():
    assert told("The troops left. " + "It rained again and again. " * 20 + "It closed at 12,000.") == []
    assert read("Six drones")[0].start == 0


def test_the_old_number_is_marked_so():
    found = read("There are 15,000 soldiers there, up from 12,000.")
    assert [m.previous for m in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "harm", "best"),
    [
        ("Twelve soldiers were killed", "killed", 12),
        ("killing 45", "killed", 45),
        ("the death toll rose to 45.", "killed", 45),
        ("wounding 20", "wounded", 20),
        ("20 wounded", "wounded", 20),
        ("more than 3,800 died", "killed", 3800),
        ("36 people were reported missing", "missing", 36),
        ("police arrested 30", "arrested", 30),
        ("some 400 casualties", "", 400),
        ("30 prisoners taken", "captured", 30),
    ],
)
def test_harm_is_read_before_and_behind_the_number(text, harm, best):
    assert [(m.harm, m.quantity.best) for m in read(text)] == [(harm, best)]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["1,000", "soldiers", "up to", "two", "hundred", "-", "to", "and", "million", "$", "killed", "."]
            ),
            st.text(max_size=4),
        ),
        max_size=30,
    )
)
def test_every_count_quotes_its_text_and_its_bounds_hold(pieces):
    text = " ".join(pieces)
    for mention in read(text):
        quantity = mention.quantity
        assert text[quantity.start : quantity.end] == quantity.text != ""
        assert quantity.low is None or quantity.low <= quantity.best
        assert quantity.high is None or quantity.high >= quantity.best
