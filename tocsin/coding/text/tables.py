"""The tables of a codebook version, built once: words, verbs, nouns, classes and senses as the coder looks them up."""

from functools import cache
from itertools import takewhile
from typing import Any, Final

from tocsin.codebook import Codebook, load
from tocsin.codebook.inflection import plural, verb_forms
from tocsin.coding.text.grammar import (
    A_CLASS,
    A_NOUN,
    A_PHRASE,
    A_SENSE,
    ADV,
    BE,
    CLASSED,
    CONDITION,
    COORD,
    DET,
    DO,
    GENITIVE,
    HAVE,
    MARK,
    MODAL,
    NEG,
    NOUNISH,
    NUMBER,
    PREP,
    PRON,
    QUASI,
    QUASI_MODALS,
    QUOTE,
    REL,
    STRONG,
    SUBJECT_PRON,
    SUBORD,
    TO,
    VERB,
    Act,
    Company,
    Grammar,
    Pattern,
    Patterns,
    Usage,
    Word,
    unlisted,
)
from tocsin.coding.text.tokens import OPENING

Spelled = tuple[int, Act, tuple[str, ...], int, bool]
"""One spelling of an act: how specific it is, the act, its words behind the verb, after how many of them there is a
gap (-1: none), negated."""


def build(codebook: Codebook) -> Grammar:
    """The tables of a loaded codebook."""
    table = codebook.tables["deeds"]
    lists: dict[str, list[str]] = table["words"]
    acts = [_act(entry) for entry in table["acts"]]
    cues = {verb.split()[0]: entry["effect"] for entry in table["cues"] for verb in entry["verbs"]}
    hedges = {verb.split()[0]: entry["hedge"] for entry in table["cues"] if "hedge" in entry for verb in entry["verbs"]}
    spelled, nouns = _spellings(acts, table["acts"])
    states: dict[str, list[Spelled]] = {}
    for rank, act, words, gap, negated in spelled.get("be", ()):
        if words:
            states.setdefault(words[0], []).append((rank, act, words[1:], max(gap - 1, -1) if gap else 0, negated))
    particles = frozenset(lists["prepositions"])
    patterns = {head: _ordered(several, particles) for head, several in spelled.items()}
    verbs_anywhere = {
        lemma: _keyed(general)
        for lemma, several in patterns.items()
        if (general := [pattern for pattern in several if pattern.act.within is None])
    }
    verbs = {*lists["verbs"], *patterns, *cues}
    classes = {word: tuple(names) for word, names in table["classes"].items()}
    strong = frozenset(word for word, names in classes.items() if not set(names).isdisjoint(table["strong"]))
    begins: dict[str, int] = {}
    for bit, first in (
        (A_CLASS, [word for word in classes if " " not in word]),
        (A_PHRASE, [phrase.split()[0] for phrase in classes if " " in phrase]),
        (A_NOUN, [parts[0] for parts in nouns]),
        (A_SENSE, [phrase.split()[0] for phrase in table["sense_words"]]),
        (STRONG, list(strong)),
    ):
        for word in first:
            begins[word] = begins.get(word, 0) | bit
    return Grammar(
        version=codebook.version,
        words=_words(lists, verbs, classes, begins),
        verbs=verbs_anywhere,
        verbs_within={
            sense: verbs_anywhere | _within(sense, patterns)
            for sense in sorted({act.within for act in acts if act.within is not None})
        },
        phrasal={
            lemma: frozenset(pattern.rest[0] for pattern in several if pattern.rest and not pattern.gap)
            for lemma, several in patterns.items()
        },
        states={word: _keyed(_ordered(several, particles)) for word, several in states.items()},
        acts={act.id: act for act in acts},
        usages=_usages(table["usages"], acts, patterns),
        nouns=_nouns(nouns),
        cues=cues,
        hedges=hedges,
        classes={word: names for word, names in classes.items() if " " not in word},
        class_order=table["class_order"],
        phrases=_phrases(classes),
        finite_only=_FINITE_ONLY,
        bare_verbs=frozenset(lemma for lemma, several in patterns.items() if _bare(several)),
        object_control=frozenset(lists["object_control"]),
        sense_words={word: tuple(senses) for word, senses in table["sense_words"].items() if " " not in word},
        sense_phrases=_sense_phrases(table["sense_words"]),
        natural=frozenset(lists["natural"]),
        explosive=frozenset(lists["explosive"]),
        strong=frozenset(table["strong"]),
        strong_words=strong,
    )


_FINITE_ONLY: Final = frozenset(
    "fail fails failed went came said told took gave became began fell agree agrees say says seem seems remain "
    "remains".split()
)


def _spellings(
    acts: list[Act], entries: list[dict[str, Any]]
) -> tuple[dict[str, list[Spelled]], dict[tuple[str, ...], list[Act]]]:
    """How the entries of some acts spell them: by the verb that leads a phrase, and by the words of a noun."""
    verbs: dict[str, list[Spelled]] = {}
    nouns: dict[tuple[str, ...], list[Act]] = {}
    for act, entry in zip(acts, entries, strict=True):
        for phrase in entry.get("verbs", ()):
            head, *rest = phrase.lower().split()
            negated = head in ("not", "never", "no")
            if negated:
                head, *rest = rest
            gap = rest.index("…") if "…" in rest else -1
            words = tuple(word for word in rest if word != "…")
            rank = 4 * len(words) + 2 * bool(act.object) + 2 * bool(act.subject) + 4 * negated + 4 * bool(act.near)
            verbs.setdefault(head, []).append((rank, act, words, gap, negated))
        for noun in entry.get("nouns", ()):
            for spelling in {noun.lower(), plural(noun.lower())}:
                nouns.setdefault(tuple(spelling.split()), []).append(act)
    for short, verb in _HEADLINESE.items():
        verbs.setdefault(short, []).extend(verbs.get(verb, ()))
    return verbs, nouns


_HEADLINESE: Final = {"ink": "sign", "nix": "reject"}
"""Short verbs of headlines, by what they stand for: "foes ink truce"."""


def _within(sense: str, patterns: dict[str, list[Pattern]]) -> dict[str, Patterns]:
    """The verbs that have entries for texts of one sense alone, with those for any text."""
    return {
        lemma: _keyed([pattern for pattern in several if pattern.act.within in (None, sense)])
        for lemma, several in patterns.items()
        if any(pattern.act.within == sense for pattern in several)
    }


def _bare(several: list[Pattern]) -> bool:
    """Whether a verb may stand without an object: entries for one kind of text count where no other entry has it."""
    alone = [p.act for p in several if not p.rest]
    return any(act.bare for act in ([act for act in alone if act.within is None] or alone))


def _ordered(several: list[Spelled], particles: frozenset[str]) -> list[Pattern]:
    """The patterns of one verb, the most specific first."""
    ranked = sorted(several, key=lambda spelled: -spelled[0])
    return [
        Pattern(
            act=act,
            rest=words,
            openings=frozenset(word[:OPENING] for word in words),
            gap=gap >= 0,
            tight=_leading(words[: max(gap, 0)], particles),
            negated=negated,
            order=order,
        )
        for order, (_, act, words, gap, negated) in enumerate(ranked)
    ]


def _leading(words: tuple[str, ...], particles: frozenset[str]) -> int:
    """How many of some words, from the first on, are particles."""
    return sum(1 for _ in takewhile(particles.__contains__, words))


def _keyed(several: list[Pattern]) -> Patterns:
    """Patterns by how the longest word begins that each needs: another form of the word begins alike."""
    keyed: dict[str, list[Pattern]] = {}
    for pattern in several:
        if pattern.rest:
            keyed.setdefault(max(pattern.rest, key=len)[:OPENING], []).append(pattern)
    bare = tuple(pattern for pattern in several if not pattern.rest)
    return Patterns(bare, {key: tuple(found) for key, found in keyed.items()})


def _company(items: list[str]) -> Company | None:
    """Words and phrases in all forms of their last word; "*" ends the beginning of one, "=" takes one as it stands."""
    words: set[str] = set()
    beginnings: set[str] = set()
    phrases: dict[str, set[str]] = {}
    for item in items:
        if item.startswith("="):
            words.add(item[1:])
            continue
        head, _, last = item.rpartition(" ")
        begun = last.endswith("*")
        forms = {last[:-1]} if begun else {last, plural(last), *verb_forms(last)}
        if head:
            end = "" if begun else " "
            phrases.setdefault(head.split()[0], set()).update(f" {head} {form}{end}" for form in forms)
        elif begun:
            beginnings.update(f" {form}" for form in forms)
        else:
            words.update(forms)
    by_first = {first: tuple(sorted(several)) for first, several in phrases.items()}
    return Company(frozenset(words), tuple(sorted(beginnings)), by_first) if items else None


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
        near=_company(entry.get("near", [])),
        not_near=_company(entry.get("not_near", [])),
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


def _usages(
    entries: list[dict[str, Any]], acts: list[Act], patterns: dict[str, list[Pattern]]
) -> dict[str, tuple[Usage, ...]]:
    """The usages by the verbs that they are of."""
    by_id = {act.id: act for act in acts}
    found: dict[str, list[Usage]] = {}
    for entry in entries:
        usage = Usage(
            of=frozenset(entry.get("of", ())),
            bare=entry.get("bare", False),
            next=tuple(tuple(phrase.split()) for phrase in entry.get("next", ())),
            behind=_company(entry.get("behind", [])),
            not_behind=_company(entry.get("not_behind", [])),
            object_words=_company(entry.get("object_words", [])),
            subject_words=_company(entry.get("subject_words", [])),
            object=frozenset(entry.get("object", ())),
            subject=frozenset(entry.get("subject", ())),
            not_subject=frozenset(entry.get("not_subject", ())),
            passive=entry.get("passive"),
            negated=entry.get("negated"),
            past=entry.get("past"),
            becomes=by_id.get(entry.get("becomes", "")),
            means=entry.get("means", ""),
        )
        meant = (lemma for lemma, several in patterns.items() if any(p.act.among(usage.of) for p in several))
        for verb in entry.get("verbs") or meant:
            found.setdefault(verb, []).append(usage)
    return {verb: tuple(several) for verb, several in found.items()}


def _phrases(
    classes: dict[str, tuple[str, ...]],
) -> dict[str, dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]]:
    found: dict[str, dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]] = {}
    for phrase, names in classes.items():
        parts = tuple(phrase.split())
        if len(parts) > 1:
            found.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts, names))
    return {
        first: {second: tuple(sorted(several, key=lambda one: -len(one[0]))) for second, several in behind.items()}
        for first, behind in found.items()
    }


def _nouns(
    spelled: dict[tuple[str, ...], list[Act]],
) -> dict[str, dict[str, tuple[tuple[tuple[str, ...], Act], ...]]]:
    found: dict[str, dict[str, list[tuple[tuple[str, ...], Act]]]] = {}
    for parts, acts in spelled.items():
        behind = found.setdefault(parts[0], {"": []})
        behind.setdefault(parts[1] if len(parts) > 1 else "", []).extend((parts, act) for act in acts)
    return {
        first: {
            second: tuple(
                sorted(
                    [*several, *behind[""]] if second else several,
                    key=lambda one: (-len(one[0]), -len(one[1].object), not one[1].near),
                )
            )
            for second, several in behind.items()
        }
        for first, behind in found.items()
    }


def _sense_phrases(table: dict[str, list[str]]) -> dict[str, dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    found: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for phrase, senses in table.items():
        parts = tuple(phrase.split())
        if len(parts) > 1:
            several = found.setdefault(parts[0], {}).setdefault(parts[1], [])
            several.extend((parts, sense) for sense in senses)
    return {first: {second: tuple(several) for second, several in behind.items()} for first, behind in found.items()}


_LISTS: Final = (
    ("modals", MODAL),
    ("negations", NEG),
    ("prepositions", PREP),
    ("determiners", DET),
    ("numbers", NUMBER | DET),
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


def _words(
    lists: dict[str, list[str]], verbs: set[str], classes: dict[str, tuple[str, ...]], begins: dict[str, int]
) -> dict[str, Word]:
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
    for verb in sorted(verbs - {"be", "have", "do"}):
        for form, bits in verb_forms(verb).items():
            forms.setdefault(form, {})[verb] = bits
    for word in classes:
        if " " not in word:
            flags[word] = flags.get(word, 0) | CLASSED
    for form in forms:
        flags[form] = flags.get(form, 0) | VERB
    for word in begins:
        flags.setdefault(word, unlisted(word).flags)
    return {word: Word(bits, tuple(forms.get(word, {}).items()), begins.get(word, 0)) for word, bits in flags.items()}


@cache
def grammar() -> Grammar:
    """The grammar of the codebook that comes with tocsin."""
    return build(load())
