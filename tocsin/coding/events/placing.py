"""Where an act is done: the place that its clause names. None is better than a wrong one."""

import re
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.mention import bordered
from tocsin.coding.names.places import PlaceMention
from tocsin.coding.reading import Place
from tocsin.coding.roles.roles import JUDGING
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence

_AT: Final = frozenset("in at near on off over around outside inside across along throughout within".split())
_TO: Final = frozenset("to into toward towards onto".split())
_LEADING: Final = _AT | _TO
_AT_PLACES: Final = frozenset({"ASSAULT", "MOBILIZE"})
_REACH: Final = 24
"""Tokens behind an act in which its place may stand."""


def place_of(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> Place | None:
    """The place of an act: a goal before a site for acts that move forces, a town before its country."""
    first = hit.first
    if hit.clause >= 0 and not hit.noun and groups[hit.clause].passive:
        first = groups[hit.clause].first
    stop = min(s.end, hit.last + _REACH)
    for group in groups:
        if group.form == FINITE and group.first > hit.last and group.link != "relative":
            stop = min(stop, group.subject[0] if group.subject and group.subject[0] >= hit.last else group.first)
    named = [mention for mention in scene.places_in(first, stop) if not _describes(scene, mention)]
    near = [m for m in named if _preposition(scene, m) in _LEADING or _is_object(scene, hit, m)]
    direct = scene.places_in(hit.last, min(stop, hit.last + 3)) if hit.act.type in _AT_PLACES and not hit.noun else ()
    if direct and (_owns_men(scene, direct[0]) or (hit.act.type == "MOBILIZE" and _moves(scene, s, direct[0]))):
        direct = ()
    own = scene.tokens.lower[hit.last - 1] if hit.act.type == "ASSAULT" else ""  # "seized control of Shusha"
    if direct and scene.token_at(direct[0].start) in (hit.last, hit.last + 1) and direct[0].preposition in ("", own):
        # "struck Dnipro with a missile", "reached the Kursk region": what is struck or reached is where.
        return direct[0].place
    if not near and (suffering := _suffering(scene, groups, hit)) is not None:
        return suffering.place
    if not near and groups and not _judged(groups, hit):
        before = scene.places_in(s.begin, hit.first)
        doer = (subject_of(groups, hit.clause) if hit.clause >= 0 else None) or (0, 0)
        near = [m for m in before if _preposition(scene, m) in _AT and not _is_seat(scene, s, m, doer)][-1:]
    if not near:
        return None
    if hit.act.type == "MOBILIZE":
        goals = [mention for mention in near if _preposition(scene, mention) in _TO]
        near = goals or near
    return _narrowest(near).place


def _suffering(scene: Scene, groups: list[Group], hit: Hit) -> PlaceMention | None:
    """The place that a passive's subject is: "Kharkiv was shelled", "the port of Odesa came under fire"."""
    if hit.noun or hit.clause < 0 or hit.act.type != "ASSAULT":
        return None
    span = subject_of(groups, hit.clause) if groups[hit.clause].passive or hit.act.frame == "patient" else None
    places = scene.places_in(*span) if span is not None else []
    if span is None or not places or scene.token_at(places[-1].end) != span[1]:
        return None
    first = scene.token_at(places[-1].start)
    of_sort = scene.tokens.lower[first - 1] == "of" and scene.tokens.lower[first - 2] in _SORTS
    return places[-1] if first == span[0] or of_sort else None


def _is_seat(scene: Scene, s: Sentence, mention: PlaceMention, doer: Range) -> bool:
    """As in "officials in Seoul fear that war may break out": where those sit who speak of it, and do not do it."""
    at = scene.token_at(mention.start) - 1
    if doer[0] <= at < doer[1]:
        return False
    whose = scene.actors_in(max(s.begin, at - 1), at)
    return any(m.sector in _SITTING and m.kind != "country" for m in whose)


_SITTING: Final = frozenset({"GOV", "LEG", "IGO"})


def _moves(scene: Scene, s: Sentence, mention: PlaceMention) -> bool:
    """As in "deployed 300 U.S. troops": a country that only says whose forces go."""
    after = scene.token_at(mention.end)
    return after < s.end and not _MOVING.isdisjoint(s.grammar.classes.get(s.lower[after], ()))


_MOVING: Final = frozenset({"troops", "weapons", "aircraft", "ship", "missile"})


def _judged(groups: list[Group], hit: Hit) -> bool:
    """As in "speaking in Rio, he called the attack a signal": where somebody speaks of an act is not where it was."""
    return hit.noun and hit.place == "object" and groups[hit.clause].lemma in JUDGING


def _is_object(scene: Scene, hit: Hit, mention: PlaceMention) -> bool:
    """As in "shelled the port of Odesa", "took the village of Robotyne": what is struck or taken is where."""
    lower, i = scene.tokens.lower, scene.token_at(mention.start) - 1
    if hit.noun or hit.act.type not in _AT_PLACES or not hit.last < i < hit.last + _PHRASE:
        return False
    return lower[i] == "of" and lower[i - 1] in _SORTS and _LEADING.isdisjoint(lower[hit.last : i])


def _describes(scene: Scene, mention: PlaceMention) -> bool:
    """Whether a place only says where another is, whose men or what paper: "the Baltic island of Gotland"."""
    if bordered(scene.text, mention.start) or _owns_men(scene, mention):
        return True
    if mention.kind == "country" and _STRIKES.match(scene.text, mention.end):
        return True  # "was hit in a US air strike on Kunduz"
    after = scene.token_at(mention.end)
    if any(m.kind == "outlet" for m in scene.actors_in(scene.token_at(mention.start), after)):
        return True  # "according to a Dakar newspaper"
    return scene.tokens.lower[after + 1 : after + 2] == ["of"] and scene.tokens.lower[after] in _SORTS


_STRIKES: Final = re.compile(
    r" (?:air|drone|missile|artillery|rocket|bombing|commando|helicopter)[ -]?(?:strikes?|raids?|attacks?)\b"
)
"""What somebody's name before it describes: it was not there."""


def _owns_men(scene: Scene, mention: PlaceMention) -> bool:
    """As in "will brief the alliance on the North's soldiers"."""
    if mention.kind != "country" or not scene.text.startswith(("'s ", "’s "), mention.end):
        return False
    after = scene.token_at(mention.end) + 1
    owned = scene.tokens.lower[after : after + 1]
    return any(not _MOVING.isdisjoint(scene.grammar.classes.get(word, ())) for word in owned)


def _preposition(scene: Scene, mention: PlaceMention) -> str:
    """The preposition before a place, over what describes it: "in occupied eastern Ukraine"."""
    lower = scene.tokens.lower
    i = scene.token_at(mention.start) - 1
    if mention.preposition == "of" and i > 0 and lower[i - 1] in _SORTS:
        return next((lower[j] for j in range(i - 2, max(-1, i - _PHRASE), -1) if lower[j] in _LEADING), "of")
    if mention.preposition:
        return mention.preposition
    for _ in range(_OWNED):
        if i < 0:
            break
        if lower[i] in _LEADING:
            return lower[i]
        if lower[i] in _GENITIVE:
            i = _owner(scene, i)  # "in Nigeria's Borno state"
            continue
        if lower[i] not in _DESCRIBING and not lower[i].endswith(("ern", "ed")):
            break
        i -= 1
    return ""


_SORTS: Final = frozenset(
    """
    town city village island islands port region province district county suburb suburbs peninsula settlement area
    oblast state territory municipality hamlet enclave exclave capital township prefecture governorate archipelago
    """.split()
)
"""What a place is, before its name: "in the northern town of Kidal"."""
_PHRASE: Final = 8
_DESCRIBING: Final = frozenset("the a its their north south east west central upper lower nearby far mainland".split())


def _owner(scene: Scene, i: int) -> int:
    """The token before the name whose genitive stands at `i`."""
    while i > 0 and scene.tokens.word[i - 1][0].isupper():
        i -= 1
    return i - 1


_GENITIVE: Final = frozenset({"'s", "’s", "'", "’"})
_OWNED: Final = 4
"""Tokens before a place among which its preposition stands, that of its owner counted as one."""


def _narrowest(near: list[PlaceMention]) -> PlaceMention:
    """The first place, or a town named with it where the first is a whole country."""
    head = near[0]
    if head.kind != "country":
        return head
    same = [m for m in near if m.place.country == head.place.country and m.kind != "country"]
    return same[0] if same else head
