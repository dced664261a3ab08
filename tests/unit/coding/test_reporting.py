"""Reports of fighting over two sentences, and what their tellers, pronouns and passives are made of."""

import pytest

from tests.unit.coding.readings import events

_DOERS = [
    # Whoever told of a deed goes on with words, whoever did it with deeds.
    ("ACCUSE", "Kenya shelled a Somali village, Somalia said. It called the attack an act of war.", "SOM", "GOV"),
    ("ACCUSE", "Russia shelled a town, Ukraine's army said. It accused Moscow of aiming at a school.", "UKR", "MIL"),
    ("ASSAULT", "Ukrainian officials said Russian troops had entered Bucha. They shot two men.", "RUS", "MIL"),
    ("ASSAULT", "Officials said gunmen had entered Adre in Chad. They shot dead a teacher.", "TCD", "REB"),
    ("ASSAULT", "Residents said militants attacked a town in Chad. They burned houses.", "TCD", "REB"),
    ("REQUEST", "Officials said gunmen had entered Adre in Chad. They called for help from Libya.", "TCD", "GOV"),
    # An attack whose noun is the subject of a passive is by whose it is.
    ("ASSAULT", "Turkish air strikes were carried out on Kurdish bases in Iraq.", "TUR", "GOV"),
    ("ASSAULT", "Saudi air strikes were launched on Sanaa.", "SAU", "GOV"),
    ("ASSAULT", "Ten U.S. airstrikes were conducted in Syria against the Islamic State.", "USA", "GOV"),
    ("ASSAULT", "Air strikes were carried out on Gaza by Israel.", "ISR", "GOV"),
    # What is done "to death" is done by its subject, whoever tells of it.
    ("ASSAULT", "Militants stabbed to death a priest in Nigeria, the army said.", "NGA", "REB"),
    ("ASSAULT", "Gunmen shot to death three farmers in Mali, police said.", "MLI", "REB"),
    # Two harms joined share the tail that tells whose attack it was.
    ("ASSAULT", "Two men were killed and another two wounded in an Ethiopian strike on Asmara.", "ETH", "GOV"),
    # Whoever is only cited does not do it, be he a source or named by the day on which he denies it.
    ("ASSAULT", "A military source said rebels shelled the town in Niger on Sunday.", "NER", "REB"),
    ("ASSAULT", "A police source said gunmen killed six people in Niger on Sunday.", "NER", "REB"),
    ("ASSAULT", "An insurgent official said his men had attacked a post in Chad.", "TCD", "REB"),
    ("REQUEST", "Peru urged Chile to leave. It called on Chile to free the crew.", "PER", "GOV"),
    # Rebels are of the state that owns them, whatever describes them, and of where they strike.
    ("ASSAULT", "Colombia's leftist rebels attacked the army.", "COL", "REB"),
    ("ASSAULT", "Turkey's Kurdish rebels killed nine soldiers.", "TUR", "REB"),
    ("RETREAT", "Uganda's notorious rebels freed nine children.", "UGA", "REB"),
    ("ASSAULT", "Nairobi - Gunmen killed six people in Burundi on Sunday.", "BDI", "REB"),
    (
        "ASSAULT",
        "Kenyans voted despite a rebel attack on power lines that left two cities without electricity.",
        "KEN",
        "REB",
    ),
    ("ASSAULT", "Rebels captured Walika on Sunday, Chad said.", "TCD", "REB"),
    # A people that shells is in arms.
    ("ASSAULT", "Ethiopians shelled an Eritrean town.", "ETH", "MIL"),
    ("ASSAULT", "Chechens shot down a Russian helicopter.", "RUS", "REB"),
    # Whoever backs or leads others is named for it only where they are his.
    ("ASSAULT", "Turkish-backed rebels attacked a village in Syria.", "SYR", "REB"),
    ("ASSAULT", "Rwandan-backed rebels seized a town in Congo.", "COD", "REB"),
    ("ASSAULT", "NATO-led forces killed two Afghan soldiers.", "NATO", "MIL"),
    ("ASSAULT", "NATO-member Turkey has attacked the PKK in Iraq.", "TUR", "GOV"),
    ("ACCUSE", "EU-candidate Serbia accused Turkey of an incursion.", "SRB", "GOV"),
    # A name that ends as adjectives do is one, whatever adverb stands before its verb.
    ("REJECT", "General Mladic still refuses to comply with U.N. demands.", "BIH", "MIL"),
    ("REJECT", "Senegal still refuses to withdraw its troops from Gambia.", "SEN", "GOV"),
    ("ACCUSE", "Pakistan's General Faisal also accuses India of an attack.", "PAK", "MIL"),
    # Behind a "that" of what is said no participle has a subject yet.
    ("ASSAULT", "Officials told the BBC that armed rebels attacked a town in Mali.", "MLI", "REB"),
    ("ASSAULT", "The group said that armed rebels attacked a town in Mali.", "MLI", "REB"),
    ("ASSAULT", "Mali has seen several rebel attacks in recent weeks.", "MLI", "REB"),
    # Who let go those who were held is told by who held them.
    ("RETREAT", "Three hostages held by rebels in Mali were freed on Sunday.", "MLI", "REB"),
    ("RETREAT", "Hamas freed a soldier held for six weeks in Gaza.", "PSE", "REB"),
    ("COERCE", "Six militants were captured by soldiers in Mali.", "MLI", "MIL"),
]


@pytest.mark.parametrize(("kind", "text", "country", "sector"), _DOERS)
def test_who_does_what_a_report_tells(kind: str, text: str, country: str, sector: str) -> None:
    told = events(text, kind)
    assert told
    assert [(actor.country, actor.sector) for actor in told[-1].actors] == [(country, sector)]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Rebels in Congo have seized Bunagana, the rebel group and residents said on Monday.", "rebel group"),
        ("The army took the town in Mali, the police and residents said.", "police"),
        ("A rebel spokesman said the army had shelled a village in Chad.", "rebel spokesman"),
    ],
)
def test_several_who_say_so_behind_a_comma_are_not_taken_with_a_place(text: str, cited: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert event.mode != "abduct"
    assert event.attribution is not None
    assert event.attribution.source is not None
    assert event.attribution.source.text == cited


@pytest.mark.parametrize(
    "text",
    [
        "Troops left Bor after rebels seized it.",
        "After the army entered Idlib, rebels recaptured it.",
        "Rebels attacked the town and seized it.",
    ],
)
def test_a_place_that_is_taken_is_no_captive(text: str) -> None:
    assert "abduct" not in {event.mode for event in events(text, "ASSAULT")}


@pytest.mark.parametrize(
    "text",
    [
        "The 12 French hostages were freed on Monday.",
        "The last of the hostages crossed into Egypt on Friday.",
        "Two missionaries kidnapped by rebels in Mali were released on Sunday.",
    ],
)
def test_nobody_frees_himself(text: str) -> None:
    (event,) = events(text, "RETREAT")
    assert "CVL" not in {actor.sector for actor in event.actors}
    assert "REB" not in {recipient.sector for recipient in event.recipients}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("MOBILIZE", "The rebel leader was taken to an army barracks in Freetown."),
        ("MOBILIZE", "The rebels plan to commit terrorist acts in Kabul, officials said."),
        ("MOBILIZE", "The rebels moved a step closer to power in Nepal."),
        ("MOBILIZE", "Wounded soldiers were flown to Mali."),
        ("RETREAT", "The Kenyan pilots returned to base after bombing the camp."),
        ("RETREAT", "The ceasefire in Sudan hangs by a thread."),
        ("COERCE", "Chadian police took heavy losses in the battle."),
        ("STATEMENT", "Goma saw three attacks by rebels in May."),
        ("SANCTION", "The Turkish rockets fired on Sunday hit Kurdish positions."),
    ],
)
def test_what_only_looks_like_an_act_is_none(kind: str, text: str) -> None:
    assert events(text, kind) == []


def test_a_headline_that_doubts_a_truce_tells_of_none() -> None:
    assert events("", "RETREAT", title="Sudan truce in tatters as rebels attack town") == []


@pytest.mark.parametrize(
    "title",
    ["Tanks surge into refugee camp in Gaza - reports", "Gunmen shoot up bar in Maseru -sources"],
)
def test_whom_a_headline_cites_behind_a_dash_does_nothing_else(title: str) -> None:
    (event,) = events("", "ASSAULT", title=title)
    assert event.attribution is not None
    assert event.attribution.cue == "-"


def test_a_wires_stamp_is_no_part_of_the_first_name() -> None:
    (event,) = events("", "SANCTION", title="UPDATE 1-Moldova expels Russian diplomats")
    assert [actor.text for actor in event.actors] == ["Moldova"]


def test_who_will_neither_confirm_nor_deny_denies_nothing() -> None:
    told = events("The minister declined to confirm or deny that Kenyan troops had crossed the border.")
    assert {(event.type, event.mode) for event in told} >= {("STATEMENT", "decline-comment")}
    assert "denies" not in {event.stance for event in told}


def test_what_somebody_avoids_or_denies_has_not_happened() -> None:
    (event,) = events("The villagers fled to avoid air strikes by the army in Chad.", "ASSAULT")
    assert event.modality == "negated"
    (event,) = events("Rebel spokesman Adam Yao denied on Sunday his men had attacked Niger.", "ASSAULT")
    assert event.stance == "denies"


def test_forces_that_are_driven_out_give_nothing_up() -> None:
    (event,) = events("Congolese troops withdrew from Goma after rebels overran the city.", "RETREAT")
    assert event.object == "rout"
    (event,) = events("Russia agreed to withdraw its troops from Georgia after it bombed the port.", "RETREAT")
    assert event.object != "rout"
