"""How a term must be written in the text to be that term: its letters, and its capitals where they matter."""

from typing import Final, NamedTuple

from tocsin.codebook.folding import fold


class Spelling(NamedTuple):
    """One way to write a term."""

    kind: str
    capitals: tuple[int, ...]
    """Offsets from the start that must be capital letters; empty: any case will do."""
    dot: bool
    """The spelling ends with a point, which belongs to it where the text has it ("U.S.")."""
    ordinary: bool
    """Without its capitals it is an ordinary word ("turkey", "us"), so capitals count even where the text has none."""


def spell(text: str, kind: str) -> tuple[str, Spelling]:
    """The folded pattern, a blank at each end, and the spelling. Like " north korea ", capitals (0, 6)."""
    text = text.strip()
    body = text.rstrip(".")
    folded = fold(body)
    capitals = tuple(i for i, char in enumerate(body) if char.isupper())
    ordinary = len(folded) <= 3 or folded in ORDINARY
    return f" {folded} ", Spelling(kind, capitals, body != text, ordinary and bool(capitals))


ORDINARY: Final[frozenset[str]] = frozenset(
    """
    turkey china chad jordan poles polish guinea mali may march will mark said who aid nice reading bath cork cologne
    essen split mobile orange hull bush rice brown powell gates black white wood woods cook baker berry best bond bell
    stone straw hunt hague major blunt carter clinton ford fox may moon park long man marine general swede swedes finn
    finns dane danes scot scots thai thais czech welsh english dutch danish finish finnish lao cuban panama java
    jersey lima quito male rome sparta delta gulf bishop abbot pope dean rush short small sharp savage swift battle
    king prince duke earl baron lord speaker cruz ash nelson grant sun moon star mirror times guardian independent
    post telegraph express herald globe economist monitor hill sting shin bet base taliban pluto mercury patriot
    eta ira plo nis sis dia nra mod ana isis icc ioc wto ilo imf opec brics quad ecw un eu us uk ussr
    """.split()
)
"""Names that are ordinary words or common abbreviations when written small."""
