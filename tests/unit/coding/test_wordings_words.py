"""Acts of words, each said in one of the ways that reporters say it."""

import pytest

from tests.unit.coding.readings import events


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("THREATEN", "The militia told oil workers to be gone from the delta by Friday or face attack."),
        ("REJECT", "Tehran slammed the door on talks with Washington."),
        ("REJECT", "The M23 scoffed at Congo's offer of an amnesty."),
        ("REJECT", "Ethiopia bristled at Egypt's demand for a binding deal on the dam."),
        ("ACCUSE", "Ukraine laid the blame for the dam's collapse on Russia."),
        ("ACCUSE", "The ambassador was given a dressing-down over the leaked cables by Turkey's foreign ministry."),
        ("STATEMENT", "Jordan's king sees three civil wars looming in the region."),
        ("STATEMENT", "Baku dismissed as fanciful a report that its jets had flown over Armenia."),
        ("STATEMENT", "Kenya advised its citizens against all travel to Somalia."),
        ("THREATEN", "Turkey warned that its patience with Syria was wearing thin."),
        ("REQUEST", "Moldova has put out an urgent appeal for gas to Romania."),
        ("REJECT", "Bolivia scoffed at Chile's offer of a corridor to the sea."),
        ("REJECT", "The junta in Niger slammed the door on mediation by Algeria."),
        ("ASSAULT", "A ship was sunk by Iran."),
        ("ASSAULT", "Two ships were sunk by Iran."),
        ("ASSAULT", "Iran sank two ships in the strait."),
    ],
)
def test_an_act_is_read_however_it_is_worded(kind: str, text: str) -> None:
    assert kind in {event.type for event in events(text)}


@pytest.mark.parametrize("text", ["A ferry sank off Indonesia.", "The storm sank two boats in the Philippines."])
def test_a_ship_that_goes_down_by_itself_was_sunk_by_nobody(text: str) -> None:
    assert events(text) == []
