"""Verb groups: "had been ordered to leave", "will not send", "is expected to be deployed", found without a parser."""

from typing import Final

from tocsin.coding.syntax.homographs import verb_of
from tocsin.coding.syntax.surroundings import COUNTS
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, Group, Sentence, lemma_of
from tocsin.coding.text.grammar import (
    ADV,
    BASE,
    BE,
    COORD,
    DET,
    DO,
    GENITIVE,
    GERUND,
    HAVE,
    MARK,
    MODAL,
    NEG,
    NOUNISH,
    NUMBER,
    PARTICIPLE,
    PREP,
    PRON,
    QUASI,
    QUASI_MODALS,
    QUOTE,
    REL,
    SUBORD,
    TO,
    UNKNOWN,
    VERB,
)


def find_groups(s: Sentence) -> list[Group]:
    """The verb groups of a sentence, in order."""
    groups: list[Group] = []
    words = s.words
    finite = awaited = set_off = False
    beyond = s.begin
    for i in [i for i in range(s.begin, s.end) if words[i].flags & _TELLING]:
        if i < beyond:
            continue
        f = words[i].flags
        group = None
        if f & (MODAL | BE | HAVE | DO) and not _is_noun(s, i, f):
            group = _auxiliaries(s, i)
        elif f & TO:
            group = _infinitive(s, i)
            if group is not None and s.headline and i > beyond:
                group.negated = group.negated or _not_so(s, i)
                if _foretells(s, i - 1):
                    _elided(s, group)
        elif f & VERB and i not in s.heads and not _within_phrase(s, i):
            group = verb_of(s, i, groups, finite=finite)
            if group is not None and s.headline:
                group.negated = group.negated or _not_so(s, i + 1)
            if group is not None and group.form == ING and s.flag(i - 1) & NEG and i > s.begin:
                group.first, group.negated = i - 1, True  # "insists on not sending"
        if group is not None:
            group.negated = group.negated or (group.first > s.begin and s.lower[group.first - 1] == "nor")
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
        elif set_off and finite and s.lower[i] == ",":
            finite = set_off = False  # "The rebels, who came by night, shot wildly"
        elif (f & (SUBORD | REL | COORD) or (f & MARK and s.lower[i] != ",")) and not _joins_nouns(s, i):
            finite = False
    return groups


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


_OFFERS: Final = frozenset("willing ready prepared open eager keen inclined".split())
"""Behind these an infinitive without "is" reads by itself: an offer."""


def _elided(s: Sentence, group: Group) -> None:
    """Makes "North likely to send" of a headline "North is likely to send"."""
    group.first -= 1
    group.form, group.quasi = FINITE, QUASI_MODALS[s.lower[group.first]]


_TELLING: Final = MODAL | BE | HAVE | DO | TO | VERB | SUBORD | REL | COORD | MARK
"""What a word must be one of to begin a verb group or to end a clause."""


def _within_phrase(s: Sentence, i: int) -> bool:
    """Whether a word belongs to a noun phrase of the codebook: "jets" in "fighter jets", "guided" in "guided bombs"."""
    classes = s.marks.classes
    if i in classes and any(length > 1 and "weapons" in names for length, names in classes[i]):
        return True
    for j in range(i - 1, max(s.begin, i - 2) - 1, -1):
        f = s.words[j].flags
        if f & VERB and (j == s.begin or s.flag(j - 1) & (DET | NUMBER)):
            f &= ~VERB  # "several mortar rounds"
        if j in classes and not f & (VERB | PREP | TO) and j + max(classes[j])[0] > i:
            return True
    return False


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


def _auxiliaries(s: Sentence, i: int) -> Group | None:
    group = Group(i, i, "", FINITE)
    want = 0
    j = i
    skipped = 0
    while j < s.end and skipped < 6:
        f = s.words[j].flags
        w = s.lower[j]
        if f & NEG:
            group.negated = True
        if f & MODAL and not group.modal:
            group.modal, want = _modal(w), BASE
        elif f & BE:
            if j > i and want and not want & (BASE | PARTICIPLE | GERUND):
                break
            if w in ("was", "were", "wasn't", "weren't"):
                group.past = True
            group.perfect = group.perfect or w == "been"
            group.progressive = group.progressive or w == "being"
            if w == "being" and j == i:
                group.form = ING
            want, group.lemma, group.head = GERUND | PARTICIPLE, "be", j
        elif f & HAVE:
            if want and not want & BASE:
                break
            group.past = group.past or w in ("had", "hadn't")
            if w == "having":
                group.form = ING
            want, group.lemma, group.head = PARTICIPLE, "have", j
        elif f & DO and j == i:
            want, group.lemma, group.head = BASE, "do", j
            group.past = w.startswith("did")
        elif (
            want
            and (lemma := lemma_of(s, j, want))
            and not (f & QUASI and group.lemma == "be" and _quasi_follows(s, j))
            and not (j > i + 1 and s.lower[j - 1] in _AMID)
            and not (f & NOUNISH and group.lemma == "be" and s.lower[i - 1] == "there")
        ):
            return _headed(s, group, j, lemma, want)
        elif want & PARTICIPLE and j > i and s.words[j] is UNKNOWN and w.endswith("ed") and s.word[j][0].islower():
            return _unknown(group, j, w)
        elif group.lemma == "be" and f & QUASI and _quasi_follows(s, j):
            return _quasi(s, group, j)
        elif f & TO and group.lemma in ("be", "have") and j > i and s.lower[j - 1] not in ("nothing", "none", "nobody"):
            following = _infinitive(s, j)
            if following is None:
                break
            group.modal = "shall" if group.lemma == "be" else "must"
            return _adopt(group, following)
        elif (
            f & (NEG | ADV | QUOTE)
            or w == "each"
            or w.endswith("ly")
            or (f & VERB and j > i + 1 and s.lower[j - 1] in _AMID)
        ):
            skipped += 1
        elif _inverted(s, i, j, w):
            found = _after_subject(s, j, want)
            if found is None:
                break
            return _turned(s, group, found, want)
        else:
            break
        j += 1
    if not group.lemma:
        return None
    if group.lemma == "be" and group.modal and group.head == i:
        return None
    return group


def _unknown(group: Group, j: int, word: str) -> Group:
    """The group of a verb that no list has: "have been refitted", "was rebuffed"."""
    group.passive, group.perfect = group.lemma == "be", group.perfect or group.lemma == "have"
    group.head, group.lemma = j, word
    return group


_AMID: Final = frozenset({"in", "by", "at", "on", "for"})
"""Prepositions behind which no verb of the group stands: "may in return hand over"."""


def _turned(s: Sentence, group: Group, found: int, want: int) -> Group:
    """The group of an auxiliary before its subject, with its verb at `found`."""
    group.inverted = True
    if s.lower[found - 1] == "be":
        group.lemma, want = "be", PARTICIPLE
    elif s.lower[found - 1] == "to":
        group.lemma, want = "", BASE  # "Were Kim to double his contingent"
    return _headed(s, group, found, lemma_of(s, found, want) or s.lower[found], want)


def _modal(word: str) -> str:
    return {"'ll": "will", "won't": "will", "'d": "would", "wouldn't": "would", "can't": "can", "cannot": "can"}.get(
        word, word.removesuffix("n't")
    )


def _headed(s: Sentence, group: Group, j: int, lemma: str, want: int) -> Group:
    bits = dict(s.words[j].verbs).get(lemma, 0)
    was = group.lemma
    if was == "be":
        if bits & GERUND and want & GERUND:
            group.progressive = True
        else:
            group.passive = True
            group.progressive = group.progressive and bool(bits & PARTICIPLE)
    elif was == "have":
        group.perfect = True
    group.head, group.lemma = j, lemma
    return group


def _quasi_follows(s: Sentence, j: int) -> bool:
    for k in range(j + 1, min(j + 3, s.end)):
        f = s.words[k].flags
        if f & TO:
            return _infinitive(s, k) is not None
        if not f & (ADV | NEG):
            return False
    return False


def _quasi(s: Sentence, group: Group, j: int) -> Group:
    k = j + 1
    while not s.words[k].flags & TO:
        k += 1
    following = _infinitive(s, k)
    assert following is not None
    group.quasi = QUASI_MODALS[s.lower[j]]
    return _adopt(group, following)


def _adopt(group: Group, following: Group) -> Group:
    """The infinitive behind an auxiliary becomes the head of the whole."""
    group.head, group.lemma, group.passive = following.head, following.lemma, following.passive
    group.perfect = group.perfect or following.perfect
    group.progressive = following.progressive
    group.negated = group.negated or following.negated
    return group


def _inverted(s: Sentence, i: int, j: int, word: str) -> bool:
    """As in "Should talks fail": a condition's auxiliary at the head of a clause, its subject behind it."""
    if j != i + 1 or s.lower[i] not in ("should", "were", "had"):
        return False
    before = s.flag(i - 1)
    del word
    return i == s.begin or bool(before & (MARK | COORD))


def _after_subject(s: Sentence, j: int, want: int) -> int | None:
    for k in range(j, min(j + 8, s.end)):
        f = s.words[k].flags
        if f & MARK:
            return None
        if k > j and f & TO and s.lower[j - 1] == "were" and k + 1 < s.end and lemma_of(s, k + 1, BASE):
            return k + 1
        if k > j and s.lower[k] == "be" and k + 1 < s.end and lemma_of(s, k + 1, PARTICIPLE):
            return k + 1
        if k > j and f & VERB and lemma_of(s, k, want or BASE) and not s.flag(k - 1) & DET:
            return k
        if k > j and want == BASE and s.words[k] is UNKNOWN and s.word[k].islower() and s.word[k - 1][0].isupper():
            return k  # "Should Russia reward the North": a verb that no list has
    return None


def _infinitive(s: Sentence, i: int) -> Group | None:
    """As in "to (not) (have) (be) verb" at `i`, or None where "to" is a preposition."""
    group = Group(i, i, "", INFINITIVE)
    want = BASE
    before = s.flag(i - 1)
    if before & NEG:
        group.negated = True
    for j in range(i + 1, min(i + 7, s.end)):
        f = s.words[j].flags
        w = s.lower[j]
        if f & NEG:
            group.negated = True
        elif w == "be" and want & BASE:
            want, group.lemma, group.head = GERUND | PARTICIPLE, "be", j
        elif w == "been" and group.lemma == "have":
            group.perfect, want, group.lemma, group.head = True, GERUND | PARTICIPLE, "be", j
        elif w == "have" and want & BASE:
            want, group.lemma, group.head = PARTICIPLE, "have", j
        elif w == "do" and want & BASE:
            group.lemma, group.head = "do", j
            break
        elif f & QUASI and group.lemma == "be" and _quasi_follows(s, j):
            return _quasi(s, group, j)
        elif lemma := lemma_of(s, j, want):
            if want == BASE and ((f & NOUNISH and lemma != w) or (w == "aid" and s.lower[j + 1 : j + 2] in _AIDED)):
                return None
            return _headed(s, group, j, lemma, want)
        elif not f & (ADV | QUOTE):
            break
    return group if group.lemma else None


_AIDED: Final = (
    ["workers"],
    ["convoys"],
    ["groups"],
    ["agencies"],
    ["trucks"],
    ["lorries"],
    ["organisations"],
    ["flights"],
)
"""Behind "to aid" these are what somebody's aid is: "access to aid convoys"."""
