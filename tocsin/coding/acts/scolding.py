"""Attacks with words: who "blasted" or "attacked" somebody and only scolded him; who "clashed" and only quarrelled."""

from typing import Final

from tocsin.coding.acts.agents import doers
from tocsin.coding.acts.extents import object_end
from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.verbs import Group, Sentence, lemma_of
from tocsin.coding.text.grammar import GERUND, NEG


def scolds(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "blasted the president for asking", "verbally attacked him", "attacked the visit as a provocation"."""
    group = groups[hit.clause]
    if hit.noun or hit.lemma not in _SCOLDING or group.passive:
        return False
    if not _ALOUD.isdisjoint({s.lower[group.head - 1], *s.lower[group.head + 1 : group.head + 2]}):
        return True
    if not doers(s, groups, hit.clause).isdisjoint(_ARMED):
        return False
    for i in range(group.head + 2, min(group.head + _OBJECT, s.end - 1)):
        if s.lower[i] == "for" and (lemma_of(s, i + 1, GERUND) or s.words[i + 1].flags & NEG):
            return not _KILLING.intersection(s.lower[i + 1 : s.end])
        if s.lower[i] == "as" and not _BLAMING.isdisjoint(s.lower[i + 1 : min(i + _BLAME, s.end)]):
            return True
        if i > object_end(s, group, group.head + 1, s.end) + _ASIDE:
            break
    return False


def quarrels(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Norway and Canada clashed over whaling": what states clash over, not where, and with no forces named."""
    if hit.noun or hit.lemma not in _QUARRELLING or not doers(s, groups, hit.clause).isdisjoint(_ARMED):
        return False
    behind = s.lower[groups[hit.clause].head + 1 : groups[hit.clause].stop]
    return "over" in behind and s.vocabulary.isdisjoint(_COMBAT)


_QUARRELLING: Final = frozenset("clash battle spar skirmish duel".split())
_COMBAT: Final = frozenset(
    """
    killed kills dead wounded injured died troops soldiers forces border frontier jets warplanes guards tanks shells
    fire shots weapons gunfire artillery drones missiles rebels fighters militia patrol patrols ships navy
    """.split()
)
"""Words by which those who clash over something fight over it: "clashed over the island with patrol ships"."""


_SCOLDING: Final = frozenset("attack blast hammer assail savage lash slam rip hit pound target".split())
_ALOUD: Final = frozenset("verbally publicly bitterly scathingly roundly openly".split())
_ARMED: Final = frozenset({"troops", "rebels", "weapons", "aircraft", "missile", "drone", "ship"})
_OBJECT: Final = 14
"""Tokens behind the verb in which it is told for what somebody is scolded."""
_ASIDE: Final = 8
"""Tokens that hang on whoever is scolded: "a visit by a US speaker to Taiwan"."""
_BLAME: Final = 5
_BLAMING: Final = frozenset(
    """
    provocation provocative insult betrayal disgrace disaster illegal unlawful farce sham mistake surrender hypocrisy
    blunder outrage interference aggression genocide unjust reckless cowardly unacceptable one-sided biased unfair gift
    slap threat capitulation
    """.split()
)
_KILLING: Final = frozenset("killed wounded shells rockets bombs missiles drones".split())
