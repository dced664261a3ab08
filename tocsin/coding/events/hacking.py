"""Hacking: in a text of hackers and websites "the attacks" are theirs, and nobody is shot at."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence


def of_hacking(words: AbstractSet[str]) -> bool:
    """Whether a text tells of attacks on networks by its words, and of no force."""
    return not (_HACKING.isdisjoint(words) or _NETWORKS.isdisjoint(words)) and _FORCE.isdisjoint(words)


def by_hackers(scene: Scene, s: Sentence, one: Finding) -> None:
    """Makes an attack on networks of one that is told without its means: "the attacks also hit Latvia"."""
    act = one.hit.act
    plain = act.type == "ASSAULT" and act.mode is None and act.about in _ATTACKS
    # Nobody fights over networks: "is still fighting against his extradition".
    if scene.of_hacking and plain and act.frame != "mutual" and not any(m.sector in ("MIL", "REB") for m in one.actors):
        one.hit = replace(one.hit, act=s.grammar.acts["cyber"], classes=frozenset({"infrastructure"}))


_ATTACKS: Final = frozenset({"attack", "target", None})
_HACKING: Final = frozenset(
    """
    cyberattack cyberattacks cyber-attack cyber-attacks cyber hacker hackers hacked hacking ddos denial-of-service
    malware ransomware cybersecurity
    """.split()
)
_NETWORKS: Final = frozenset(
    "website websites site sites server servers network networks online computers systems internet".split()
)
_FORCE: Final = frozenset(
    """
    killed wounded injured dead troops soldiers gunmen militants rebels insurgents bomb bombs bombing missile missiles
    rockets shells airstrike airstrikes shelling invasion
    """.split()
)
