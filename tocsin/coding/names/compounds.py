"""Compounds: what the word behind the hyphen of a name says: "Iran-backed rebels", "US-made jets", "Pakistan-based"."""

from typing import Final

BACKED: Final = tuple("backed supported sponsored trained armed funded financed supplied allied aligned".split())
"""What somebody is whom others help: "Turkish-backed rebels"."""
TIES: Final = ("based", "led", "backed", "sponsored", "mandated", "supported")
"""What tells whose a force, a group or a court is: "a Pakistan-based group", "NATO-led forces", "a UN-backed court"."""
_AKIN: Final = ("allied", "linked", "affiliated", "aligned", "inspired")
_MADE: Final = tuple(
    """
    made built supplied designed style type donated provided manufactured era produced born speaking assembled trained
    educated
    """.split()
)
_OTHERS: Final = tuple(
    """
    held controlled occupied brokered run owned flagged installed appointed mediated friendly bound administered
    majority registered operated dominated proposed drafted ruled recognised recognized chartered
    """.split()
)


def _hyphened(*lists: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({f"-{word}" for words in lists for word in words}))


AKIN: Final = _hyphened(_AKIN)
"""What tells whose friends others are: "IS-allied militants"."""
MADE: Final = _hyphened(_MADE)
"""What tells where a thing or somebody comes from, and nothing of who does anything with it."""
BROKERED: Final = ("-brokered", "-mediated", "-proposed", "-drafted", "-sponsored")
"""What tells whose idea a truce was that others keep or break."""
COMPOUNDS: Final = _hyphened(BACKED, TIES, _AKIN, _MADE, _OTHERS)
"""All that makes a name only describe what follows."""
