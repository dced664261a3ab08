"""Things: the classes of what acts are done with, to and by, in one sentence."""

from bisect import bisect_left
from typing import Final

from tocsin.coding.acts.elided import COUNTED, MORE, counts_only
from tocsin.coding.acts.extents import head_of, late_object, object_end, shared_object
from tocsin.coding.syntax.finites import CLAIMS
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import ADV, COORD, MARK, NUMBER, PREP, SUBORD
from tocsin.coding.text.marks import ANIMALS


def classes_in(s: Sentence, first: int, last: int) -> frozenset[str]:
    """The classes of all words and phrases in a stretch."""
    marks = s.marks
    classed = marks.classed
    at = bisect_left(classed, first)
    if at == len(classed) or classed[at] >= last:
        return _NO_CLASSES  # as in every other stretch
    found: set[str] = set()
    for i in classed[at : bisect_left(classed, last)]:
        if i < first:
            continue  # within the phrase before
        if i in marks.borrowed:
            found.add("lookalikes")
            continue
        for size, names in marks.classes[i]:
            if i + size <= last:
                found.update(names)
                first = i + size
                break
    return frozenset(found)


_NO_CLASSES: Final[frozenset[str]] = frozenset()


def things_of(s: Sentence, groups: list[Group], k: int, start: int) -> frozenset[str]:
    """The classes of what the verb is done to: its object from token `start` on, or its subject where it is passive."""
    group = groups[k]
    if group.passive and not gets_it(s, group):
        return receiver(s, groups, k)
    described = group.link == "relative" and group.subject != group.antecedent
    if described and group.antecedent and not _tells_what(s, group):
        return classes_in(s, *group.antecedent)
    own, start = start, shared_object(s, start)
    if start < s.end and s.lower[start] == "what":
        # "fired what it called a rocket": the thing is named behind.
        return classes_in(s, start, min(start + 14, s.end))
    # "punched and kicked a reporter"
    beside = start > own and k + 1 < len(groups) and groups[k + 1].head == start - 1
    stop = min(max(groups[k + beside].stop, start), start + 14, s.end)
    if group.lemma in COUNTED and counts_only(s, start):
        return _counted(s, groups, k)
    alone = start < s.end and (s.lower[start] in _PRONOUNS or _is_person(s, start))
    end = start + 1 if alone else object_end(s, group, start, stop)
    if end > start and s.lower[end - 1] in _PICTURES:
        return _named_by(s, start, end)
    found = _without_owners(s, start, end, classes_in(s, start, end))
    if found and found <= _OF_COUNTRIES and k and end > start + 1 and s.lower[end - 1] == "'s":
        # "withdrew its ambassador, expelled Cambodia's"
        return found | classes_in(s, groups[k - 1].head + 1, group.first)
    if found:
        return found
    stood_for = _stood_for(s, groups, k, start, end) if start < s.end else None
    if stood_for is not None:
        return stood_for
    late = late_object(s, start, stop)
    return found if late < 0 else things_of(s, groups, k, late)


def _without_owners(s: Sentence, start: int, end: int, found: frozenset[str]) -> frozenset[str]:
    """The classes of an object, but for what those are whose thing it is: "seized the governor's office"."""
    if found.isdisjoint(_OWNERS):
        return found
    owned = next((i + 1 for i in range(end - 2, start, -1) if s.lower[i] in _GENITIVE), -1)
    own = classes_in(s, owned, end) if owned >= 0 else frozenset()
    return own | (found - _OWNERS) if own else found


_GENITIVE: Final = ("'s", "’s", "'", "’")
_OWNERS: Final = frozenset("people captives citizens notables post rulers crowd men troops police".split())


def _tells_what(s: Sentence, group: Group) -> bool:
    """As in "reports that Tunisia banned all rallies": what is banned stands behind, and the noun before is told so."""
    span, named = group.subject, group.antecedent
    if span is None or named is None or named[1] != span[0] - 1 or s.lower[named[1]] != "that":
        return False
    claimed = not CLAIMS.isdisjoint(s.grammar.classes.get(s.lower[named[1] - 1], ())) or s.lower[named[1] - 1] == "news"
    return claimed and object_follows(s, group.head + 1)


def receiver(s: Sentence, groups: list[Group], k: int) -> frozenset[str]:
    """The classes of what a passive is done to."""
    span = subject_of(groups, k) or groups[k].antecedent
    found = classes_in(s, *head_of(s, *span)) if span else frozenset()
    if not found and span and s.held and s.lower[slice(*span)] in THE_TAKEN:
        return _CAPTIVES  # "Gunmen abducted a priest. He was freed …"
    if not found and span and stands_in(s, span):
        # "The first is to be handed over", "one was shot down": of what was sent or sold last, or just named.
        sent = s.recent | (classes_in(s, s.begin, span[0]) & _FLYING)
        return sent | _PEOPLE if s.lower[span[1] - 1] in _SOME else sent  # "Dozens were beaten"
    return found


def _named_by(s: Sentence, start: int, end: int) -> frozenset[str]:
    """The classes of the name that ends a phrase: of "drone footage" none, of "satellite pictures" what those are."""
    classed = ((i, of) for i in range(start, end) for of in s.marks.classes.get(i, ()))
    return frozenset(name for i, (size, names) in classed if i + size == end for name in names)


_PICTURES: Final = frozenset(
    """
    photo photos photograph photographs picture pictures image images video videos footage development research testing
    """.split()
)
"""What only shows or prepares the thing that is named before it."""


def _counted(s: Sentence, groups: list[Group], k: int) -> frozenset[str]:
    """The classes of what a bare number counts: what the clauses before were done to, else the sentence before."""
    here = classes_in(s, s.begin, groups[k].first) - _SIDES
    return (here or s.done | s.recent) | (_CAPTIVES if s.held else frozenset())


_SIDES: Final = frozenset({"state", "territory", "organisation"})
"""Classes of those who act, which nobody counts."""


def _stood_for(s: Sentence, groups: list[Group], k: int, start: int, end: int) -> frozenset[str] | None:
    """The classes of what an object only stands for, or names; None where it does neither."""
    first = s.lower[start]
    goal = s.lower[start - 1] in _LEADING or _takes_place(s, groups[k].lemma, start)
    if start < groups[k].stop and goal and _is_name(s, start):
        return _TERRITORY  # "pushed into Shire": what forces go into is a place, though no list has it
    if k and first in ("him", "her"):
        # "warned the envoy that it would expel him"
        before = classes_in(s, groups[k - 1].head + 1, groups[k].first) & _ONE_BEING
        return before or (_PEOPLE if _is_person(s, start) else before)
    if k and first == "it" and groups[k].lemma == "deny" and groups[k - 1].lemma in BREAKING:
        return frozenset()  # "of breaking the truce; Baku denied it": the deed
    if k and first in ("it", "them"):
        # "boarded the tanker and seized it": what the clause before was done to.
        stretch = groups[k - 1].head + 1, _own_start(groups, k)
        found = classes_in(s, *stretch) or (_seat(s, groups[k], *stretch) if first == "it" else _NOTHING) or s.recent
        if first == "them" and found <= _PLACES:
            found = classes_in(s, s.begin, groups[k].first)  # "told how fighters bought, sold and beat them"
        return found - _BEINGS if first == "it" else found
    if s.held and first in ("him", "her", "them"):
        return _CAPTIVES
    if first == "him":
        return _PEOPLE
    if _is_person(s, start):
        return _PEOPLE
    if s.lower[start:end] in _HOW_MANY:
        return s.recent | _PEOPLE  # "whose pilots shot down dozens": of what was fired or sent; "freed most"
    if first in MORE or "them" in s.lower[start:end] or s.lower[start:end] in _OWN:
        # "Pyongyang is expected to send more": of what was sent last, else of what its own sentence spoke of.
        return s.recent | classes_in(s, s.begin, groups[k].first)
    return None


def _own_start(groups: list[Group], k: int) -> int:
    """Where a clause begins with its subject, else with its verb."""
    group = groups[k]
    return group.subject[0] if group.subject is not None and group.subject[0] < group.first else group.first


def _seat(s: Sentence, group: Group, first: int, last: int) -> frozenset[str]:
    """What is taken where only a name stands before: "left Bor after rebels seized it"."""
    return _TERRITORY if group.lemma in _TAKING and any(_is_name(s, i) for i in range(first, last)) else _NOTHING


_NOTHING: Final[frozenset[str]] = frozenset()
_PRONOUNS: Final = frozenset({"him", "them"})
"""Objects that nothing behind belongs to: "beat him in Hebron"."""
_OWN: Final = (["its", "own"], ["their", "own"], ["his", "own"])
"""Objects of which only the noun is left out: "Rome sent tanks, Oslo will not send its own"."""


def is_beast(things: frozenset[str]) -> bool:
    """Whether only animals suffer or do something: "killed 14 sheep", not "killed two herders and 14 sheep"."""
    return ANIMALS in things and _BEINGS.isdisjoint(things) and "rebels" not in things


def gets_it(s: Sentence, group: Group) -> bool:
    """Whether a passive's subject gets what stands behind the verb: "was granted a loan"."""
    i = group.head + 1
    if not group.passive or group.lemma not in _GIVING or i >= s.end:
        return False
    return not s.words[i].flags & (PREP | MARK | COORD | SUBORD) and not _says_when(s, i)


def _says_when(s: Sentence, i: int) -> bool:
    return s.lower[i] in _DAYS or bool(s.words[i].flags & ADV)


_GIVING: Final = frozenset("give grant offer promise lend award accord deny refuse send hand pay".split())
"""Verbs with two objects, of which a passive has one for its subject."""


def _is_person(s: Sentence, i: int) -> bool:
    """Whether an object is "him", or a "her" that owns nothing: "arrested the editor and released her on bail"."""
    if s.lower[i] != "her":
        return s.lower[i] == "him"
    return i + 1 == s.end or s.lower[i + 1] in _OUT or bool(s.flag(i + 1) & (PREP | MARK | COORD | SUBORD))


_PLACES: Final = frozenset({"state", "territory", "target", "buildings", "premises", "assets", "vehicle"})
"""What people are in, and what nobody calls "them" who takes people along."""
_OUT: Final = frozenset({"out", "off", "away"})
_PEOPLE: Final = frozenset({"people"})


_STANDING_IN: Final = frozenset(
    """
    one all both first second third rest other others more none nothing they them it some most half dozen dozens hundred
    many several few handful scores hundreds thousands
    """.split()
)
"""What stands for things that the sentences before spoke of."""
_FLYING: Final = frozenset({"missile", "drone", "aircraft"})


def stands_in(s: Sentence, span: Range | None) -> bool:
    """Whether a subject only stands for what was sent or sold last: "another dozen", "a further 600", "more"."""
    if span is None:
        return False
    last = head_of(s, *span)[1]
    return s.lower[last - 1] in _STANDING_IN or bool(s.words[last - 1].flags & NUMBER)


TAKING: Final = frozenset({"abduct", "arrest", "convict"})
"""Modes of acts whose sufferers may be freed in the sentences behind."""
THE_TAKEN: Final = (["he"], ["she"], ["they"], ["both"], ["all"])
_CAPTIVES: Final = frozenset({"captives", "people"})
_HOW_MANY: Final = (["dozens"], ["scores"], ["hundreds"], ["several"], ["most"], ["some"], ["many"], ["all"], ["both"])
_SOME: Final = frozenset("many several few some others dozens scores hundreds thousands handful most all both".split())
"""How many of those spoken of before: "Many were beaten"."""
_ONE_BEING: Final = frozenset({"people", "diplomats", "captives", "dissidents", "post"})
_BEINGS: Final = frozenset("people post diplomats captives citizens dissidents crowd troops state organisation".split())
"""What "it" does not stand for."""
BREAKING: Final = frozenset({"break", "breach", "violate", "flout"})
_LEADING: Final = frozenset("into on onto towards toward through near from".split())
_TAKING: Final = frozenset({"retake", "recapture", "overrun", "besiege", "shell", "bombard", "encircle", "wrest"})
"""Verbs of what forces do to places: "have retaken Kyaukme"."""


def _takes_place(s: Sentence, lemma: str, i: int) -> bool:
    """Whether what a verb takes is a place, if a name: "captured Walika", where "captured Abu Walid" may be a man's."""
    alone = i + 1 >= s.end or not s.word[i + 1][0].isupper()
    return lemma in _TAKING or (lemma in ("capture", "occupy") and alone)


_OF_COUNTRIES: Final = frozenset({"state", "territory"})
_TERRITORY: Final = frozenset({"territory"})
_DAYS: Final = DAYS | {"christmas", "easter", "ramadan"}


def _is_name(s: Sentence, i: int) -> bool:
    """Whether a name that nothing is known of stands at `i`: no day, no actor."""
    return s.word[i][0].isupper() and s.lower[i] not in _DAYS and i not in s.marks.named


def only_owners(s: Sentence, phrase: Range | None) -> bool:
    """Whether soldiers only own or serve what a noun phrase speaks of: "the soldiers' families", "the army chief"."""
    first, last = head_of(s, *phrase) if phrase else (0, 0)
    if last > first and s.lower[last - 1] in _OFFICERS:
        return True
    for i in range(last - 2, first, -1):
        if s.lower[i] in _GENITIVES:
            return "troops" in classes_in(s, first, i) and "troops" not in classes_in(s, i + 1, last)
    return False


_GENITIVES: Final = frozenset({"'s", "'"})
_OFFICERS: Final = frozenset(
    "chief chiefs commander commanders spokesman spokeswoman spokesperson minister head".split()
)
"""Who goes somewhere without the forces that they lead or speak for."""
