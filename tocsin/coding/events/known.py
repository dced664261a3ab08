"""Known: what the clause around a noun makes of the act that it names, and what the clause takes as having happened."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.leading import at_request
from tocsin.coding.acts.nominal import known_already
from tocsin.coding.syntax.modality import shade
from tocsin.coding.syntax.shades import Shade
from tocsin.coding.syntax.verbs import Group, Sentence


def shade_around(s: Sentence, groups: list[Group], hit: Hit, effects: dict[int, str], *, past: bool) -> Shade:
    """The shade that its clause gives the act of a noun; `past` is what has been, whatever the clause foresees."""
    above = Shade()
    if hit.clause >= 0 and not hit.act.alone and not (hit.act.type == "REQUEST" and at_request(s, hit)):
        above = shade(s, groups, hit.clause, effects)
        known = past or known_already(s, groups, hit) or _unclaimed(groups, hit)
        if known and above.modality in _OF_THE_CLAUSE:
            above.modality = "actual"
    if hit.act.mode == "decline-comment" and above.modality == "negated":
        above.modality = "actual"  # "there was no immediate comment from the army"
    return above


def _unclaimed(groups: list[Group], hit: Hit) -> bool:
    """As in "nobody claimed the rocket fire": there was some."""
    return hit.noun and hit.act.type == "ASSAULT" and groups[hit.clause].lemma == "claim"


_OF_THE_CLAUSE: Final = frozenset({"negated", "ongoing", "future", "considered", "conditional", "hypothetical"})
"""What a clause is and a happening that it takes as known is not: "would not sit idle in the face of the attack"."""
