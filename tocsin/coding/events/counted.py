"""Acts that a number tells where no verb of its sentence does: casualties, further forces, and how many there are."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.nouns import carrier
from tocsin.coding.acts.plausible import implausible
from tocsin.coding.acts.strength import BRINGING, PUTTING, strengths
from tocsin.coding.roles.roles import Roles
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.modality import shade
from tocsin.coding.syntax.shades import Shade
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import INFINITIVE, REDUCED, Group, Sentence

SENDING: Final = frozenset({"MOBILIZE", "AID", "RETREAT"})
"""Acts that move forces, or what they need, to somewhere or from there."""


def with_counted(roles: Roles, effects: dict[int, str], found: list[Finding], former: Finding | None) -> list[Finding]:
    """The acts `found` in a sentence, with those that its numbers tell; `former` is the act told last before it."""
    scene, s, groups = roles.scene, roles.s, roles.groups
    if not scene.quantities_in(s.begin, s.end):
        strength = s.grammar.acts["troop-strength"]
        return [one for one in found if one.hit.act is not strength]
    hurt = _casualties(scene, s, groups, found)
    if hurt is not None:
        found.append(hurt)
    _add_further(scene, s, groups, found)
    found = _with_strengths(roles, effects, found, former)
    earlier = _earlier(scene, s, found)
    return [*found, earlier] if earlier is not None else found


def _casualties(scene: Scene, s: Sentence, groups: list[Group], found: list[Finding]) -> Finding | None:
    """The dead and wounded that a count tells of where no act of this sentence does."""
    act = s.grammar.acts.get("casualties")
    if act is None or not scene.warlike or any(one.hit.act.type in _OF_THE_HURT for one in found):
        return None
    for mention in scene.quantities_in(s.begin, s.end):
        if mention.harm not in ("killed", "wounded"):
            continue
        first, last = scene.token_at(mention.start), scene.token_at(mention.end)
        if first > s.begin and s.lower[first - 1] == "no":
            continue  # "no one was hurt"
        while last < s.end and s.lower[last] in ("dead", "killed", "wounded", "injured"):
            last += 1
        hit = Hit(act, carrier(s, groups, first), first, last, noun=True, classes=frozenset({"people"}))
        likely = not implausible(scene, s, groups, hit, actors=[], recipients=[])
        return Finding(hit, Shade(), [], scene.actors_in(first, last)) if likely else None
    return None


_OF_THE_HURT: Final = frozenset({"ASSAULT", "RETREAT", "AID"})
"""Acts that the dead and wounded of their sentence belong to: "swapped 200 wounded soldiers"."""


def _add_further(scene: Scene, s: Sentence, groups: list[Group], found: list[Finding]) -> None:
    """A further number of what is sent: "…, with up to 10,000 expected by December", "with 2,000 more to come"."""
    for k, group in enumerate(groups):
        if group.lemma not in _FURTHER.get(group.form, ()):
            continue
        counted = scene.quantities_in(max(group.first - 8, s.begin), group.first)
        before = [one for one in found if one.hit.last <= group.first and one.hit.act.type in SENDING]
        if not counted or not before or s.lower[group.first - 1] in (",", ";"):
            continue
        above = before[-1]
        hit = replace(above.hit, clause=k, first=group.head, last=group.head + 1, noun=True)
        to_come = Shade(modality="future", certainty="possible", hedge=s.lower[group.head])
        found.append(Finding(hit, to_come, list(above.actors), list(above.recipients)))


_FURTHER: Final = {
    REDUCED: frozenset({"expect", "plan", "schedule", "promise", "forecast"}),
    INFINITIVE: frozenset({"come", "follow", "arrive"}),
}
"""Verbs that tell of a further number, by their form."""


def _with_strengths(
    roles: Roles, effects: dict[int, str], found: list[Finding], former: Finding | None
) -> list[Finding]:
    """How many forces there are or will be: "their number is expected to reach 10,000"."""
    scene, s, groups = roles.scene, roles.s, roles.groups
    act = s.grammar.acts["troop-strength"]
    found = [one for one in found if one.hit.act is not act]
    for k, last in strengths(scene, s, groups):
        told = [one for one in found if one.hit.clause == k and one.hit.act.type == "MOBILIZE"]
        above = shade(s, groups, k, effects)
        if told or above.absorbed >= 0:
            continue
        group = groups[k]
        hit = Hit(act, k, group.head, last, noun=False, classes=frozenset({"troops"}), lemma=group.lemma)
        actors, recipients = roles.of(hit)
        before = [one for one in found if one.hit.act.type in SENDING and one.hit.last <= group.first]
        if not before and former is not None and former.hit.act.type == "MOBILIZE":
            before = [former]
        told_of = (group.lemma in PUTTING and not group.passive) or group.lemma in BRINGING
        if told_of and not before:
            continue
        if before and (told_of or not scene.actors_in(*(subject_of(groups, k) or (0, 0)))):
            # "Their number", "puts it at 12,000": of those just sent.
            actors, recipients = list(before[-1].actors), list(before[-1].recipients) or recipients
        found = [one for one in found if one.hit.clause != k or one.hit.noun]
        found.append(Finding(hit, above, actors, recipients))
    return found


def _earlier(scene: Scene, s: Sentence, found: list[Finding]) -> Finding | None:
    """How many forces there were before: "15,000 soldiers, up from 12,000 on Tuesday"."""
    told = next((one for one in found if one.hit.act.type == "MOBILIZE" and one.hit.act.mode in _MANNED), None)
    if told is None:
        return None
    for i in range(told.hit.last, s.end - 1):
        if (s.lower[i - 1], s.lower[i]) not in _COMPARING:
            continue
        counted = scene.quantities_in(i + 1, min(i + 4, s.end))
        if counted and counted[0].quantity.best >= _FORCE:
            last = min(scene.token_at(counted[0].end), s.end)
            hit = replace(told.hit, clause=-1, first=i, last=last, noun=True)
            return Finding(hit, Shade(), list(told.actors), list(told.recipients))
    return None


_COMPARING: Final = frozenset({("up", "from"), ("down", "from"), (",", "against"), ("compared", "with")})
_MANNED: Final = frozenset({"troops", "police"})
_FORCE: Final = 50
"""Heads from which a bare number behind "up from" is one of forces."""


def of_so_many(scene: Scene, s: Sentence, hit: Hit) -> bool:
    """As in "a protest over the killing of five soldiers": who counts them tells that it happened."""
    if hit.act.id not in _KILLINGS or s.lower[hit.last : hit.last + 1] != ["of"]:
        return False
    return bool(scene.quantities_in(hit.last + 1, min(hit.last + _COUNT, s.end)))


_KILLINGS: Final = frozenset({"kill", "deaths", "abduct"})
_COUNT: Final = 5
"""Tokens behind a killing in which its "of" and its number stand: "of at least 20"."""
