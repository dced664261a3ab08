"""Verb groups of a sentence, found without a parser: "had been ordered to leave", "will not send", "sent"."""

from typing import Final

from tocsin.coding.syntax.auxiliaries import auxiliaries, infinitive
from tocsin.coding.syntax.homographs import verb_of
from tocsin.coding.syntax.implied import with_implied
from tocsin.coding.syntax.surroundings import COUNTS, is_plural
from tocsin.coding.syntax.verbs import FINITE, ING, Group, Sentence, is_form
from tocsin.coding.text.grammar import (
    ADV,
    AUXILIARY,
    COORD,
    DET,
    GENITIVE,
    MARK,
    MODAL,
    NEG,
    NUMBER,
    PREP,
    PRON,
    QUASI,
    QUASI_MODALS,
    QUOTE,
    REL,
    SUBORD,
    TO,
    VERB,
)


def find_groups(s: Sentence) -> list[Group]:
    """The verb groups of a sentence, in order."""
    groups: list[Group] = []
    words = s.words
    finite = awaited = set_off = False
    fronted, beyond = _opens_with_clause(s), s.begin
    for i in [i for i in range(s.begin, s.end) if words[i].flags & _TELLING]:
        if i < beyond:
            continue
        f = words[i].flags
        group = None
        if f & QUOTE and _sums_up(s, i):
            groups.append(Group(i, i, "be", FINITE))
            beyond = i + 1
        elif f & AUXILIARY and not _is_noun(s, i, f):
            group = auxiliaries(s, i)
        elif f & TO:
            group = infinitive(s, i)
            if group is not None and _foretold(s, groups, i):
                while groups and groups[-1].head >= i - 2:
                    groups.pop()
                _elided(s, group)
            elif group is not None and s.headline and i > beyond:
                group.negated = group.negated or _not_so(s, i)
                if _foretells(s, i - 1):
                    _elided(s, group)
        elif (
            f & VERB
            and (i not in s.heads or _sets_off(s, i))
            and not (i in s.marks.phrased and _within_phrase(s, i))
            and not _ends_name(s, i)
        ):
            group = None if s.headline and _names_attacks(s, i) else verb_of(s, i, groups, finite=finite)
            if group is not None and s.headline:
                group.negated = group.negated or _not_so(s, i + 1)
            if group is not None and group.form == ING:
                _take_up_negation(s, group)
            elif group is not None and group.form == FINITE and s.lower[group.first - 1] == "never":
                group.negated = group.first > s.begin  # "a missile that it never fired"
            elif group is not None and group.form == FINITE and s.lower[group.first - 2 : group.first] == _NO_LONGER:
                group.first, group.negated = group.first - 2, True  # "no longer issues visas"
        if group is not None:
            group.negated = group.negated or (group.first > s.begin and s.lower[group.first - 1] == "nor")
            group.negated = group.negated or _neither(s, group.head + 1)
            groups.append(group)
            # What is said may follow without "that": its clause has its own verb.
            finite = (finite or group.form == FINITE) and s.grammar.cues.get(group.lemma) not in ("report", "allege")
            if awaited and group.form == FINITE:
                # "Fighters who took the town pulled out": what the relative clause describes still has no verb.
                finite = awaited = False
            beyond = group.head + 1
        elif s.lower[i] in ("who", "which") and not any(g.form == FINITE for g in groups):
            set_off = i > s.begin and s.lower[i - 1] == ","
            finite, awaited = False, not set_off
        elif (set_off or fronted) and finite and s.lower[i] == ",":
            # "The rebels, who came by night, shot wildly", "While Norway waited, Oman sent 500 troops"
            finite = set_off = fronted = False
        elif (f & _OPENING or (f & MARK and s.lower[i] != ",")) and not _joins_nouns(s, i):
            finite = False
    with_implied(s, groups)
    return groups


_NO_LONGER: Final = ["no", "longer"]


def _ends_name(s: Sentence, i: int) -> bool:
    """Whether a word written large ends a name: "signed by Peter Met, a spokesman"."""
    if s.headline or i <= s.begin or not s.word[i].istitle() or not s.word[i - 1].istitle():
        return False
    return s.lower[i + 1 : i + 2] == [","] and not s.words[i - 1].flags & (PREP | DET | PRON | COORD | SUBORD | REL)


def _opens_with_clause(s: Sentence) -> bool:
    """Whether a clause comes first that hangs on one behind its comma: "As the crisis deepened", "Two days after …"."""
    for i in range(s.begin, min(s.begin + _INTO_CLAUSE, s.end)):
        if s.flag(i) & SUBORD:
            return True
        if s.flag(i) & (VERB | AUXILIARY | MARK) or i in s.heads:
            return False
    return False


_INTO_CLAUSE: Final = 3
"""Tokens in which a sentence says that it begins with a clause of that kind."""


def _sums_up(s: Sentence, i: int) -> bool:
    """Whether a quotation that begins at `i` only says what something is: '"Lies," said the envoy' leaves out "is"."""
    for words in s.grammar.summings.get(s.lower[i + 1] if i + 1 < s.end else "", ()):
        close = i + 1 + len(words)
        if tuple(s.lower[i + 1 : close]) == words:
            close += s.lower[close : close + 1] in ([","], ["."], ["!"])
            return s.lower[close : close + 1] in _CLOSES
    return False


_CLOSES: Final = (['"'], ["”"], ["’"], ["'"])


def _neither(s: Sentence, i: int) -> bool:
    """As in "had sent neither troops nor arms"."""
    return i + 2 < s.end and s.lower[i] == "neither" and "nor" in s.lower[i + 1 : min(i + _PAIRED, s.end)]


_PAIRED: Final = 9
"""Tokens from "neither" to its "nor"."""


def _take_up_negation(s: Sentence, group: Group) -> None:
    """As in "insists on not sending", "the principle of never directly arming": "not" with adverbs behind it."""
    i = group.first - 1
    while i > s.begin and (s.flag(i) & ADV or s.lower[i].endswith("ly")) and not s.flag(i) & (NEG | PREP):
        i -= 1
    if i >= s.begin and s.flag(i) & NEG:
        group.first, group.negated = i, True


def _joins_nouns(s: Sentence, i: int) -> bool:
    """As in "radars and missiles": two plurals joined begin no clause."""
    if s.lower[i] not in ("and", "or") or i == s.begin or not s.lower[i - 1].endswith("s"):
        return False
    return any(
        s.lower[j].endswith("s") and not s.flag(j) & (DET | PRON | PREP) for j in range(i + 1, min(i + 3, s.end))
    )


def _not_so(s: Sentence, i: int) -> bool:
    """As in "Iran 'not obliged' to allow", "Troops not sent": a headline says "not" of the word before token `i`."""
    before = [j for j in range(max(s.begin, i - 4), i) if not s.words[j].flags & QUOTE]
    return len(before) > 1 and s.lower[before[-2]] == "not"


def _foretells(s: Sentence, i: int) -> bool:
    return bool(s.words[i].flags & QUASI) and s.lower[i] not in _OFFERS


def _foretold(s: Sentence, groups: list[Group], i: int) -> bool:
    """As in "looks set to send", "is getting ready to send", "NATO set to send"."""
    if is_form(s, i - 2, _GETTING) and s.lower[i - 1] == "ready":
        return True
    return _foretells(s, i - 1) and (is_form(s, i - 2, _LOOKING) or _is_set(s, groups, i))


def _sets_off(s: Sentence, i: int) -> bool:
    """As in "Troops head to Congo": what looks like whoever heads something is what several do."""
    goes = s.lower[i] == "head" and i > s.begin and is_plural(s.lower[i - 1]) and not s.flag(i - 1) & PREP
    return goes and s.lower[i + 1 : i + 2] in _GOING


_GOING: Final = (["to"], ["for"], ["toward"], ["towards"], ["into"], ["home"], ["back"], ["north"], ["south"])


def _is_set(s: Sentence, groups: list[Group], i: int) -> bool:
    """As in "Israel set to strike", "With NATO poised to meet": what was taken for a verb of its own foretells one."""
    if not groups or not groups[-1].first == groups[-1].head == i - 1:
        return False
    return s.headline or s.lower[i - 1] in _SET


_SET: Final = frozenset({"set", "poised", "slated", "due", "bound"})
"""Words that foretell what follows their "to" in any text, "is" or no "is"."""
_LOOKING: Final = frozenset({"look", "seem", "appear", "stand"})
"""Verbs that say no more than "is" before what somebody is to do: "looks set to send troops"."""
_GETTING: Final = frozenset({"get"})
_OFFERS: Final = frozenset("willing ready prepared open eager keen inclined".split())
"""Behind these an infinitive without "is" reads by itself: an offer."""


def _elided(s: Sentence, group: Group) -> None:
    """Makes "North likely to send" of a headline, and "looks likely to send", "is likely to send"."""
    group.first -= 1
    ready = is_form(s, group.first - 1, _GETTING)
    group.form, group.quasi = FINITE, "future" if ready else QUASI_MODALS[s.lower[group.first]]


_OPENING: Final = SUBORD | REL | COORD
_TELLING: Final = AUXILIARY | TO | VERB | _OPENING | MARK
"""What a word must be one of to begin a verb group or to end a clause."""


def _within_phrase(s: Sentence, i: int) -> bool:
    """Whether a word belongs to a noun phrase of the codebook: "jets" in "fighter jets", "guided" in "guided bombs"."""
    classes = s.marks.classes
    if i in classes and any(length > 1 and not _KINDS.isdisjoint(names) for length, names in classes[i]):
        return True
    for j in range(i - 1, max(s.begin, i - 2) - 1, -1):
        f = s.words[j].flags
        if f & VERB and (j == s.begin or s.flag(j - 1) & (DET | NUMBER)):
            f &= ~VERB  # "several mortar rounds"
        if j in classes and not f & (VERB | PREP | TO) and j + max(classes[j])[0] > i:
            return True
    return False


_KINDS: Final = frozenset({"weapons", "intelligence"})
"""Classes of what is named by a form in -ing or -ed and a noun: "guided bombs", "targeting data"."""


def _names_attacks(s: Sentence, i: int) -> bool:
    """As in "Border clashes between two armies": a plural that with the word before it names acts of force."""
    if i == s.begin or s.lower[i][-1] != "s":
        return False
    named = s.grammar.nouns.get(s.lower[i - 1], {}).get(s.lower[i], ())
    return any(len(parts) > 1 and act.type == "ASSAULT" for parts, act in named)


def _is_noun(s: Sentence, i: int, f: int) -> bool:
    """As in "May" the month, "the will", "their might"; "'s" as "has" is left to the genitive."""
    if not f & MODAL:
        return False
    word = s.word[i]
    if s.lower[i] in ("may", "will") and word[0].isupper() and i > s.begin and not s.headline:
        return True
    before = s.flag(i - 1)
    return (
        s.lower[i] in ("will", "might", "can", "may")
        and bool(before & (DET | GENITIVE))
        and not before & (PRON | REL | NUMBER)
        and s.lower[i - 1] not in COUNTS
    )
