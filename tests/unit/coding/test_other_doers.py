"""The codebook's own examples, done by others of the same kind: what Russia does the Kremlin does too."""

import re
from functools import cache

import pytest

from tests.unit.coding.examples import of_acts
from tests.unit.coding.readings import events

STATES = re.compile(
    r"(Russia|Israel|Iran|China|Turkey|Pyongyang|Moscow|Tehran|Kyiv|Ethiopia|Rwanda|Japan|Poland|France|Washington|Beijing"
    r"|India|Pakistan|Egypt|Kenya|Sudan|Germany|Baku|Yerevan)\b(?!')"
)
REBELS = re.compile(
    r"(Rebels|The rebels|Militants|Gunmen|Insurgents|Guerrillas|The guerrillas|Jihadists|The militia|Fighters"
    r"|The fighters|Militiamen|Armed men)\b"
)
SOLDIERS = re.compile(r"(Soldiers|Troops|The army|The troops|Army units)\b")
LOST = 0.06
"""Not everything fits everybody: the European Union rolls into no capital."""


@cache
def told_by(whoever: re.Pattern[str]) -> list[tuple[str, str]]:
    """The type of each act in whose example one of these does it, and the example without whoever does."""
    found = ((type_, whoever.match(text), text) for type_, text in of_acts())
    return [(type_, text[match.end() :]) for type_, match, text in found if match and events(text, type_)]


@pytest.mark.parametrize(
    ("whoever", "who"),
    [
        *((STATES, who) for who in ("The Kremlin", "The White House", "Putin", "Turkish authorities")),
        *((STATES, who) for who in ("NATO", "The two countries", "The foreign ministry")),
        *((REBELS, who) for who in ("M23", "Hezbollah", "Armed men", "Kurdish forces")),
        *((SOLDIERS, who) for who in ("The Ethiopian army", "The IDF", "Russian forces")),
    ],
)
def test_others_of_a_kind_do_the_same(whoever, who):
    told = told_by(whoever)

    lost = [f"{who}{deed}" for type_, deed in told if not events(f"{who}{deed}", type_)]

    assert len(told) >= 30
    assert len(lost) <= LOST * len(told), lost


@pytest.mark.parametrize(
    ("whoever", "before"),
    [
        (STATES, "Russia gave no reason. It"),
        (STATES, "Russia gave no reason. The country"),
        (STATES, "Russia said on Monday that it"),
        (REBELS, "Hezbollah gave no reason. The group"),
        (SOLDIERS, "Ethiopian soldiers gave no reason. They"),
    ],
)
def test_who_is_called_it_or_they_does_the_same(whoever, before):
    told = told_by(whoever)

    lost = [f"{before}{deed}" for type_, deed in told if not events(f"{before}{deed}", type_)]

    assert len(lost) <= LOST * len(told), lost
