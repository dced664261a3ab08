"""Verb groups that begin with an auxiliary or with "to": "had been ordered to leave", "will not send", "to be sent"."""

from typing import Final

from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, Group, Sentence, lemma_of
from tocsin.coding.text.grammar import (
    ADV,
    BASE,
    BE,
    COORD,
    DET,
    DO,
    GERUND,
    HAVE,
    MARK,
    MODAL,
    NEG,
    NOUNISH,
    PARTICIPLE,
    QUASI,
    QUASI_MODALS,
    QUOTE,
    SUBJECT_PRON,
    TO,
    UNKNOWN,
    VERB,
)


def auxiliaries(s: Sentence, i: int) -> Group | None:
    """The group that an auxiliary at `i` begins: "had been ordered", "will not be sent", "is to leave"."""
    group = Group(i, i, "", FINITE)
    want = 0
    j = i
    skipped = 0
    if i == s.begin and s.lower[i] == "should" and (found := _after_subject(s, i + 1, BASE)) is not None:
        group.modal = "should"
        return _turned(s, group, found, BASE)  # "Should police arrest the marchers"
    while j < s.end and skipped < 6:
        f = s.words[j].flags
        w = s.lower[j]
        if f & NEG:
            group.negated = True
        if w == "'d" and _stands_for_had(s, j):
            want = _have(group, "had", j)
        elif f & MODAL and not group.modal:
            group.modal, want = _modal(w), BASE
        elif f & BE:
            if j > i and want and not want & (BASE | PARTICIPLE | GERUND):
                break
            want = _be(group, w, j)
        elif f & HAVE:
            if want and not want & BASE and not _has_had(s, j, want):
                break
            want = _have(group, w, j)
        elif f & DO and j == i:
            want, group.lemma, group.head = BASE, "do", j
            group.past = w.startswith("did")
        elif want and (lemma := lemma_of(s, j, want)) and _is_head(s, group, j):
            return _headed(s, group, j, lemma, want)
        elif want & PARTICIPLE and j > i and s.words[j] is UNKNOWN and w.endswith("ed") and s.word[j][0].islower():
            return _unknown(group, j, w)
        elif group.lemma == "be" and f & QUASI and _quasi_follows(s, j):
            return _quasi(s, group, j)
        elif f & TO and group.lemma in ("be", "have") and j > i and s.lower[j - 1] not in ("nothing", "none", "nobody"):
            following = infinitive(s, j)
            if following is None:
                break
            if s.lower[j - 1] == "yet":
                group.negated = True  # "has yet to send troops"
            else:
                group.modal = "shall" if group.lemma == "be" else "must"
            return _adopt(group, following)
        elif (
            f & (NEG | ADV | QUOTE)
            or w == "each"
            or w.endswith("ly")
            or (f & VERB and j > i + 1 and s.lower[j - 1] in _AMID)
        ):
            skipped += 1
        elif _inverted(s, i, j):
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


def _be(group: Group, word: str, j: int) -> int:
    """Takes a form of "be" up; what may follow it."""
    group.past = group.past or word in ("was", "were", "wasn't", "weren't")
    group.perfect = group.perfect or word == "been"
    group.progressive = group.progressive or word == "being"
    if word == "being" and j == group.first:
        group.form = ING
    group.lemma, group.head = "be", j
    return GERUND | PARTICIPLE


def _have(group: Group, word: str, j: int) -> int:
    """Takes a form of "have" up; what may follow it."""
    group.past = group.past or word in ("had", "hadn't")
    if word == "having":
        group.form = ING
    group.lemma, group.head = "have", j
    return PARTICIPLE


def _stands_for_had(s: Sentence, j: int) -> bool:
    """As in "they'd pulled back", "he'd already been told"; "they'd pull back" is to come."""
    behind = next((i for i in range(j + 1, min(j + 4, s.end)) if not s.flag(i) & (ADV | NEG)), s.end)
    if behind >= s.end:
        return False
    bits = [bit for _, bit in s.words[behind].verbs]
    return s.lower[behind] == "been" or (any(b & PARTICIPLE for b in bits) and not any(b & BASE for b in bits))


def _has_had(s: Sentence, j: int, want: int) -> bool:
    """As in "has had to postpone its visit"."""
    return bool(want & PARTICIPLE) and s.lower[j] == "had" and bool(s.flag(j + 1) & TO)


def _is_head(s: Sentence, group: Group, j: int) -> bool:
    """Whether a verb behind auxiliaries is theirs: not "likely" in "is likely to", nor "fighting" in "there was"."""
    if j > group.first + 1 and s.lower[j - 1] in _AMID:
        return False
    if group.lemma != "be":
        return True
    f = s.words[j].flags
    return not (f & QUASI and _quasi_follows(s, j)) and not (f & NOUNISH and s.lower[group.first - 1] == "there")


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
            return infinitive(s, k) is not None
        if not f & (ADV | NEG):
            return False
    return False


def _quasi(s: Sentence, group: Group, j: int) -> Group:
    k = j + 1
    while not s.words[k].flags & TO:
        k += 1
    following = infinitive(s, k)
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


def _inverted(s: Sentence, i: int, j: int) -> bool:
    """As in "Should talks fail": a condition's auxiliary at the head of a clause, its subject behind it."""
    if j != i + 1:
        return False
    if s.lower[i] in _DOING:
        return i > s.begin and s.lower[i - 1] in _FRONTED
    if s.lower[i] not in ("should", "were", "had"):
        return False
    if i == s.begin or s.flag(i - 1) & (MARK | COORD):
        return True
    # "consequences would follow should any ship be hit": no verb of its own stands behind it.
    named = s.word[j][0].isupper() and not s.words[j].flags & VERB
    return s.lower[i] == "should" and (bool(s.words[j].flags & (DET | SUBJECT_PRON)) or named)


_DOING: Final = frozenset({"did", "does", "do"})
_FRONTED: Final = frozenset({"only", "nor", "never"})
"""What brings "did" before its subject: "Not only did Minsk send troops"."""


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


def infinitive(s: Sentence, i: int) -> Group | None:
    """As in "to (not) (have) (be) verb" at `i`, or None where "to" is a preposition."""
    if i + 1 in s.dated:
        return None  # "came in response to last week's attack"
    group = Group(i, i, "", INFINITIVE)
    want = BASE
    before = s.flag(i - 1)
    if before & NEG and s.lower[i - 3 : i - 1] != ["whether", "or"]:
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
