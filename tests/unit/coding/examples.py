"""The codebook's own examples: the sentences that are known to tell an act each."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.unit.coding.readings import events
from tocsin.codebook.inflection import BASE, GERUND, IRREGULAR, PARTICIPLE, PAST, THIRD, verb_forms

CODEBOOK = Path(__file__).parents[3] / "tocsin" / "codebook"


def of_acts() -> Iterator[tuple[str, str]]:
    """The type of each act that has an example, and the example."""
    for file in sorted(CODEBOOK.glob("acts-*.yaml")):
        for act in yaml.safe_load(file.read_text(encoding="utf-8")):
            if "example" in act:
                yield act["type"], act["example"]


class Told(NamedTuple):
    """An example cut up: who does it (as it opens a sentence and within one), the verb in its forms, the rest."""

    type: str
    who: str
    inside: str
    several: bool
    past: str
    base: str
    present: str
    participle: str
    ing: str
    rest: str


@cache
def cut_up() -> list[Told]:
    """The examples of what somebody did, as far as they begin with who did it and are read as done."""
    examples = [(type_, text.removesuffix(".").split()) for type_, text in of_acts()]
    inner = {word.strip(",") for _, words in examples for word in words[1:]}
    found = []
    for type_, words in examples:
        at = next((i for i, word in enumerate(words[1:_FAR], 1) if word in _pasts() or word in _FINITE), 0)
        if not at or words[at] in _FINITE or words[at - 1].endswith(",") or words[at - 1] in _NO_DOERS:
            continue
        if words[at + 1 : at + 2] == ["by"]:
            continue  # "A soldier held by rebels"
        if any(e.modality in ("actual", "ongoing") for e in events(" ".join(words) + ".", type_)):
            common = words[0] in ("The", "A", "An") or (words[0].lower() in inner and words[0] not in inner)
            who, past = " ".join(words[:at]), words[at]
            several = _several(words[:at])
            forms = _forms(_pasts()[past], several=several)
            inside = who[0].lower() + who[1:] if common else who
            participle = past if past.endswith("ed") else forms["participle"]
            rest = " ".join(words[at + 1 :])
            told = Told(
                type_, who, inside, several, past, forms["base"], forms["present"], participle, forms["ing"], rest
            )
            found.append(told)
    return found


_FAR = 7
"""Words in which an example comes to its verb."""
_FINITE = frozenset("was were had has have is are will may would could said says".split())
_NO_DOERS = frozenset("the a an of two and to by in".split())


@cache
def _pasts() -> dict[str, str]:
    """The base of each past form of the verbs that the codebook lists."""
    listed = yaml.safe_load((CODEBOOK / "words.yaml").read_text(encoding="utf-8"))["verbs"]
    return {form: verb for verb in (*listed, *IRREGULAR) for form, bits in verb_forms(verb).items() if bits & PAST}


def _forms(verb: str, *, several: bool) -> dict[str, str]:
    forms = {bit: form for form, bits in reversed(verb_forms(verb).items()) for bit in _BITS if bits & bit}
    present = verb if several else forms[THIRD]
    return {"base": verb, "present": present, "participle": forms[PARTICIPLE], "ing": forms[GERUND]}


_BITS = (BASE, THIRD, PAST, PARTICIPLE, GERUND)


def _several(who: list[str]) -> bool:
    head = next((who[i - 1] for i, word in enumerate(who) if i and word in ("of", "in", "from", "at", "near")), who[-1])
    plural = head.endswith("s") and not head.endswith("ss") and head not in _SINGULAR
    return plural or "and" in who or head.lower() in _PLURALS or head.endswith("men")


_SINGULAR = frozenset("States Cyprus Honduras Belarus Laos Hamas Philippines Maldives Netherlands".split())
_PLURALS = frozenset("troops police people soldiers crowds".split())
