"""Verbs by what they make of the act that their subject or object names."""

from typing import Final

LIGHT: Final = frozenset(
    """
    carry launch conduct stage mount hold begin start open resume continue make give issue deliver commit
    perpetrate perform undertake organise run wage impose declare announce order suffer sustain face see witness
    lead plan prepare keep press step intensify escalate unleash expand extend enter take pay exchange have do
    convene host attend sign reach strike broker agree complete end halt suspend cancel propose offer call decree
    proclaim introduce accelerate quicken hasten speed spring lay
    repel thwart foil set fire spark ignite provoke trigger oversee supervise direct guide renew deepen ramp
    """.split()
)
"""Verbs whose object is what their subject does: "launched an attack"."""
HAPPENING: Final = frozenset(
    """
    kick take occur happen enter erupt break continue begin start rage follow come resume go last intensify spread
    escalate flare unfold proceed open hit strike kill wound injure destroy damage leave target set cause cost claim
    cut force shake rock cripple paralyse paralyze trigger spark involve aim hold collapse fail succeed drag apply
    expand widen worsen engulf draw prompt raise stoke fuel stir anger alarm overshadow mar rattle worry unsettle
    unnerve disrupt heighten deepen
    """.split()
)
"""Verbs of what comes about: "a riot broke out"."""
FAILING: Final = frozenset(
    """
    collapse fail fall unravel crumble falter break expire lapse shatter splinter rupture evaporate violate breach
    flout
    """.split()
)
"""Verbs of what no longer holds: "the truce collapsed" is no truce."""
COMING: Final = frozenset({"expect", "plan", "prepare", "await", "anticipate", "foresee", "schedule", "forecast"})
"""Verbs whose object is yet to come: "expects a seventh nuclear test"."""
AVERTING: Final = frozenset("thwart foil prevent avert avoid evade stop block disrupt forestall pre-empt".split())
"""Verbs of what has not come about: "foiled two attacks"."""
UNDOING: Final = frozenset("end lift halt suspend cancel ease break relax scrap abolish revoke".split())
"""Verbs that undo what their object, in the passive their subject, names: "ended a siege" is no siege."""
WEIGHING: Final = frozenset({"consider", "weigh", "mull", "contemplate", "ponder", "moot", "propose", "float"})
"""Verbs whose object is only thought of: "is weighing a withdrawal"."""
SPEAKING: Final = frozenset({"ACCUSE", "CONCEDE", "REJECT", "SUPPORT", "REQUEST", "STATEMENT", "THREATEN", "AGREE"})
"""Acts whose object is what they speak of: "condemned the attack" reports a condemnation."""
DEEDS: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "RETREAT", "AID", "COOPERATE"})
HURTING: Final = frozenset({"kill", "wound", "injure", "hurt"})
"""Verbs of harm to people."""
