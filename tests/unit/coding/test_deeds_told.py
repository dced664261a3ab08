"""Whose deed it is that somebody tells, and what is no deed at all."""

import pytest

from tests.unit.coding.readings import events

Doers = list[str]


def doers(text: str, mode: str | None) -> Doers:
    """The doers of the last attack of a mode."""
    return [actor.text for actor in [e for e in events(text, "ASSAULT") if e.mode == mode][-1].actors]


@pytest.mark.parametrize(
    ("text", "mode", "found"),
    [
        ("On 4 June 2021, suspected ISGS members burned the school of Anzourou.", "destroy", "ISGS members"),
        ("Yesterday alleged FARC dissidents burned a bus in Cauca.", "destroy", "FARC dissidents"),
        ("In Lima, alleged members of Shining Path killed a mayor.", None, "members of Shining Path"),
    ],
)
def test_who_is_only_supposed_to_have_done_it_did_it(text: str, mode: str | None, found: str) -> None:
    assert doers(text, mode) == [found]
    assert events(text, "ACCUSE") == []


def test_whom_somebody_suspects_is_accused() -> None:
    text = "On Monday, police suspected members of the gang of the murder in Iguala."
    assert [event.type for event in events(text)] == ["ACCUSE"]


@pytest.mark.parametrize(
    ("text", "mode", "found"),
    [
        (
            "The Islamic State took the dam of Tabqa, residents said, having killed nine guards.",
            None,
            "Islamic State",
        ),
        ("The rebels seized the mine, the governor said, after killing two watchmen.", None, "rebels"),
        (
            "Captives told how fighters of the Islamic State bought, sold and beat them.",
            "beat",
            "fighters of the Islamic State",
        ),
        ("Residents said soldiers beat, kicked and shot two men in Mindat.", "firearms", "soldiers"),
    ],
)
def test_who_tells_of_deeds_did_none_of_them(text: str, mode: str | None, found: str) -> None:
    assert doers(text, mode) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed four passengers of a minibus in Kaduna.",
        "Gunmen killed a nurse at a polio clinic in Karachi.",
        "FARC dissidents burned a bus in Cauca.",
    ],
)
def test_what_gunmen_do_is_no_accident(text: str) -> None:
    assert [actor.sector for event in events(text, "ASSAULT") for actor in event.actors] == ["REB"]


def test_a_crash_that_kills_gunmen_is_one() -> None:
    assert events("Nine rebels were killed in a bus crash near Goma.") == []


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The pilot from Lusaka has not been heard from since Friday.", []),
        ("Togo sentenced two smugglers and a ring of bakers and butchers.", ["SANCTION"]),
        ("Police in Jolo found grenades and detonating cord in a barn.", ["COERCE"]),
        ("Retired soldiers reached the treasury in Athens.", []),
        ("A sergeant took a bullet in the arm in Gao.", []),
        ("The army of Togo took back Mango from the rebels.", ["ASSAULT"]),
    ],
)
def test_words_that_only_look_like_a_deed(text: str, types: list[str]) -> None:
    assert [event.type for event in events(text)] == types


def test_an_army_that_has_a_name_is_an_army() -> None:
    assert [event.mode for event in events("FARDC fell back to Sake.")] == ["withdraw"]


@pytest.mark.parametrize(
    "text",
    [
        "An editor who wrote about drug cartels was gunned down near his home in Tepic, Mexico.",
        "A lawyer who defended rebels was shot dead in Bogota.",
    ],
)
def test_of_whom_only_a_relative_clause_speaks_did_not_do_it(text: str) -> None:
    assert [event.actors for event in events(text, "ASSAULT")] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "A farmer was shot dead by three hooded men in Paraguay.",
        "A councillor was shot dead by unknown men on a motorbike in Cali.",
    ],
)
def test_who_hides_his_face_is_an_attacker(text: str) -> None:
    assert [actor.sector for event in events(text, "ASSAULT") for actor in event.actors] == ["REB"]


@pytest.mark.parametrize("agreed", ["agreed to", "has agreed to", "finally agreed on"])
@pytest.mark.parametrize("what", ["a withdrawal of its troops", "a mutual pullback of its soldiers"])
def test_a_withdrawal_that_is_agreed_is_to_come(agreed: str, what: str) -> None:
    assert [event.modality for event in events(f"Chad {agreed} {what}.", "RETREAT")] == ["future"]


@pytest.mark.parametrize(
    "text",
    [
        "Chad did not agree to a withdrawal of its troops.",
        "Chad rejected a withdrawal of its troops.",
        "The two sides agreed to discuss a withdrawal of troops.",
    ],
)
def test_a_withdrawal_that_is_only_spoken_of_is_not(text: str) -> None:
    assert not events(text, "RETREAT")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("North and South Korea agreed to hold high-level military talks.", "talks"),
        ("India and Pakistan agreed to hold talks to ease tensions.", "talks"),
        ("Kenya and Uganda agreed to hold trade talks.", "trade"),
    ],
)
def test_who_agrees_to_talk_agrees_on_talks(text: str, about: str) -> None:
    assert [event.object for event in events(text, "AGREE")] == [about]


@pytest.mark.parametrize(
    ("title", "doer", "other"),
    [
        ("Israel: Iran must halt atom work", "ISR", "IRN"),
        ("Annan: Sudan must disarm its militias", "UNO", "SDN"),
    ],
)
def test_who_stands_before_a_colon_asks_for_what_must_be(title: str, doer: str, other: str) -> None:
    (event,) = events("", "REQUEST", title=title)
    assert ([a.country for a in event.actors], [r.country for r in event.recipients]) == ([doer], [other])


@pytest.mark.parametrize("day", ["", " on Monday", " Monday", " on 21 October"])
@pytest.mark.parametrize("meant", ["plans", "a decision", "its intention"])
def test_a_day_parts_no_plan_from_what_it_is_for(meant: str, day: str) -> None:
    (event,) = events(f"Libya announced {meant}{day} to send tanks to Chad.", "AID")
    assert ([a.country for a in event.actors], event.modality) == (["LBY"], "future")
