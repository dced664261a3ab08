"""Of the acts that a phrase could be, it is read as the one that tells most."""

import pytest

from tests.unit.coding.readings import events


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("COERCE None", "American spies eavesdropped on the German chancellor."),
        ("COERCE seize", "The rebels laid hands on the funds of Libya's central bank."),
        ("THREATEN None", "Russia blackmailed Moldova with gas."),
        ("THREATEN restrict", "The American president threatened Canada with tariffs."),
        ("THREATEN territory", "China lays claim to the islands of Vietnam."),
        ("REJECT meet", "Israel will not negotiate with Hamas."),
        ("REJECT meet", "Chad skipped the meeting with Sudan."),
        ("REJECT yield", "Iran will not back down over its reactors."),
        ("REJECT yield", "Iran shrugged off warnings from the United States."),
        ("REQUEST assist", "Malawi's president went cap in hand to China."),
        ("REQUEST change", "France pushed for new elections in Mali."),
        ("PROTEST boycott", "Students in Dhaka boycotted classes over the ban."),
        ("SUPPORT None", "The parties rallied behind the Polish president."),
        ("COOPERATE None", "The Tuareg rebels made common cause with jihadists in Mali."),
        ("RETREAT resign", "The president of Sudan ceded power to the army."),
        ("RETREAT ceasefire", "The rebels in Ethiopia sued for peace."),
        ("STATEMENT None", "The army of Iran withdrew its claim about the strike."),
        ("STATEMENT warn", "The UN sounded the alert over Sudan."),
        ("STATEMENT confirm", "Israel came clean about the raid on Syria."),
        ("ACCUSE allege", "Rwanda is complicit in the massacre, Congo said."),
        ("ACCUSE disapprove", "The vote in Belarus is a sham, the European Union said."),
        ("ACCUSE disapprove", "Turkey crossed swords with Greece over gas."),
    ],
)
def test_a_phrase_means_the_act_that_tells_most(told: str, text: str) -> None:
    assert told in {f"{event.type} {event.mode}" for event in events(text)}


def test_who_suffers_a_refusal_or_a_siege_does_neither() -> None:
    [event] = events("The Turkish offer was met with a flat refusal from Greece.", "REJECT")
    assert [[actor.country for actor in side] for side in (event.actors, event.recipients)] == [["GRC"], ["TUR"]]
    [event] = events("The Syrian town of Deir Ezzor was under siege by Islamic State.", "ASSAULT", "COERCE")
    assert (event.type, {actor.sector for actor in event.actors}) == ("ASSAULT", {"REB"})


def test_candidates_who_trade_fire_fire_at_nobody() -> None:
    assert not events("Two candidates traded fire in a debate in Ohio.", "ASSAULT")
