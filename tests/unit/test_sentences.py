from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cost import seconds
from tocsin.coding.text.sentences import dateline, split


def sentences(text):
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Ada W. Stone met Sen. John Marsh on Friday.",
        "U.S. President Stone flew home at 9 a.m. Tuesday.",
        "The court meets at 5 p.m. EST on Jan. 5, 2024.",
        "J.K. Marlow of Acme Inc. said so.",
        "Output rose 3.5 percent to No. 2 in the world.",
        "Lt. Col. Ray Stone, Jr., agreed.",
        "Yahoo! said it would.",
        '"Why?" he asked.',
        "He waited... and then he left.",
        "The firm moved to Washington, D.C. on Monday.",
        "Officials in\nthe North said nothing at all.",
    ],
)
def test_one_sentence_stays_whole(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in the U.S. He said no.", ["They met in the U.S.", "He said no."]),
        ("It met at 5 p.m. Ministers left.", ["It met at 5 p.m.", "Ministers left."]),
        ('He said "no." She left. (So did I.) Then', ['He said "no."', "She left.", "(So did I.)", "Then"]),
        ("She joined Acme Corp. The firm grew.", ["She joined Acme Corp.", "The firm grew."]),
        ("He said no. Then he left in 2004. It rained!", ["He said no.", "Then he left in 2004.", "It rained!"]),
        ("Wait... What? Yes.", ["Wait...", "What?", "Yes."]),
        ("Troops move north\n\nThey left at dawn.", ["Troops move north", "They left at dawn."]),
        ("Demands:\n- Leave the port\n- Free the crew\n", ["Demands:", "- Leave the port", "- Free the crew"]),
        ("They agreed.The minister left.", ["They agreed.", "The minister left."]),
        ("1. First item\n2. Second item", ["1. First item", "2. Second item"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    assert sentences(text) == expected


def test_a_wrapped_line_goes_on_and_a_headline_does_not():
    body = "The ministers of both countries met on the border for the first time in\nTen years and agreed on little."
    assert sentences(f"Short headline\n{body}") == ["Short headline", body]


def test_a_line_break_in_unwrapped_text_is_a_paragraph():
    paragraph = "words " * 30 + "end"
    assert sentences(f"A headline\n{paragraph}\n{paragraph}") == ["A headline", paragraph, paragraph]


@pytest.mark.parametrize(
    ("text", "place", "date", "agency", "rest"),
    [
        ("SEOUL, Oct 27 (Agency) — Troops left.", "SEOUL", "Oct 27", "Agency", "Troops left."),
        ("LONDON (Reuters) - A bank closed.", "LONDON", None, "Reuters", "A bank closed."),
        ("Kyiv (Reuters) - A bank closed.", "Kyiv", None, "Reuters", "A bank closed."),
        ("AP - A bank closed.", None, None, "AP", "A bank closed."),
        ("WASHINGTON — A bank closed.", "WASHINGTON", None, None, "A bank closed."),
        ("ST. PETERSBURG, Fla. (AP) -- A bank closed.", "ST. PETERSBURG, Fla.", None, "AP", "A bank closed."),
        ("MOSCOW, October 27. /TASS/. A bank closed.", "MOSCOW", "October 27", "TASS", "A bank closed."),
        (
            "DUBAI, United Arab Emirates (AP) — A bank closed.",
            "DUBAI, United Arab Emirates",
            None,
            "AP",
            "A bank closed.",
        ),
        ("CAIRO, (Reuters) – A bank closed.", "CAIRO", None, "Reuters", "A bank closed."),
        ("DOHA, Nov 6, 2025 (QNA/AFP) - A bank closed.", "DOHA", "Nov 6, 2025", "QNA/AFP", "A bank closed."),
        ("BAKU, Azerbaijan, May 3. Trend: A bank closed.", "BAKU", "May 3", None, "A bank closed."),
        (f"RIYADH: A {'big ' * 30}bank closed.", "RIYADH", None, None, f"A {'big ' * 30}bank closed."),
        (
            f"CAIRO, 30 July 2019: A {'big ' * 30}bank closed.",
            "CAIRO",
            "30 July 2019",
            None,
            f"A {'big ' * 30}bank closed.",
        ),
        ("NAIROBI May 12 Kenya closed a bank.", "NAIROBI", "May 12", None, "Kenya closed a bank."),
        ("AMMAN (Reuters) A bank closed.", "AMMAN", None, "Reuters", "A bank closed."),
        ("ADDIS ABABA, Oct 3 (AP) A bank closed.", "ADDIS ABABA", "Oct 3", "AP", "A bank closed."),
        ("November 24, 2004\n\nA bank closed.", None, "November 24, 2004", None, "A bank closed."),
    ],
)
def test_date_lines_give_their_parts(text, place, date, agency, rest):
    found = dateline(text)
    assert found is not None
    assert text[found.end :] == rest
    assert (text[slice(*found.place)] if found.place else None) == place
    assert (text[slice(*found.date)] if found.date else None) == date
    assert found.agency == agency
    assert sentences(text)[-1] == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "US - the country",
        "A man said - well, nothing.",
        "NATO said on Oct 27 that it",
        "HAMAS: We left",
        "IRAN May 12 is a day",
        "OPEC (a cartel) Met",
    ],
)
def test_ordinary_openings_are_no_date_lines(text):
    assert dateline(text) is None


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(".!?\n \"'(A—")), max_size=200))
def test_spans_are_ordered_trimmed_and_cover_all_but_blanks(text):
    spans = split(text)
    assert all(text[a:b] and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(st.text(alphabet="ab .\nAB", max_size=80))
def test_what_is_appended_in_a_new_paragraph_leaves_the_sentences_before_it(text):
    text += " End."
    assert split(f"{text}\n\nAnother paragraph.")[:-1] == split(text)


@pytest.mark.parametrize("piece", [".", ". ", "A. ", "the ", " ", "\n", "a\n", '"', "1", "a.", "(", "SEOUL "])
def test_cost_is_linear_on_hostile_text(piece):
    def cost(size):
        text = piece * (size // len(piece))
        return seconds(lambda: split(text))

    assert cost(400_000) < 0.05 + 20 * cost(100_000)
