"""Phrases: which patterns of a verb may fit, and how far their words reach behind it."""

from operator import attrgetter
from typing import Final

from tocsin.coding.acts.spelled import PARTICLES, parted, spells, turned_round
from tocsin.coding.syntax.boundaries import ADVERBIAL
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.verbs import FINITE, ING, Group, Sentence, lemma_of
from tocsin.coding.text.acts import FORCE_OR_THREAT
from tocsin.coding.text.grammar import (
    ADV,
    BASE,
    BE,
    CLASSED,
    DET,
    GERUND,
    HAVE,
    MARK,
    MODAL,
    NEG,
    NUMBER,
    PREP,
    SUBORD,
    TO,
    UNKNOWN,
    VERB,
)
from tocsin.coding.text.patterns import Pattern, Patterns

_GAP: Final = 12
_ORDER: Final = attrgetter("order")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_FUNCTION: Final = PREP | ADV | MODAL | TO | DET | SUBORD | NEG
_PLACES: Final = frozenset({"territory", "target"})
_BESIDE: Final = frozenset("in at near on inside outside around from with for behind by".split())
"""Prepositions behind which no object of the verb stands."""
_BEINGS: Final = frozenset({"people", "captives", "citizens"})
_DOERS: Final = frozenset({"troops", "police", "rebels"})
_SHARING: Final = frozenset({"with", "from", "for"})
"""Prepositions behind which those stand with whom, or for whom, the verb does something to another."""
_OWN: Final = frozenset({"its", "their", "his", "her", "all"})
"""Words behind "with" by which those with somebody share his lot: "seized a ship with its crew"."""
_APART: Final = _BESIDE | _SHARING
_NOTHING: Final[frozenset[str]] = frozenset()
_HANDING: Final = frozenset({"hand", "turn", "give"})
_SLIPPING: Final = frozenset("avoid evade circumvent bypass dodge skirt escape lift ease".split())
"""What is done to sanctions by those who would have none: "seeks to evade sanctions" seeks none."""
_OTHER_CLAUSE: Final = frozenset("after before because when while although though since unless despite amid if".split())
"""Words behind which another clause begins: what stands there is not what the verb is done to."""


def candidates(s: Sentence, patterns: Patterns, at: int, sufferer: Range | None) -> tuple[Pattern, ...] | list[Pattern]:
    """The patterns that may fit a verb before `at` by the words that each needs, and the bare ones, in order.

    `sufferer` is the subject of a passive, which may be the object that a pattern has behind its verb.
    """
    reached = {*s.openings[at : min(s.end, at + _GAP)]}
    if sufferer is not None:
        reached.update(s.openings[sufferer[0] : sufferer[1]])
    keyed = patterns.keyed
    found = [pattern for key in reached if key in keyed for pattern in keyed[key] if pattern.openings <= reached]
    if not found:
        return patterns.bare
    found += patterns.bare
    found.sort(key=_ORDER)
    return found


_LEAVING_OFF: Final = frozenset({"stop", "halt", "cease", "quit", "deny"})


def own_end(s: Sentence, groups: list[Group], k: int) -> int:
    """How far a verb's own words reach: to the next verb that is no part of them."""
    for j in range(k + 1, len(groups)):
        other = groups[j]
        if other.form == ING and other.link in ("participle", "reduced"):
            return other.first  # "suspended the truce, blaming the group for a bombing", "a drill simulating a strike"
        if other.form != FINITE:
            continue
        if other.link == "zero" and groups[k].lemma == "be":
            return other.first  # "men believed to be from the army led him away from home"
        if other.link == "" and other.subject is not None and other.subject[0] <= groups[k].first:
            return other.first  # "drones launched from Iraq were shot down over the border"
        if other.link in ADVERBIAL and other.subject is not None and other.subject[0] > groups[k].head:
            return other.subject[0]
        if other.inherits >= 0 and other.link == "and" and s.lower[other.first - 1] != "nor":
            return other.first
        if other.link in ("and", "but") and other.subject is not None and other.subject[0] > groups[k].head:
            return other.subject[0]
        subject = other.subject if other.link == "," else None
        if subject is None or subject[0] <= groups[k].head:
            continue
        if s.lower[subject[0] - 1] == "," or s.grammar.cues.get(other.lemma) in ("report", "allege"):
            return subject[0]  # "if it will send troops, the minister declined to say"
    return s.end


def behind(s: Sentence, group: Group, pattern: Pattern, limit: int, sufferer: Range | None) -> int:
    """The token behind the words of a pattern, wherever the object of its verb stands, or -1 where it does not fit."""
    at = group.head + 1
    last = _phrase(s, group, pattern, limit)
    if last >= 0:
        return last
    if sufferer is not None and turned_round(s, pattern, sufferer, at):
        return at + (pattern.rest[0] in PARTICLES)
    return -1 if group.passive else parted(s, pattern, at, limit)


def _phrase(s: Sentence, group: Group, pattern: Pattern, limit: int) -> int:
    """The token behind the last word of a pattern that begins at a group's head, or -1 where it does not fit.

    `limit` is where the verb's own words end.
    """
    at = group.head + 1
    on = s.lower[at]
    if group.lemma == "call" and pattern.act.type == "ACCUSE" and on in _CALLING and on != pattern.rest[0]:
        return -1  # "called on Delhi to look into the violations" calls nothing a violation
    limit = min(limit, at + _GAP)
    for n in range(len(pattern.rest)):
        at = _behind_word(s, group, pattern, n, (at, limit))
        if at < 0:
            break
    return at


def _behind_word(s: Sentence, group: Group, pattern: Pattern, n: int, span: Range) -> int:
    """The token behind word `n` of a pattern, which is looked for within a span, or -1 where it is not there."""
    wanted = pattern.rest[n]
    gap = pattern.gap and n >= pattern.tight
    beyond = span[0]
    for j in range(span[0], span[1]):
        word = s.lower[j]
        if word.startswith(wanted) and spells(word, wanted) and not _leads_elsewhere(s, pattern, n, j):
            return -1 if _means_another(s, group, pattern, n, j) else j + 1
        if j < beyond:
            continue
        f = s.words[j].flags
        if gap:
            if (f or word == "short") and _ends_object(s, group, pattern, n, j):
                return -1
        elif word == _FIRST_TIME[0] and s.lower[j : j + len(_FIRST_TIME)] == _FIRST_TIME:
            beyond = j + 4  # "admitted for the first time that"
        elif j - beyond > _FILLERS or not _fills(word, f, inner=n > 0):
            return -1
    return -1


def _leads_elsewhere(s: Sentence, pattern: Pattern, n: int, j: int) -> bool:
    """Whether a word that is spelled as one of a pattern belongs to another verb: it may stand further on, too."""
    rest = pattern.rest
    if rest[n] == "to" and n + 1 < len(rest) and _infinitive(s, j, rest[n + 1]):
        return True  # "called on the council to impose an arms embargo" calls nobody to arms
    gap = pattern.gap and n >= pattern.tight
    return gap and not (n and rest[n - 1] == "to") and _to_do(s, j, rest[n])


def _means_another(s: Sentence, group: Group, pattern: Pattern, n: int, j: int) -> bool:
    """Whether word `n` of a pattern, found at `j`, makes something else of its verb there."""
    wanted, first = pattern.rest[n], j == group.head + 1
    if wanted == "to" and s.lower[j - 1] == "on" and group.lemma == "go" and _infinitive(s, j, ""):
        return True  # "went on to make gains" goes nowhere
    laid_before = pattern.act.type == "REQUEST" and wanted == "to" and pattern.rest[n - 1] in _PLANS
    if laid_before and n + 1 == len(pattern.rest) and _infinitive(s, j, ""):
        return True  # "offered a plan to calm the border" lays it before nobody
    inward = wanted == "in" and n + 1 == len(pattern.rest) and group.lemma in _INWARD and not group.passive
    if inward and j + 1 in s.dated:
        return True  # "the hostages they took in October" takes nobody in
    if wanted == "march" and s.word[j][0].isupper() and s.lower[j - 1].isdigit():
        return True  # "called for a truce on 12 March"
    if wanted == "from" and pattern.gap and n >= pattern.tight and first and _drives(group, pattern):
        return True  # "drove from the coast to the capital" drives nobody out
    # "handed a note to the envoy over the raid" hands nothing over
    return wanted == "over" and not first and group.lemma in _HANDING and object_follows(s, j + 1)


_PLANS: Final = frozenset({"proposal", "proposals", "plan", "plans", "project", "draft", "formula", "blueprint"})
"""What is laid before others."""


def _ends_object(s: Sentence, group: Group, pattern: Pattern, n: int, j: int) -> bool:
    """Whether a token that stands where the object of a pattern would ends it before the pattern's next word."""
    word, f, first = s.lower[j], s.words[j].flags, j == group.head + 1
    wanted, kind = pattern.rest[n], pattern.act.type
    if first and group.lemma in _LEAVING_OFF and (word == "short" or lemma_of(s, j, GERUND)):
        # "stopped short of banning imports" bans none, "denied barring inspectors" denies them nothing
        return True
    if word == "and" and (not s.grammar.words.get(wanted, UNKNOWN).flags & _FUNCTION or _verb_at(s, j + 1)):
        return True  # "declared martial law and a general mobilisation" are two acts
    if word == "to" and not n and kind in FORCE_OR_THREAT and _brought(s, j, wanted):
        return True
    if word == "to" and kind == "ASSAULT" and _infinitive(s, j, ""):
        return True  # "is using the plutonium to make atomic bombs" uses no bomb
    if kind == "SANCTION" and not _SLIPPING.isdisjoint(name for name, _ in s.words[j].verbs):
        return True
    if word == "that" and kind == "REQUEST":
        return True  # "told the press that he would leave"
    if f & NEG and kind == "ACCUSE" and group.lemma in s.grammar.cues:
        return True  # "says it is not sheltering them" accuses nobody
    if f & MARK and word not in _INNER_MARKS:
        return True
    if word == "by" and group.passive and not _DOERS.isdisjoint(s.grammar.classes.get(wanted, ())):
        return True  # "arms were seized by marines" seizes no marines
    if word == "," and s.lower[j + 1] in ('"', "”"):
        return True  # where what somebody said ends
    if word == "with" and kind == "PROTEST":
        return True  # "held talks with protest leaders" holds no protest
    if word == "in" and first and group.lemma in ("end", "finish"):
        return True  # "the rally ended in clashes" ends none
    if word == "for" and group.lemma == "leave":
        return True  # "left the town for the front" leaves no front
    if word in _OTHER_CLAUSE:
        return True
    # "took refuge near the base", "held a drill with the crews"
    apart = kind in FORCE_OR_THREAT and word in _APART and word in _apart_from(s, wanted)
    return apart and not (word == "with" and s.lower[j + 1] in _OWN)


def _fills(word: str, flags: int, *, inner: bool) -> bool:
    """Whether a word may stand between two of a pattern: an adverb, an article, how far, or an `inner` determiner."""
    return word not in PARTICLES and bool(flags & ADV or (inner and flags & DET) or word in _ARTICLES or word in _FAR)


_FAR: Final = frozenset(
    """
    two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty several some few metres meters
    """.split()
)
_FILLERS: Final = 3
"""Tokens that may stand between two words of a pattern."""
_INWARD: Final = frozenset({"take", "bring", "call", "hand", "turn"})
"""Verbs that with "in" do something to their object."""
_INNER_MARKS: Final = frozenset({'"', "“", "”", "-", "'", "’", ","})
"""Marks that may stand within an object."""
_FIRST_TIME: Final = ["for", "the", "first", "time"]
_CALLING: Final = frozenset({"on", "for", "upon"})


def up_to(s: Sentence, i: int) -> bool:
    """As in "deploy up to 10,000 soldiers": a count, no "deploy up"."""
    return s.lower[i : i + 2] == ["up", "to"] and i + 2 < s.end and bool(s.words[i + 2].flags & (NUMBER | DET))


def off_coast(s: Sentence, i: int) -> bool:
    """As in "was seized off Oman": where it was, no "seize off"; but "was called off Tuesday"."""
    if s.lower[i] != "off" or i + 1 >= s.end or i + 1 in s.dated:
        return False
    return s.word[i + 1][0].isupper() or s.lower[i + 2 : i + 3] in (["coast"], ["shore"])


def _apart_from(s: Sentence, wanted: str) -> frozenset[str]:
    """The prepositions behind which the last word of a pattern, a place or somebody, is no object of its verb."""
    classes = s.grammar.classes.get(wanted, ())
    return _BESIDE if not _PLACES.isdisjoint(classes) else _SHARING if not _BEINGS.isdisjoint(classes) else _NOTHING


def _to_do(s: Sentence, j: int, wanted: str) -> bool:
    """Whether a noun of a pattern is a verb at `j`: "held a meeting to protest" holds no protest."""
    noun = not s.grammar.words.get(wanted, UNKNOWN).flags & _FUNCTION
    return noun and s.lower[j - 1] == "to" and s.lower[j] == wanted and bool(lemma_of(s, j, BASE))


def _drives(group: Group, pattern: Pattern) -> bool:
    """Whether a verb in the active voice needs those whom it drives out between itself and its "from"."""
    return not group.passive and pattern.act.type in FORCE_OR_THREAT


def _brought(s: Sentence, j: int, wanted: str) -> bool:
    """Whether "to" at `j` leads where something is brought: "takes water to the village" takes no village."""
    return not s.grammar.words.get(wanted, UNKNOWN).flags & _FUNCTION and not _infinitive(s, j, wanted)


def _verb_at(s: Sentence, i: int) -> bool:
    """Whether a verb goes on behind "and": "has sent 900 soldiers and is expected to send more"."""
    f = s.flag(i)
    return bool(f & (BE | HAVE | MODAL)) or bool(f & VERB and not f & (CLASSED | DET | PREP | ADV))


def _infinitive(s: Sentence, j: int, following: str) -> bool:
    """Whether "to" at `j` leads a verb, and not the word that a pattern has behind it."""
    return j + 1 < s.end and s.lower[j + 1] != following and bool(lemma_of(s, j + 1, BASE))
