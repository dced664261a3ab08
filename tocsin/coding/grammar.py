"""The codebook's words as the coder looks them up: what a word can be, and which acts begin with it."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from tocsin.codebook import Codebook, load
from tocsin.codebook.inflection import BASE, GERUND, PARTICIPLE, PAST, THIRD, plural, verb_forms
from tocsin.vocabulary import Certainty, Context, EventType, Modality

MODAL: Final = 1
BE: Final = 2
HAVE: Final = 4
DO: Final = 8
NEG: Final = 16
TO: Final = 32
PREP: Final = 64
DET: Final = 128
COORD: Final = 256
SUBORD: Final = 512
REL: Final = 1024
PRON: Final = 2048
ADV: Final = 4096
MARK: Final = 8192
VERB: Final = 16384
GENITIVE: Final = 32768
QUOTE: Final = 65536
NUMBER: Final = 131072
CLASSED: Final = 262144
NOUNISH: Final = 524288
CONDITION: Final = 1048576
QUASI: Final = 2097152
SUBJECT_PRON: Final = 4194304


class Act(NamedTuple):
    """One entry of the acts codebook; the fields are described at the head of `acts-force.yaml`."""

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[Context, ...]
    object: frozenset[str]
    subject: frozenset[str]
    not_object: frozenset[str]
    about: str | None
    near: tuple[str, ...]
    not_near: tuple[str, ...]
    toward: tuple[str, ...]
    frame: str
    effect: str | None
    bare: bool
    plain: bool
    alone: bool
    sense: str | None
    within: str | None
    certainty: Certainty | None
    modality: Modality | None


class Pattern(NamedTuple):
    """One spelling of an act: the words after the first, and whether the object may stand before them."""

    act: Act
    rest: tuple[str, ...]
    gap: bool
    negated: bool
    """It is meant in the negative only: "not rule out"."""
    rank: int
    order: int = 0
    """Its place among those of its verb, the most specific first."""


class Patterns(NamedTuple):
    """The acts that one verb may begin: those of the verb alone, and by the first letters of their second word."""

    bare: tuple[Pattern, ...]
    keyed: dict[str, tuple[Pattern, ...]]


class Word(NamedTuple):
    """What a folded word can be: `flags`, and the verbs it is a form of with the bits of the form."""

    flags: int
    verbs: tuple[tuple[str, int], ...]


UNKNOWN: Final = Word(0, ())

QUASI_MODALS: Final[dict[str, str]] = {
    **dict.fromkeys(
        """
            due set expected scheduled poised about bound slated planned planning going preparing forecast likely
            """.split(), "future"
    ),
    **dict.fromkeys("ready willing prepared inclined keen open eager".split(), "willing"),
    **dict.fromkeys("unwilling unable unlikely reluctant powerless".split(), "unable"),
    **dict.fromkeys("""
        reported said believed thought alleged understood suspected known rumoured rumored estimated
        """.split(), "allege"),
    **dict.fromkeys("able forced obliged compelled".split(), "able"),
}  # fmt: skip
"""Adjectives and participles that with "be … to" shade the verb that follows."""


@dataclass(frozen=True)
class Grammar:
    """Lookup tables of one codebook version."""

    version: str
    words: dict[str, Word]
    verbs: dict[str, Patterns]
    """Lemma → the acts that it may begin in any text."""
    verbs_within: dict[str, dict[str, Patterns]]
    """Sense → lemma → the acts that it may begin in a text of that sense, those of any text included."""
    phrasal: dict[str, frozenset[str]]
    """Lemma → the words that follow it directly in some act: "ask for", "fire on"."""
    states: dict[str, Patterns]
    """Participle → the acts that "be" and it begin: "be alarmed by"."""
    nouns: dict[str, tuple[tuple[tuple[str, ...], Act], ...]]
    """First word of a noun phrase → (its words, the act), longest first."""
    acts: dict[str, Act]
    cues: dict[str, str]
    """Lemma → its effect on the clause it governs, for verbs that are no acts themselves."""
    hedges: dict[str, str]
    classes: dict[str, tuple[str, ...]]
    class_order: dict[str, int]
    """Class → its place from the particular to the general; −1 for nouns that only carry an act ("concern over")."""
    phrases: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    """First word of a class phrase → (its words, classes), longest first."""
    idioms: dict[str, tuple[tuple[str, ...], ...]]
    """First word of an idiom that only borrows a word of war ("price war") → all its words."""
    bare_verbs: frozenset[str]
    finite_only: frozenset[str]
    """Verb forms that are never nouns or adjectives: "fail", "went"."""
    object_control: frozenset[str]
    sense_words: dict[str, tuple[str, ...]]
    """Word → the senses that it speaks for."""
    sense_phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    natural: frozenset[str]
    """Words for what kills by nobody's hand."""
    strong_words: frozenset[str]
    strong: frozenset[str]
    """Classes of things that say by themselves that a text is about security."""


def build(codebook: Codebook) -> Grammar:
    """The tables of a loaded codebook."""
    table = codebook.tables["deeds"]
    lists: dict[str, list[str]] = table["words"]
    states: dict[str, list[Pattern]] = {}
    acts = [_act(entry) for entry in table["acts"]]
    cues = {verb.split()[0]: entry["effect"] for entry in table["cues"] for verb in entry["verbs"]}
    hedges = {verb.split()[0]: entry["hedge"] for entry in table["cues"] if "hedge" in entry for verb in entry["verbs"]}
    patterns: dict[str, list[Pattern]] = {}
    nouns: dict[str, dict[tuple[str, ...], list[Act]]] = {}
    for act, entry in zip(acts, table["acts"], strict=True):
        for phrase in entry.get("verbs", ()):
            head, *rest = phrase.lower().split()
            negated = head in ("not", "never", "no")
            if negated:
                head, *rest = rest
            gap = "…" in rest
            words = tuple(word for word in rest if word != "…")
            rank = 4 * len(words) + 2 * bool(act.object) + 2 * bool(act.subject) + 4 * negated + 4 * bool(act.near)
            patterns.setdefault(head, []).append(Pattern(act, words, gap, negated, rank))
        for noun in entry.get("nouns", ()):
            for spelling in {noun.lower(), plural(noun.lower())}:
                parts = tuple(spelling.split())
                nouns.setdefault(parts[0], {}).setdefault(parts, []).append(act)
    for pattern in patterns.get("be", ()):
        if pattern.rest:
            states.setdefault(pattern.rest[0], []).append(pattern._replace(rest=pattern.rest[1:]))
    for several in (*patterns.values(), *states.values()):
        several.sort(key=lambda pattern: -pattern.rank)
    verbs = {*lists["verbs"], *patterns, *cues}
    classes = {word: tuple(names) for word, names in table["classes"].items()}
    return Grammar(
        version=codebook.version,
        words=_words(lists, verbs, classes),
        verbs={
            lemma: _keyed(general)
            for lemma, several in patterns.items()
            if (general := [pattern for pattern in several if pattern.act.within is None])
        },
        verbs_within={
            sense: {
                lemma: _keyed([pattern for pattern in several if pattern.act.within in (None, sense)])
                for lemma, several in patterns.items()
            }
            for sense in sorted({act.within for act in acts if act.within is not None})
        },
        phrasal={
            lemma: frozenset(pattern.rest[0] for pattern in several if pattern.rest and not pattern.gap)
            for lemma, several in patterns.items()
        },
        states={word: _keyed(several) for word, several in states.items()},
        acts={act.id: act for act in acts},
        nouns={
            first: tuple(
                sorted(
                    ((parts, act) for parts, several in found.items() for act in several),
                    key=lambda one: (-len(one[0]), -len(one[1].object), not one[1].near),
                )
            )
            for first, found in nouns.items()
        },
        cues=cues,
        hedges=hedges,
        classes={word: names for word, names in classes.items() if " " not in word},
        class_order=table["class_order"],
        phrases=_phrases(classes),
        idioms=_idioms(classes),
        finite_only=frozenset(
            """
            fail fails failed went came said told took gave became began fell agree agrees say says seem seems
            remain remains
            """.split()
        ),
        bare_verbs=frozenset(lemma for lemma, several in patterns.items() if _bare(several)),
        object_control=frozenset(lists["object_control"]),
        sense_words={word: tuple(senses) for word, senses in table["sense_words"].items() if " " not in word},
        sense_phrases=_sense_phrases(table["sense_words"]),
        natural=frozenset(lists["natural"]),
        strong=frozenset(table["strong"]),
        strong_words=frozenset(w for w, names in classes.items() if not set(names).isdisjoint(table["strong"])),
    )


def _bare(several: list[Pattern]) -> bool:
    """Whether a verb may stand without an object: entries for one kind of text count where no other entry has it."""
    alone = [p.act for p in several if not p.rest]
    return any(act.bare for act in ([act for act in alone if act.within is None] or alone))


def _keyed(several: list[Pattern]) -> Patterns:
    """Patterns by the first four letters of their second word: another form of it begins alike."""
    keyed: dict[str, list[Pattern]] = {}
    bare = []
    for order, pattern in enumerate(several):
        placed = pattern._replace(order=order)
        if placed.rest:
            keyed.setdefault(placed.rest[0][:4], []).append(placed)
        else:
            bare.append(placed)
    return Patterns(tuple(bare), {key: tuple(found) for key, found in keyed.items()})


def _act(entry: dict[str, Any]) -> Act:
    return Act(
        id=entry["id"],
        type=entry["type"],
        mode=entry.get("mode"),
        contexts=tuple(entry.get("contexts", ())),
        object=frozenset(entry.get("object", ())),
        subject=frozenset(entry.get("subject", ())),
        not_object=frozenset(entry.get("not_object", ())),
        about=entry.get("about"),
        near=tuple(f" {word}" for word in entry.get("near", ())),
        not_near=tuple(f" {word}" for word in entry.get("not_near", ())),
        toward=tuple(entry.get("toward", ())),
        frame=entry.get("frame", "agent"),
        effect=entry.get("effect"),
        bare=entry.get("bare", False),
        plain=entry.get("plain", False),
        alone=entry.get("alone", False),
        sense=entry.get("sense") or entry.get("within"),
        within=entry.get("within"),
        certainty=entry.get("certainty"),
        modality=entry.get("modality"),
    )


def _phrases(classes: dict[str, tuple[str, ...]]) -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase, names in classes.items():
        parts = tuple(phrase.split())
        if len(parts) > 1:
            found.setdefault(parts[0], []).append((parts, names))
    return {first: tuple(sorted(several, key=lambda one: -len(one[0]))) for first, several in found.items()}


def _idioms(classes: dict[str, tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase, names in classes.items():
        if "lookalikes" in names:
            parts = tuple(phrase.split())
            found.setdefault(parts[0], []).append(parts)
    return {first: tuple(several) for first, several in found.items()}


def _sense_phrases(table: dict[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, senses in table.items():
        parts = tuple(phrase.split())
        if len(parts) > 1:
            found.setdefault(parts[0], []).extend((parts, sense) for sense in senses)
    return {first: tuple(several) for first, several in found.items()}


_LISTS: Final = (
    ("modals", MODAL),
    ("negations", NEG),
    ("prepositions", PREP),
    ("determiners", DET),
    ("coordinators", COORD),
    ("subordinators", SUBORD),
    ("relatives", REL),
    ("pronouns", PRON),
    ("adverbs", ADV),
    ("conditions", CONDITION),
    ("nounish_ing", NOUNISH),
)
_AUXILIARIES: Final = (
    (BE, "be is are am was were been being 're 'm isn't aren't wasn't weren't"),
    (HAVE, "have has had having 've haven't hasn't hadn't"),
    (DO, "do does did don't doesn't didn't"),
)


def _words(lists: dict[str, list[str]], verbs: set[str], classes: dict[str, tuple[str, ...]]) -> dict[str, Word]:
    flags: dict[str, int] = {}
    forms: dict[str, dict[str, int]] = {}
    for name, flag in _LISTS:
        for word in lists[name]:
            flags[word] = flags.get(word, 0) | flag
    for flag, words in _AUXILIARIES:
        for word in words.split():
            flags[word] = flags.get(word, 0) | flag
            if word.endswith("n't"):
                flags[word] |= NEG
    for word in [w for w in flags if w.endswith("n't")]:
        flags[word] |= NEG
    for word in ("i", "you", "he", "she", "it", "we", "they", "who", "there"):
        flags[word] |= SUBJECT_PRON
    for word in QUASI_MODALS:
        flags[word] = flags.get(word, 0) | QUASI
    flags["to"] = flags.get("to", 0) | TO
    flags["'s"] = GENITIVE
    for mark in ",;:.!?()[]—–…/-":
        flags[mark] = MARK
    flags["--"] = flags["..."] = MARK
    for mark in '"“”«»„‟':
        flags[mark] = QUOTE | MARK
    for verb in sorted(verbs):
        for form, bits in verb_forms(verb).items():
            forms.setdefault(form, {})[verb] = bits
    for word in classes:
        if " " not in word:
            flags[word] = flags.get(word, 0) | CLASSED
    for verb in ("be", "have", "do"):
        for form in list(forms):
            forms[form].pop(verb, None)
            if not forms[form]:
                del forms[form]
    for form in forms:
        flags[form] = flags.get(form, 0) | VERB
    return {word: Word(bits, tuple(forms.get(word, {}).items())) for word, bits in flags.items()}


@cache
def grammar() -> Grammar:
    """The grammar of the codebook that comes with tocsin."""
    return build(load())


__all__ = ["BASE", "GERUND", "PARTICIPLE", "PAST", "THIRD", "Act", "Grammar", "Pattern", "Word", "build", "grammar"]
