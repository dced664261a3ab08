"""One deed told in a hundred constructions: who did what, and whether it was done, stays the same in all of them."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from tocsin.coding.coder import code
from tocsin.coding.reading import Event

PUBLISHED = datetime(2024, 10, 27, tzinfo=UTC)


class Deed(NamedTuple):
    """What a state does: the type of the event, the doer with its code, the verb in its forms, what it is done to."""

    type: str
    country: str
    doer: str
    base: str
    past: str
    participle: str
    ing: str
    object: str
    suffered: str


DEEDS = [
    Deed("MOBILIZE", "RUS", "Russia", "send", "sent", "sent", "sending", "troops to Mali", "Troops to Mali were"),
    Deed("ASSAULT", "ISR", "Israel", "bomb", "bombed", "bombed", "bombing", "an airport in Syria", "An airport was"),
    Deed("AID", "IRN", "Iran", "deliver", "delivered", "delivered", "delivering", "shells to Hezbollah", "Shells were"),
    Deed("COERCE", "BLR", "Belarus", "close", "closed", "closed", "closing", "its border to Poland", "The border was"),
    Deed(
        "SANCTION",
        "FRA",
        "France",
        "expel",
        "expelled",
        "expelled",
        "expelling",
        "two envoys of Mali",
        "Two envoys were",
    ),
    Deed("MOBILIZE", "PRK", "North Korea", "test", "tested", "tested", "testing", "a missile", "A missile was"),
    Deed("COERCE", "TUR", "Turkey", "arrest", "arrested", "arrested", "arresting", "reporters", "Reporters were"),
    Deed("MOBILIZE", "CHN", "China", "hold", "held", "held", "holding", "drills near Taiwan", "The drills were"),
]
DONE = [
    "{X} {past} {O}.",
    "{X} has {participle} {O}.",
    "{X} had {participle} {O}, officials said.",
    "{X} is said to have {participle} {O}.",
    "{X} is reported to have {participle} {O}.",
    "{X} reportedly {past} {O}.",
    "{X} says it has {participle} {O}.",
    "{X} said it {past} {O} on Monday.",
    "{X} said on Monday that it had {participle} {O}.",
    "It was {X} that {past} {O}.",
    "According to Kyiv, {X} {past} {O}.",
    "{X}, which {past} {O} on Monday, said nothing.",
    "{X} {past} {O}, Kyiv says.",
    "{X} admitted that it {past} {O}.",
    "{X} confirmed that it had {participle} {O}.",
    "{X} acknowledged having {participle} {O}.",
    "{X} admits having {participle} {O}.",
    "On Monday, {X} {past} {O}.",
    "{X}'s government {past} {O}.",
    "The government of {X} {past} {O}.",
    "Having {participle} {O}, {X} called for talks.",
    "After {X} {past} {O}, talks broke off.",
    "Kyiv believes that {X} {past} {O}.",
    "There is evidence that {X} {past} {O}.",
    "{X} has already {participle} {O}.",
    "By {ing} {O}, {X} broke its word.",
    "{X} took the step of {ing} {O}.",
    "{X} responded by {ing} {O}.",
    "{X} went ahead and {past} {O}.",
    "{S} {participle} by {X}.",
    "{S} {participle} by {X} on Monday, Kyiv said.",
    "{X} is {ing} {O}.",
    "{X} continues to {base} {O}.",
    "{X} is still {ing} {O}.",
    "{X} has been {ing} {O} since June.",
    "{X} has begun {ing} {O}.",
    "{X} began to {base} {O}.",
]
AROUND = [
    "{X}, which has long been at odds with its neighbours, {past} {O} on Tuesday.",
    "{X}, under growing pressure at home, {past} {O} on Tuesday.",
    "{X}, citing security concerns, {past} {O} on Tuesday.",
    "{X} late on Tuesday abruptly {past} {O}.",
    "In a surprise move, {X} {past} {O} on Tuesday.",
    "Hours after talks in Geneva collapsed, {X} {past} {O}.",
    "Two days after the talks ended, {X} {past} {O}.",
    "As the crisis deepened, {X} {past} {O}, witnesses said.",
    "While Norway hesitated, {X} {past} {O}.",
    "{X} held an emergency meeting and {past} {O}.",
    "{X} lowered the price of bread, closed two airports and {past} {O}.",
    "{X} not only closed two airports but {past} {O} as well.",
    "The decision came after {X} {past} {O} on Monday.",
    "Norway has protested since {X} {past} {O} on Monday.",
    "{X} {past} {O}, a step that Norway called dangerous.",
    "{X} {past} {O}, drawing criticism from Norway.",
    "Ignoring appeals from Norway, {X} {past} {O} on Tuesday.",
    "Norway said it was alarmed that {X} {past} {O}.",
    "Unlike Norway, {X} {past} {O} on Tuesday.",
    "{X}, together with Norway, {past} {O} on Tuesday.",
    "Norway and {X} {past} {O} on Tuesday.",
    "{X}, like Norway, {past} {O} on Tuesday.",
    "Having {participle} {O}, {X} closed two airports.",
    "After it {past} {O} on Monday, {X} closed two airports.",
    "{X} – for the first time in a decade – {past} {O} on Tuesday.",
    "{X} responded within hours. It {past} {O} and closed two airports.",
    "Last month {X} warned Norway. On Tuesday it {past} {O}.",
    "Norway did nothing; {X} {past} {O}.",
    "Norway, whose envoy met the president of {X} last week, did nothing as {X} {past} {O}.",
]
"""Who does it stands far from the verb, behind another clause, or beside somebody who does not."""
TO_COME = [
    "{X} will {base} {O}.",
    "{X} is to {base} {O}.",
    "{X} plans to {base} {O}.",
    "{X} intends to {base} {O}.",
    "{X} is preparing to {base} {O}.",
    "{X} is about to {base} {O}.",
    "{X} is set to {base} {O}.",
    "{X} looks set to {base} {O}.",
    "{X} has decided to {base} {O}.",
    "{X} is expected to {base} {O}.",
    "{X} is going to {base} {O}.",
    "{X} said it would {base} {O}.",
    "{X} announced that it would {base} {O}.",
    "{X} is due to {base} {O} on Friday.",
    "{X} agreed to {base} {O}.",
]
WEIGHED = [
    "{X} may {base} {O}.",
    "{X} could {base} {O}.",
    "{X} might {base} {O}.",
    "{X} is considering {ing} {O}.",
    "{X} is weighing whether to {base} {O}.",
    "{X} is thinking of {ing} {O}.",
    "{X} is mulling {ing} {O}.",
    "{X} would consider {ing} {O}.",
]
NOT_DONE = [
    "{X} did not {base} {O}.",
    "{X} has not {participle} {O}.",
    "{X} never {past} {O}.",
    "{X} failed to {base} {O}.",
    "{X} stopped short of {ing} {O}.",
    "{X} has yet to {base} {O}.",
    "{X} will not {base} {O}.",
    "{X} decided against {ing} {O}.",
    "{X} refused to {base} {O}.",
    "There is no evidence that {X} {past} {O}.",
]
DENIED = [
    "{X} denies {ing} {O}.",
    "{X} has repeatedly denied {ing} {O}.",
    "{X} denied having {participle} {O}.",
    "{X} denies having {participle} {O}.",
    "{X} denied that it {past} {O}.",
    "{X} denied it had {participle} {O}.",
    "{X} denies it {past} {O}.",
    "{X} rejected reports that it had {participle} {O}.",
    "{X} dismissed as false reports that it {past} {O}.",
    "{X} says it did not {base} {O}.",
    "{X} said it had not {participle} {O}.",
    '"We did not {base} {O}," {X} said.',
    "{X} insists it never {past} {O}.",
    "{X} rejects the claim that it {past} {O}.",
    "{X} called the report that it had {participle} {O} a lie.",
]
LONG_AGO = ["{X} {past} {O} in 1998.", "In 1998, {X} {past} {O}.", "Ten years ago, {X} {past} {O}."]


def told(deed: Deed, construction: str) -> tuple[list[Event], list[Event]]:
    """The deeds of that kind by that doer which the coder reads, and all events."""
    text = construction.format(X=deed.doer, O=deed.object, S=deed.suffered, **deed._asdict())
    events = code("", text, PUBLISHED).events
    return [e for e in events if e.type == deed.type and any(a.country == deed.country for a in e.actors)], list(events)


@pytest.mark.parametrize("construction", DONE)
def test_what_was_done_or_goes_on_was_done(construction: str) -> None:
    for deed in DEEDS:
        assert any(e.modality in ("actual", "ongoing") for e in told(deed, construction)[0]), deed.doer


@pytest.mark.parametrize("construction", AROUND)
def test_whoever_does_it_is_found_in_the_sentence(construction: str) -> None:
    for deed in DEEDS:
        deeds, events = told(deed, construction)
        together = [e for e in events if e.type == "COOPERATE" and len(e.actors) > 1]  # drills are held with others
        assert any(e.modality in ("actual", "ongoing") for e in deeds + together), deed.doer


@pytest.mark.parametrize("construction", TO_COME)
def test_what_is_to_come_is_not_done_yet(construction: str) -> None:
    for deed in DEEDS:
        deeds, events = told(deed, construction)
        ahead = any(e.modality in ("future", "considered", "ongoing") for e in deeds)
        assert ahead or any(e.type in ("THREATEN", "AGREE") for e in events), deed.doer
        assert not any(e.modality == "actual" for e in deeds), deed.doer


@pytest.mark.parametrize("construction", WEIGHED)
def test_what_is_weighed_is_considered(construction: str) -> None:
    for deed in DEEDS:
        deeds, events = told(deed, construction)
        assert any(e.modality == "considered" for e in deeds) or any(e.mode == "consider" for e in events), deed.doer
        assert not any(e.modality in ("actual", "ongoing") for e in deeds), deed.doer


@pytest.mark.parametrize("construction", NOT_DONE)
def test_what_was_not_done_is_told_as_no_deed(construction: str) -> None:
    for deed in DEEDS:
        assert not any(e.modality in ("actual", "ongoing", "future") for e in told(deed, construction)[0]), deed.doer


@pytest.mark.parametrize("construction", DENIED)
def test_who_denies_a_deed_is_not_said_to_have_done_it(construction: str) -> None:
    for deed in DEEDS:
        deeds, events = told(deed, construction)
        assert not any(e.stance == "asserts" and e.modality in ("actual", "ongoing") for e in deeds), deed.doer
        denials = [e for e in events if e.type == "STATEMENT" and e.mode == "deny"]
        assert any(a.country == deed.country for e in denials for a in e.actors), deed.doer


@pytest.mark.parametrize("construction", LONG_AGO)
def test_what_was_done_long_ago_is_history(construction: str) -> None:
    for deed in DEEDS:
        assert any(e.modality == "historical" for e in told(deed, construction)[0]), deed.doer


STRUCK = [
    ("UKR", "Kharkiv was shelled overnight."),
    ("UKR", "The port of Odesa was bombed on Monday, officials said."),
    ("UKR", "Kharkiv came under fire overnight."),
    ("UKR", "Kharkiv has been attacked by drones."),
    ("UKR", "Shells hit Kharkiv overnight."),
    ("YEM", "The airport in Sanaa was bombed."),
    ("SYR", "The people of Aleppo were bombed for days."),
    ("PSE", "Gaza City was bombed."),
]


@pytest.mark.parametrize(("country", "text"), STRUCK)
def test_a_place_that_is_struck_tells_who_suffers_it(country: str, text: str) -> None:
    attacks = [event for event in code("", text, PUBLISHED).events if event.type == "ASSAULT"]
    assert [{a.country for a in event.recipients} for event in attacks] == [{country}]


AIMED = [
    ([], "MMR", "Sanctions on Myanmar were tightened."),
    ([], "MLI", "An arms embargo on Mali was imposed in New York."),
    (["EUR"], "IRN", "Sanctions against Iran were widened by the EU."),
    ([], "ETH", "Aid to Ethiopia was cut."),
    (["NOR"], "RUS", "Three Russian diplomats were expelled from Norway."),
]


@pytest.mark.parametrize(("doers", "country", "text"), AIMED)
def test_whom_a_measure_is_aimed_at_is_never_its_doer(doers: list[str], country: str, text: str) -> None:
    (event,) = [event for event in code("", text, PUBLISHED).events if event.type == "SANCTION"]
    assert [a.country for a in event.actors] == doers
    assert [a.country for a in event.recipients] == [country]
