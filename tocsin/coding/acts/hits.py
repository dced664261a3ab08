"""Hits: where an act of the codebook stands in a sentence as a verb, and what it is done with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.acts.agents import acts_for, by_whom, doers
from tocsin.coding.acts.company import neighbours
from tocsin.coding.acts.objects import done_with, of_owners
from tocsin.coding.acts.phrases import behind, candidates, off_coast, own_end, up_to
from tocsin.coding.acts.remarks import REMARKS, remarks
from tocsin.coding.acts.spelled import PARTICLES
from tocsin.coding.acts.things import is_beast, receiver
from tocsin.coding.syntax.implied import says_enough
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import FINITE, REDUCED, Group, Sentence
from tocsin.coding.text.acts import FORCE_OR_THREAT, Act
from tocsin.coding.text.grammar import QUOTE
from tocsin.coding.text.patterns import Pattern, Patterns, Verbs


@dataclass(slots=True)
class Hit:
    """One act found: `first` to `last` are the tokens of its trigger, `clause` the verb group that carries it."""

    act: Act
    clause: int
    first: int
    last: int
    noun: bool
    classes: frozenset[str] = frozenset()
    """The classes of the things it is done with or by."""
    light: bool = False
    """A noun that its clause's verb only carries: "launch an attack"."""
    negated: bool = False
    """The spelling that matched holds the negation itself: "not rule out"."""
    lemma: str = ""
    governs: Act | None = None
    governed_lemma: str = ""
    state: bool = False
    """A state of its subject, told in the passive: "is alarmed by"."""
    owned: bool = False
    """For a noun: its doer is named with it ("Russia's attack", "an attack by")."""
    siding: bool = False
    """An attack that its clause's subject has on its side: "an advance backed by air strikes"."""
    turned: bool = False
    """A passive whose subject holds the words of the act: "pressure on the junta was stepped up"."""
    place: str = ""
    """For a noun: "subject", "object" or "oblique" of its clause, or "" outside any."""


def verb_hits(s: Sentence, groups: list[Group]) -> list[Hit]:
    """The acts that the verbs of a sentence are, at most one a verb: the most specific that fits."""
    return [hit for k in range(len(groups)) if (hit := _verb_hit(s, groups, k)) is not None]


def deed_hit(s: Sentence, groups: list[Group], k: int) -> Hit | None:
    """The act that a verb is where it is none by being said: "was ruled out by Israel" is Israel's refusal."""
    return _best(s, groups, k, _patterns(s).get(groups[k].lemma), said=False)


def _verb_hit(s: Sentence, groups: list[Group], k: int) -> Hit | None:
    group = groups[k]
    state = _best(s, groups, k, s.grammar.states.get(s.lower[group.head]), state=True) if group.passive else None
    return state or _best(s, groups, k, _patterns(s).get(group.lemma))


def _patterns(s: Sentence) -> Verbs:
    return s.grammar.verbs if s.sense is None else s.grammar.verbs_within.get(s.sense, s.grammar.verbs)


def _by_those(act: Act, doers: frozenset[str] | None, *, unnamed: bool) -> bool:
    """Whether those do it who may; `unnamed`: a passive does not say who did.

    Its subject stands for them where it is the thing it is done with, as missiles are fired, but no people to whom as
    much is done: "two camps of refugees were closed" by none of them.
    """
    fits = doers is not None and not act.subject.isdisjoint(doers)
    if not unnamed:
        return fits
    return act.agentless or (fits and not (act.object and act.subject <= _PEOPLE))


_PEOPLE: Final = frozenset({"crowd", "citizens", "dissidents", "people", "post"})


def _passes_over(s: Sentence, groups: list[Group], k: int, pattern: Pattern, last: int) -> bool:
    """As in "begin … rallies" for "has begun banning rallies": the deed that is begun is another one."""
    if groups[k].lemma not in _ASPECTS or k + 1 >= len(groups):
        return False
    begun = groups[k + 1]
    within = begun.parent == k and begun.link in ("ing", "to") and begun.head < last
    return within and s.lower[begun.head] not in pattern.rest


_ASPECTS: Final = frozenset("begin start resume continue stop halt end finish plan consider".split())
"""Verbs of a deed that goes on, begins or ends, which is told behind them."""


def _best(
    s: Sentence, groups: list[Group], k: int, patterns: Patterns | None, *, state: bool = False, said: bool = True
) -> Hit | None:
    """The first pattern that fits a verb group; `state`: patterns of "be" behind whose participle it stands;
    `said`: also those that are acts only where somebody is cited.
    """
    group = groups[k]
    subject: frozenset[str] | None = None
    seen: dict[int, frozenset[str]] = {}
    if patterns is None:
        return None
    at = group.head + 1
    if group.lemma == "allow" and s.lower[at : at + 1] == ["for"]:
        return None  # "a doctrine that allows for a reply" lets nobody do anything
    particle = at < s.end and s.lower[at] in PARTICLES and not up_to(s, at) and not (group.passive and off_coast(s, at))
    unnamed = group.passive and not state and by_whom(s, groups, k) is None
    limit = -1
    tells = group.form == FINITE or _tells(s, group)
    sufferer = subject_of(groups, k) if group.passive and tells and not state else None
    for pattern in _fitting(s, group, patterns, sufferer):
        act = pattern.act
        if (act.frame == "said" and not said) or not _stands(s, group, pattern):
            continue
        if pattern.rest:
            if limit < 0:
                limit = own_end(s, groups, k)
            last = behind(s, group, pattern, limit, sufferer)
            if last < 0 or _passes_over(s, groups, k, pattern, last) or _means_else(s, act, pattern.rest[-1], at, last):
                continue
        elif particle:
            continue
        else:
            last = group.head + 1
        things = (
            done_with(s, groups, k, pattern, last=last, seen=seen)
            if act.object.isdisjoint(REMARKS)
            else remarks(s, groups, k)
        )
        if act.type in FORCE_OR_THREAT and is_beast(things):
            return None
        if (act.object and act.object.isdisjoint(things)) or (act.not_object and not act.not_object.isdisjoint(things)):
            continue
        if not neighbours(s, act):
            continue
        if act.type in FORCE_OR_THREAT and ("lookalikes" in things or group.head in s.marks.borrowed):
            continue
        if subject is None and (act.subject or act.type == "ASSAULT"):
            subject = doers(s, groups, k)
        if subject is not None and act.type == "ASSAULT" and is_beast(subject):
            return None  # "Elephants raid village"
        if act.subject and not _by_those(act, subject, unnamed=unnamed) and not _for_others(s, groups, k, pattern):
            continue
        if act.subject and state and act.subject.isdisjoint(receiver(s, groups, k)):
            continue  # "were pulled off the bus by gunmen": the state of the passengers is none of the gunmen's
        crowded = act.mode in _OF_CROWDS or group.lemma == "march"
        if act.type == "PROTEST" and crowded and _no_crowd((subject or doers(s, groups, k)) | acts_for(s, groups, k)):
            continue
        if act.type == "MOBILIZE" and of_owners(s, groups, k, act, things):
            continue
        negated = pattern.negated or not _DENIALS.isdisjoint(pattern.rest)
        hit = Hit(act, k, _first(s, group), last, noun=False, classes=things, negated=negated, lemma=group.lemma)
        hit.state = state and act.mode not in _HOLDING
        hit.turned = group.passive and last - at < len(pattern.rest)
        return hit
    return None


def _for_others(s: Sentence, groups: list[Group], k: int, pattern: Pattern) -> bool:
    """Whether whoever does it acts for those who do such a thing; "the White House hit Iran" may be with words."""
    power = acts_for(s, groups, k) & pattern.act.subject
    bare = pattern.act.type == "ASSAULT" and not pattern.rest
    return bool(power) and not (bare and power == _STATE and k not in s.meant)


def _tells(s: Sentence, group: Group) -> bool:
    """Whether a participle stands for a verb: "Bomb planted by rebels under a bridge"."""
    leads = group.subject is not None and group.subject[0] == s.begin
    return leads and group.antecedent is None and group.form == REDUCED


def _stands(s: Sentence, group: Group, pattern: Pattern) -> bool:
    """Whether a verb stands as a pattern has it: negated, with its adverb."""
    if pattern.adverb and pattern.adverb not in s.lower[max(s.begin, group.head - _BESIDE) : group.head + 2]:
        return False
    if pattern.negated and pattern.act.mode == "assist" and (group.past or group.perfect) and not group.modal:
        return False  # "has never sent shells": who says so denies it, and refuses nothing
    return group.negated or not pattern.negated


_STATE: Final = frozenset({"state"})
_BESIDE: Final = 3
"""Tokens before a verb among which its adverb stands, if not right behind it."""


def _first(s: Sentence, group: Group) -> int:
    """The first token of an act: a quotation that leaves "is" out begins behind its mark."""
    return group.head + bool(s.flag(group.head) & QUOTE)


def _fitting(s: Sentence, group: Group, patterns: Patterns, sufferer: Range | None) -> Sequence[Pattern]:
    """The patterns that may fit a verb group; an "is" that is left out has to show itself by them."""
    found = candidates(s, patterns, group.head + 1, sufferer)
    return [pattern for pattern in found if says_enough(pattern)] if group.implied else found


def _means_else(s: Sentence, act: Act, ending: str, at: int, last: int) -> bool:
    """Whether what stands behind a pattern gives its last word another sense: "fired at dawn", "sent more than 300"."""
    if ending == "more":
        return s.lower[last : last + 1] == ["than"]
    if act.type == "REQUEST" and ending == "on" and last in s.dated and s.lower[last + 1 : last + 2] != ["'s"]:
        return True  # "insisted on Monday", but "insisted on Monday's vote"
    return act.type == "ASSAULT" and ending in _AIMING and _time_at(s, at, last)


def _no_crowd(subject: frozenset[str]) -> bool:
    """Whether a subject is no crowd: no armed group riots where it attacks, no state sits down on a road."""
    return "rebels" in subject or bool(subject & _NO_CROWD and not subject & _CROWDS)


_AIMING: Final = frozenset({"at", "on"})
"""Words of a pattern that lead to who is hit, and as often to when."""
_ROUGHLY: Final = frozenset({"about", "around", "approximately", "roughly", "exactly", "precisely", "just"})


def _time_at(s: Sentence, first: int, i: int) -> bool:
    """Whether a time and no target stands behind a preposition: "fired at about 7 a.m.", "at dawn", "late on Monday".

    The preposition is among the tokens `first` to `i`, a target would begin at `i`.
    """
    if not s.dated.isdisjoint(range(first, i)):
        return True
    while i < s.end and i not in s.dated and s.lower[i] in _ROUGHLY:
        i += 1
    return i in s.dated or (i < s.end and s.lower[i] in _HOURS)


_HOURS: Final = frozenset({"dawn", "dusk", "daybreak", "noon", "midday", "midnight", "night", "sunrise", "sunset"})


_HOLDING: Final = frozenset({"arrest", "abduct"})
"""Modes of what is done to people by somebody, though it is told as their state: "were taken away by police"."""
_OF_CROWDS: Final = frozenset({"riot", "vandalize", "obstruct"})
_CROWDS: Final = frozenset({"crowd", "dissidents", "citizens"})
_NO_CROWD: Final = frozenset({"troops", "state", "ship", "aircraft"})
_DENIALS: Final = frozenset({"no", "nothing", "not", "never", "none", "nobody"})
