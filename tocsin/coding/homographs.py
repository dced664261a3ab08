"""Homographs: whether a word that spells a verb and a noun, a past and a participle, is the one or the other.

What stands around it decides.
"""

from typing import Final

from tocsin.coding.grammar import (
    ADV,
    BASE,
    BE,
    CLASSED,
    COORD,
    DET,
    DO,
    GENITIVE,
    GERUND,
    HAVE,
    MARK,
    MODAL,
    NOUNISH,
    NUMBER,
    PARTICIPLE,
    PAST,
    PREP,
    PRON,
    QUOTE,
    REL,
    SUBJECT_PRON,
    SUBORD,
    THIRD,
    TO,
    VERB,
)
from tocsin.coding.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence, lemma_of

_ADJECTIVE_ENDINGS: Final = (
    "al",
    "ous",
    "ive",
    "ic",
    "ern",
    "ish",
    "ful",
    "less",
    "ary",
    "ible",
    "able",
    "ese",
    "ant",
    "ent",
)


def _object_follows(s: Sentence, j: int) -> bool:
    """Whether a noun phrase begins at `j`."""
    while j < s.end and s.words[j].flags & ADV and not s.words[j].flags & (PREP | DET):
        j += 1
    if j >= s.end:
        return False
    f = s.words[j].flags
    if f & (DET | NUMBER):
        return True
    if f & VERB and s.lower[j] in s.grammar.finite_only:
        return False
    if f & (PREP | MARK | COORD | SUBORD | REL | TO | BE | HAVE | DO | MODAL):
        return bool(f & QUOTE)
    return True


def _later_finite(s: Sentence, j: int) -> bool:
    """Whether a finite verb that needs this clause's subject stands further on in the same stretch."""
    commas = 0
    for k in range(j + 1, min(j + 40, s.end)):
        f = s.words[k].flags
        w = s.lower[k]
        if f & MARK:
            if w == "," and commas < 2:
                commas += 1
                continue
            return False
        if (f & (REL | SUBORD) and not f & PREP) or (f & COORD and w not in ("and", "or")):
            return False
        if f & (BE | HAVE | DO | MODAL) and w not in ("being", "having", "be", "been"):
            return not s.flag(k - 1) & (REL | COORD | TO)
        if f & VERB and any(
            bits == PAST or (bits & PAST and not s.flag(k - 1) & (DET | PREP)) for _, bits in s.words[k].verbs
        ):
            return not s.flag(k - 1) & COORD
        if f & VERB and not f & CLASSED and _third_with_object(s, k):
            return True
    return False


def _third_with_object(s: Sentence, k: int) -> bool:
    """As in "A bomber in a truck loaded with explosives kills 40 people": a present tense with its object."""
    following = s.flag(k + 1)
    counted = s.lower[k + 1 : k + 2] == ["up"] or bool(following & (DET | NUMBER) and not following & PREP)
    return counted and any(bits == THIRD for _, bits in s.words[k].verbs)


def verb_of(s: Sentence, i: int, groups: list[Group], *, finite: bool) -> Group | None:
    """The verb group of a verb form without auxiliary, or None where the word is a noun or an adjective."""
    bits = 0
    for _, b in s.words[i].verbs:
        bits |= b
    p = i - 1
    while p >= s.begin and s.words[p].flags & ADV and not s.words[p].flags & (DET | PREP | SUBORD | COORD):
        p -= 1
    before = s.flag(p)
    previous = s.lower[p] if p >= s.begin else ""
    if bits & GERUND and not bits & (BASE | PAST):
        return _ing(s, i, before, previous)
    if bits & (PAST | PARTICIPLE) and not bits & BASE:
        return _ed(s, i, bits, before, previous, finite=finite)
    return _present(s, i, bits, before, previous, groups=groups, finite=finite)


def _make(s: Sentence, i: int, form: str, bits: int, *, passive: bool = False, past: bool = False) -> Group:
    return Group(i, i, lemma_of(s, i, bits), form, passive=passive, past=past)


def _ing(s: Sentence, i: int, before: int, previous: str) -> Group | None:
    f = s.words[i].flags
    if before & (DET | GENITIVE) and not before & (REL | SUBORD):
        return None
    if (
        f & NOUNISH
        and not (previous == "," and s.flag(i + 1) & (PREP | ADV))
        and not (before & (PREP | MARK | COORD) and _object_follows(s, i + 1))
    ):
        return None
    follows = s.flag(i + 1)
    if f & CLASSED and previous != "," and not _object_follows(s, i + 1):
        return None
    if s.lower[i + 1] == "of" if i + 1 < s.end else False:
        return None
    if (
        not before & (PREP | MARK | SUBORD | COORD | REL)
        and not _object_follows(s, i + 1)
        and not follows & (PREP | TO | MARK | ADV)
    ):
        return None
    if not before & (PREP | MARK | SUBORD | COORD | REL | BE | VERB) and _compound(s, i, previous):
        return None
    # "violent fighting", "peace-loving people": an adjective or noun that only looks like a verb.
    if _adjective(previous) and not _object_follows(s, i + 1):
        return None
    return _make(s, i, ING, GERUND)


def _compound(s: Sentence, i: int, previous: str) -> bool:
    """As in "data sharing agreement": an -ing between two bare nouns names what the second one is for."""
    if previous.endswith("s") or i + 1 >= s.end or not s.word[i - 1][0].islower():
        return False
    follow = s.words[i + 1].flags
    return s.word[i + 1][0].islower() and not follow & ~(CLASSED | VERB)


def _adjective(word: str) -> bool:
    """Whether a word looks like an adjective; nouns that end as adjectives do are listed."""
    return word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 4 and not word.endswith("ment") and word not in _NOUNS


_NOUNS: Final = frozenset(
    "president resident student incident accident agent parliament continent regent correspondent respondent dissident "
    "adolescent opponent component militant insurgent immigrant migrant tenant servant lieutenant sergeant commandant "
    "combatant assistant consultant restaurant elephant grant plant descendant defendant participant inhabitant "
    "official general rival tribunal capital hospital criminal festival arsenal cardinal admiral corporal animal "
    "withdrawal approval arrival removal refusal proposal trial appeal deal denial burial funeral journal signal goal "
    "republic critic public clinic traffic topic tactic logic music panic mechanic comic epidemic pandemic academic "
    "executive representative detective relative native operative fugitive captive offensive initiative archive "
    "secretary military january february library dictionary territory anniversary adversary mercenary missionary "
    "judiciary constable table cable vehicle battle missile people castle article".split()
)


def _ed(s: Sentence, i: int, bits: int, before: int, previous: str, *, finite: bool) -> Group | None:
    follows = s.lower[i + 1] if i + 1 < s.end else ""
    follow_flags = s.flag(i + 1)
    if before & (DET | GENITIVE) and not before & (REL | PRON):
        # "the captured soldiers" is no verb; "two died on Monday", "many fled", "all agreed" is.
        counted = before & NUMBER or previous in _COUNTS
        if not counted or (_object_follows(s, i + 1) and not follow_flags & DET and bits & PARTICIPLE):
            return None
    elif before & PREP and not before & (SUBORD | COORD | REL) and previous not in ("than", "as"):
        return None
    if not bits & PARTICIPLE:
        return _make(s, i, FINITE, PAST, past=True)
    if not bits & PAST:
        return _make(s, i, REDUCED, PARTICIPLE, passive=True)
    if previous == "own" or _describes_noun(s, i, before, follow_flags):
        return None
    if before & (REL | SUBJECT_PRON) and follows != "by":
        return _make(s, i, FINITE, PAST, past=True)
    if previous == "," and s.lower[i] == "asked" and follows in ("whether", "if", "about", "how", "why", "what"):
        return _make(s, i, REDUCED, PARTICIPLE, passive=True)
    if follows != "by" and _object_relative(s, i):
        return _make(s, i, FINITE, PAST, past=True)
    if s.lower[i] in _SAID and follows != "by" and not before & PREP:
        return _make(s, i, FINITE, PAST, past=True)
    has_object = _object_follows(s, i + 1) or (follows in _PHRASAL and _phrasal(s, i, follows))
    passive = follows == "by" or (not has_object and not _bare(s, i))
    if passive and (s.headline or follows == "by" or finite or _later_finite(s, i)):
        return _make(s, i, REDUCED, PARTICIPLE, passive=True)
    if (
        finite
        and not before & (COORD | MARK | SUBORD)
        and (
            (not has_object and lemma_of(s, i, PARTICIPLE) not in _INTRANSITIVE)
            or lemma_of(s, i, PARTICIPLE) in _NAMING
        )
    ):
        return _make(s, i, REDUCED, PARTICIPLE, passive=True)
    if (
        (before & NUMBER or previous in _COUNTS)
        and not s.headline
        and s.lower[i] in ("wounded", "injured", "killed")
        and not has_object
    ):
        # "two dead and ten wounded"
        return None
    if _adjective(previous) and follow_flags == 0 and finite:
        return None
    return _make(s, i, FINITE, PAST, past=True)


def _describes_noun(s: Sentence, i: int, before: int, follow: int) -> bool:
    """As in "freed jailed activists", "Imprisoned opposition leader …": a participle between a verb and its noun."""
    if i + 1 >= s.end or (s.word[i + 1][0].isupper() and i > s.begin):
        return False
    if follow & (PREP | DET | MARK | COORD | SUBORD | REL | TO | BE | HAVE | DO | MODAL | ADV | PRON | NUMBER):
        return False
    if i > s.begin and before & MARK and not before & QUOTE:
        # "…, armed men carried off": an adjective where a verb for its noun follows.
        return s.word[i + 1].endswith(("s", "en")) and _later_finite(s, i + 1)
    return i == s.begin or bool(before & VERB and not before & CLASSED)


_PHRASAL: Final = frozenset({"for", "on", "upon", "at", "against", "off"})


def _phrasal(s: Sentence, i: int, follows: str) -> bool:
    """Whether a preposition makes the verb before it whole: "asked for", "fired on" are active without an object."""
    return any(follows in s.grammar.phrasal.get(lemma, ()) for lemma, _ in s.words[i].verbs)


_SAID: Final = frozenset(
    """
    said told announced declared added warned insisted acknowledged admitted argued stated vowed
    """.split()
)


def _object_relative(s: Sentence, i: int) -> bool:
    """As in "troops that Russia sent to Syria": the verb's object is the noun before "that"."""
    for j in range(i - 1, max(s.begin, i - 5), -1):
        f = s.words[j].flags
        if s.lower[j] in ("that", "which", "whom") and f & REL:
            return j < i - 1
        if f & (MARK | VERB | BE | HAVE | MODAL | PREP) and not f & ADV:
            return False
    return False


_HURT: Final = frozenset({"wounded", "injured", "killed"})
_NAMING: Final = frozenset({"call", "name", "dub", "give", "offer", "grant", "award", "pay", "hand", "send", "deny"})
"""Verbs whose participle may have an object: "a group called …", "soldiers given orders"."""
_INTRANSITIVE: Final = frozenset(
    """
    flee die fall come go arrive rise remain stay happen occur erupt begin emerge appear disappear collapse explode
    escape vanish retreat advance march resign surrender talk speak agree vote return sail fly land crash sink clash
    fight react respond retaliate last continue resume grow decline gather travel defect
    """.split()
)
_COUNTS: Final = frozenset(
    "two three four five six seven eight nine ten eleven twelve dozen hundreds thousands scores dozens some many "
    "most all both several few others those none half million".split()
)


def _bare(s: Sentence, i: int) -> bool:
    """Whether a form of this word may stand without an object in the active voice."""
    return any(
        lemma in _INTRANSITIVE or lemma in s.grammar.bare_verbs or lemma not in s.grammar.verbs
        for lemma, _ in s.words[i].verbs
    )


def _present(
    s: Sentence, i: int, bits: int, before: int, previous: str, *, groups: list[Group], finite: bool
) -> Group | None:
    """Base and third-person forms (and "cut", "hit", "put", which are all forms at once)."""
    word = s.word[i]
    follow = s.flag(i + 1)
    if before & COORD and bits & BASE and groups and previous in ("and", "or", "but"):
        joined = groups[-1]
        if ((joined.form == INFINITIVE or joined.modal) and not s.words[i].flags & CLASSED) or (
            joined.form == INFINITIVE and _object_follows(s, i + 1)
        ):
            group = _make(s, i, INFINITIVE, BASE)
            group.link, group.modal, group.negated = "and", joined.modal, joined.negated
            return group
    if before & (DET | GENITIVE) and not before & (REL | PRON | SUBORD) and previous not in _COUNTS:
        return None
    if before & PREP and not before & (SUBORD | REL | COORD):
        return None
    if s.lower[i] == "own":
        return None
    if groups and groups[-1].head == i - 1 and bits & THIRD and s.grammar.cues.get(groups[-1].lemma) != "report":
        # "permitting strikes": what follows a verb at once is its object.
        return None
    if before & (REL | SUBJECT_PRON) and not before & DET:
        return _make(s, i, FINITE, bits, past=bool(bits & PAST))
    if word[0].isupper() and i > s.begin and not s.headline:
        return None
    if _object_relative(s, i) and (bits & THIRD or _plural(previous)):
        return _make(s, i, FINITE, bits, past=bool(bits & PAST))
    has_object = _object_follows(s, i + 1)
    if bits & PARTICIPLE and s.lower[i + 1 : i + 2] == ["by"]:
        return _make(s, i, REDUCED, PARTICIPLE, passive=True)
    if finite and not before & (COORD | MARK | SUBORD):
        return None
    if i == s.begin and bits & THIRD and not bits & PAST and not s.headline:
        return None
    if i == s.begin and bits & BASE and not bits & PAST:
        # An imperative, or the noun that a headline opens with.
        return None
    if before & MARK and not before & QUOTE and previous in (",", "") and not bits & (PAST | THIRD):
        return _make(s, i, FINITE, BASE) if _behind_apposition(s, i, groups) and has_object else None
    if _adjective(previous):
        return None
    noun = bool(s.words[i].flags & CLASSED) or s.lower[i] in s.grammar.nouns
    if follow & (BE | HAVE | DO | MODAL):
        return None
    if noun and bits & THIRD and _plainly_verb(s, i + 1):
        return None
    alone = bits & THIRD and not finite and not _later_finite(s, i) and (s.headline or follow & (PREP | TO | ADV))
    # "Rebels capture military bases", "Egyptians rally in the square": no noun is made so, and no other verb follows.
    opens = bits & BASE and not finite and _plural(previous) and i - s.begin < 6 and not _later_finite(s, i)
    if opens and (has_object or follow & (PREP | TO | ADV)) and not follow & MARK and s.lower[i + 1] != "of":
        return _make(s, i, FINITE, bits, past=bool(bits & PAST))
    if not has_object and (noun or not follow & (MARK | PREP | TO | SUBORD | ADV)) and not alone:
        return None
    if bits & BASE and not bits & PAST:
        # A plural must stand before it: "rebels attack the town".
        if not (_plural(previous) or before & COORD or _two_names(s, i) or _plural(_subject_head(s, i, groups))):
            return None
        if noun and not follow & (DET | NUMBER) and not s.word[min(i + 1, s.end - 1)][0].isupper():
            return None
    elif noun and not follow & (DET | NUMBER | PRON):
        upper = i + 1 < s.end and s.word[i + 1][0].isupper()
        if not upper and _later_finite(s, i):
            return None
    return _make(s, i, FINITE, bits, past=bool(bits & PAST))


def _behind_apposition(s: Sentence, i: int, groups: list[Group]) -> bool:
    """As in "Security forces, including snipers, kill …": a plural subject, set off by commas, waits for its verb."""
    if any(group.form == FINITE for group in groups) or s.words[i].flags & CLASSED:
        return False
    for j in range(s.begin + 1, min(i, s.begin + 8)):
        if s.words[j].flags & (MARK | PREP):
            return s.lower[j] == "," and _plural(s.lower[j - 1]) and j < i - 1
    return False


def _plainly_verb(s: Sentence, i: int) -> bool:
    """Whether a verb that is no noun stands at `i`, behind adverbs: the noun before it is its subject."""
    while i < s.end and s.words[i].flags & ADV and not s.words[i].flags & (PREP | DET):
        i += 1
    if i >= s.end or not s.words[i].flags & VERB or s.words[i].flags & (CLASSED | PREP | DET | ADV):
        return False
    return s.lower[i] not in s.grammar.nouns and any(bits & (BASE | PAST) for _, bits in s.words[i].verbs)


def _plural(word: str) -> bool:
    return word.endswith("s") or word in _PLURALS


def _subject_head(s: Sentence, i: int, groups: list[Group]) -> str:
    """The head of the noun phrase that may be the subject of a verb at `i`: the word before its first preposition."""
    first = max(s.begin, groups[-1].head + 1 if groups else s.begin, i - 14)
    for j in range(i - 1, first - 1, -1):
        if s.words[j].flags & (MARK | COORD | SUBORD | REL) and not s.words[j].flags & PREP:
            first = j + 1
            break
    for j in range(first + 1, i):
        if s.words[j].flags & PREP:
            return s.lower[j - 1]
    return ""


def _two_names(s: Sentence, i: int) -> bool:
    """As in "Damascus and Moscow deny": two names make a plural."""
    if not s.word[i - 1][0].isupper():
        return False
    return any(s.lower[j] == "and" for j in range(max(s.begin, i - 5), i - 1))


_PLURALS: Final = frozenset(
    """
    people police troops forces men women militants rebels they we authorities children others
    """.split()
)
