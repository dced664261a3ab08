"""Words: what the words of the codebook's lists may be, bit by bit."""

from typing import Final

from tocsin.coding.text.grammar import (
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
    SUBJECT_PRON,
    SUBORD,
    TO,
    VERB,
    Word,
    unlisted,
)

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


def word_table(
    lists: dict[str, list[str]],
    forms: dict[str, tuple[tuple[str, int], ...]],
    classes: dict[str, tuple[str, ...]],
    begins: dict[str, int],
) -> dict[str, Word]:
    flags: dict[str, int] = {}
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
    for word in classes:
        if " " not in word:
            flags[word] = flags.get(word, 0) | CLASSED
    for form in forms:
        flags[form] = flags.get(form, 0) | VERB
    for word in begins:
        flags.setdefault(word, unlisted(word).flags)
    return {word: Word(bits, forms.get(word, ()), begins.get(word, 0)) for word, bits in flags.items()}
