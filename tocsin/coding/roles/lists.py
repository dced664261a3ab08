"""Lists: those whom "and" and commas join to somebody: "Britain, France and Germany"."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.saying import SAYING

PLACING: Final = frozenset(
    """
    in near at on to against off over into around inside with after before about as than like under toward towards
    across outside for along between since during despite
    """.split()
)
"""Prepositions that make a name a place, a goal or a circumstance, not the head of its phrase."""
JOINTS: Final = frozenset({", ", " and ", ", and "})
_LONGEST: Final = 12
_JOINING: Final = frozenset({"and", "or", "nor", "&", ",", "both"})
_BETWEEN: Final = frozenset(
    """
    and or nor & , the both as well also a an its his their of ally allies neighbour neighbours neighbor neighbors rival
    rivals partner partners foe foes close fellow longtime long-time old regional
    """.split()
)
_MANY: Final = frozenset(
    """
    several some many most all various two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen twenty thirty forty fifty dozens
    """.split()
)
"""How many those are whom a list joins: "the government and fourteen armed groups"."""
_ADDING: Final = frozenset({"and", "or"})
_APPOSED: Final = frozenset({", ", ", the ", ", its ", ", a "})
_OFFICES: Final = frozenset({"office", "spokesperson"})


_EACH: Final = re.compile(r" [\w-]+(?: [\w-]+)?,? and ")
"""What stands between two who each have something: "Dutch jets and Polish drones"."""


_EACH_ONES: Final = re.compile(r"^['’]s?(?= and |, )")
"""What is left of "Jordan's and Egypt's ministers" behind the name of the first."""


_SAYS: Final = re.compile(rf" (?:{SAYING})\b")


def listed(scene: Scene, mentions: list[ActorMention]) -> list[ActorMention]:
    """The first mention and those that a list joins to it: "Britain, France and Germany"."""
    if not mentions:
        return []
    found = [mentions[0]]
    for mention in mentions[1:]:
        gap = scene.text[found[-1].end : mention.start]
        if mention.possessive and not found[-1].possessive and "," in gap:
            break  # "Ethiopia, Eritrea's old rival", but "the army and Japan's coast guard"
        if found[0].preposition and gap.startswith(",") and _SAYS.match(scene.text, mention.end):
            break  # "in Bangui, the Red Cross said"
        words = _without_people(_EACH_ONES.sub("", gap), mention).lower().replace(",", " , ").split()
        if mention.modifier and found[-1].modifier and (gap == "-" or _EACH.fullmatch(gap)):
            found.append(mention)
            continue
        counted = not _ADDING.isdisjoint(words)  # not of "…, the three neighbours", who are the same
        between = all(word in _BETWEEN or (counted and _is_many(word)) for word in words)
        if len(gap) > 24 or not between or (words and _JOINING.isdisjoint(words)):
            break
        if _same(found[-1], mention, gap):
            found[-1] = mention if mention.kind == "person" else found[-1]
        else:
            found.append(mention)
    return found


def _without_people(gap: str, mention: ActorMention) -> str:
    """What stands between two without whose people the other are of: "the army and Tamil rebels"."""
    return gap if mention.actor.text[:1].isupper() else _OF_PEOPLE.sub(" ", gap)


_OF_PEOPLE: Final = re.compile(r"(?:(?<= and)|(?<= or)|(?<= nor)) [A-Z][\w'’-]+ $")


def _is_many(word: str) -> bool:
    return word in _MANY or word.isdigit()


def list_around(scene: Scene, s: Sentence, heads: list[ActorMention]) -> list[ActorMention]:
    """Those whom a list joins to the first of `heads`, before it and behind it."""
    found = listed(scene, heads)
    at = bisect_left(scene.actor_starts, heads[0].start) - 1
    limit = scene.tokens.start[s.begin]
    while at >= 0 and len(found) < _LONGEST:
        mention = scene.actors[at]
        gap = scene.text[mention.end : found[0].start]
        apart = mention.preposition in PLACING and mention.preposition != "between"
        if mention.start < limit or gap not in JOINTS or mention.modifier or apart or _compared(scene, mention):
            break
        if gap == ", " and len(found) == 1 and not s.headline:
            break  # "As rebels attacked Bangui, France said …": a comma alone joins nobody
        found.insert(0, mention)
        at -= 1
    return found


def beyond_aside(scene: Scene, s: Sentence, one: ActorMention) -> list[ActorMention]:
    """The other of two between whom an aside stands: "between the army, led by General Omar, and the rebels"."""
    at = scene.token_at(one.end)
    if s.lower[at : at + 1] != [","]:
        return []
    joint = next((i for i in range(at + 2, min(at + _ASIDE, s.end)) if s.lower[i - 1 : i + 1] == [",", "and"]), s.end)
    behind = scene.actors_in(joint, min(joint + _NAMED, s.end))
    return [m for m in behind if not (m.modifier or m.preposition)][:1]


_ASIDE: Final = 20
"""Tokens of an aside at most."""
_NAMED: Final = 6
"""Tokens behind an "and" in which the other is named."""


def _compared(scene: Scene, mention: ActorMention) -> bool:
    """As in "Unlike Norway, Russia …", "Instead of the Dutch, …": one who is only set beside those who act."""
    i = scene.token_at(mention.start) - 1
    i -= i > 0 and scene.tokens.lower[i] == "the"
    before = scene.tokens.lower[max(0, i - 1) : i + 1]
    return before[-1:] in (["unlike"], ["like"]) or before == ["instead", "of"]


def joined(scene: Scene, s: Sentence, mentions: list[ActorMention], span: Range) -> list[ActorMention]:
    """Those whom commas set off beside a subject: "Britain, together with France and Germany, sent ships"."""
    for i in range(span[0] + 1, span[1] - 2):
        if s.lower[i] == "," and (s.lower[i + 1], s.lower[i + 2]) in _ALONGSIDE:
            beside = [
                m for m in mentions if scene.token_at(m.start) > i + 1 and m.country and not (m.modifier or m.resolved)
            ]
            return listed(scene, beside)
    return []


_ALONGSIDE: Final = frozenset({("along", "with"), ("together", "with"), ("as", "well"), ("alongside", "with")})


def _same(one: ActorMention, other: ActorMention, gap: str) -> bool:
    """Whether two mentions are of one person: "the official, Josep Borrell", "Kim Hong-kyun, the vice-minister"."""
    kinds = {one.kind, other.kind}
    return gap in _APPOSED and one.country == other.country and "person" in kinds and not kinds.isdisjoint(_OFFICES)


def distinct(mentions: list[ActorMention], other: Iterable[ActorMention] = ()) -> list[ActorMention]:
    """Those mentions once each, without the `other` ones."""
    if not mentions:
        return []
    taken = {(m.start, m.end, m.country) for m in other}  # "the Baltic states" are three
    found = []
    for mention in mentions:
        if (mention.start, mention.end, mention.country) not in taken:
            taken.add((mention.start, mention.end, mention.country))
            found.append(mention)
    return found
