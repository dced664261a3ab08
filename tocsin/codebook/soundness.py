"""What a codebook that loads may still have wrong: clashes, dead terms, missing examples, acts that are everywhere."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, Final, NamedTuple

from tocsin.codebook import Codebook
from tocsin.codebook.counted import Unit
from tocsin.codebook.families import spread
from tocsin.codebook.inflection import verb_forms
from tocsin.codebook.leading import ALONE, Spelled, cut, specific
from tocsin.codebook.where import Spot
from tocsin.codebook.who import Role, Who

Scan = Callable[[str], list[Any]]
"""The lexicon's scan over the codebook in question: matches with kind, start, end and payload."""
Act = dict[str, Any]
"""An act as its file has it, without its verbs."""


class Flaw(NamedTuple):
    """A flaw of one term or entry: `sort` is "clash", "stranger", "dead", "shadowed", "example", "everyday" or
    "verb".
    """

    sort: str
    term: str
    problem: str

    def __str__(self) -> str:
        return f"{self.sort}: {self.term}: {self.problem}"


def flaws(codebook: Codebook, scan: Scan) -> list[Flaw]:
    """All flaws, in the codebook's order."""
    return [
        *_clashes(codebook),
        *_strangers(codebook),
        *_dead(codebook, scan),
        *_dead_usages(codebook),
        *_shadowed(codebook),
        *_without_example(codebook),
        *_everywhere(codebook),
        *_no_verbs(codebook),
    ]


def _clashes(codebook: Codebook) -> Iterator[Flaw]:
    """Spellings with two meanings of one kind.

    Persons of one surname are told apart by title and year, bodies of one abbreviation by the country spoken of.
    """
    for pattern, meanings in zip(codebook.patterns, codebook.meanings, strict=True):
        for (one, first), (two, second) in combinations(meanings, 2):
            if one.kind != two.kind or one.capitals != two.capitals or first == second:
                continue
            if isinstance(first, Who) and "person" in (first.kind, second.kind):
                continue
            if isinstance(first, Who) and isinstance(second, Who) and _apart(first, second):
                continue
            yield Flaw("clash", pattern.strip(), f"stands for {_meaning(first)} and for {_meaning(second)}")


def _strangers(codebook: Codebook) -> Iterator[Flaw]:
    """Whoever is, and whatever lies, in a country that the codebook does not have."""
    payloads = [payload for meanings in codebook.meanings for _, payload in meanings]
    actors = [one for one in payloads if isinstance(one, Who)]
    known = {code for one in actors if one.kind in {"country", "organisation"} for code in one.codes}
    told = [(one.name, code) for one in actors for code in one.codes]
    told += [(one.name, one.code) for one in payloads if isinstance(one, Spot) and one.code]
    for name, code in dict.fromkeys(told):
        if code not in known:
            yield Flaw("stranger", name, f"{code!r} is the code of no country and no organisation")


def _apart(first: Who, second: Who) -> bool:
    """Whether two are bodies of different countries."""
    return {first.kind, second.kind} <= {"agency", "group"} and set(first.codes).isdisjoint(second.codes)


def _meaning(payload: Any) -> str:
    if isinstance(payload, Who):
        return f"{payload.name} ({payload.kind} of {' '.join(payload.codes) or 'nobody'})"
    if isinstance(payload, Role):
        return f"a {payload.kind} of sector {payload.sector}"
    if isinstance(payload, Spot):
        return f"{payload.name} ({payload.kind} of {payload.code or 'nobody'})"
    if isinstance(payload, Unit):
        return f"a unit of {payload.family}"
    return str(payload)


def _dead(codebook: Codebook, scan: Scan) -> Iterator[Flaw]:
    """Terms that a text which is nothing but the term does not find."""
    for pattern, meanings in zip(codebook.patterns, codebook.meanings, strict=True):
        for spelling, payload in meanings:
            letters = list(pattern.strip())
            for offset in spelling.capitals:
                letters[offset] = letters[offset].upper()
            # A capital that is no part of the term keeps the text from counting as one all in small letters.
            text = "".join(letters) + " X"
            if not any(m.kind == spelling.kind and m.start == 0 and m.payload == payload for m in scan(text)):
                yield Flaw("dead", pattern.strip(), f"is never found as {_meaning(payload)}")


def _dead_usages(codebook: Codebook) -> Iterator[Flaw]:
    """Usages of a verb that none of the acts begins with which it is said to mean."""
    deeds = codebook.tables.get("deeds") or {}
    for usage in deeds.get("usages", ()):
        wanted = set(usage.get("of", ()))
        meant = {
            n
            for n, act in enumerate(deeds["acts"])
            if not wanted or not wanted.isdisjoint((act["id"], act["type"], act.get("mode")))
        }
        for verb in usage.get("verbs", ()):
            forms = (verb, *verb_forms(verb))
            if not any(meant & deeds[led].get(form, {}).keys() for led in ("leads", "states") for form in forms):
                yield Flaw("dead", usage["example"], f"“{verb}” begins no act that it could be the usage of")


def _shadowed(codebook: Codebook) -> Iterator[Flaw]:
    """Phrases that never mean their act: wherever they could, another act that has them is meant before it.

    A family is none of these as long as one of its phrases is not.
    """
    deeds = codebook.tables.get("deeds") or {}
    acts = deeds.get("acts", ())
    taken: dict[tuple[int, str, Spelled], str] = {}
    for verb, led in deeds.get("leads", {}).items():
        having: dict[int, list[int]] = {}
        for n, phrases in led.items():
            for phrase in set(phrases):
                having.setdefault(phrase, []).append(n)
        for phrase, several in having.items():
            spelled: Spelled = deeds["spellings"][phrase]
            for n, m in _overtaken(acts, several, verb, spelled):
                taken[n, verb, spelled] = acts[m]["id"]
    for n, written in enumerate(deeds.get("written", ())):
        for phrase in written.splitlines():
            family = spread("", acts[n]["id"], "verbs", [phrase])
            other = taken.get((n, *cut(family[0])))
            if other and all((n, *cut(each)) in taken for each in family):
                yield Flaw(
                    "shadowed", acts[n]["id"], f"“{phrase}” never means it: {other} has it, too, and comes first"
                )


def _overtaken(acts: list[Act], several: list[int], verb: str, spelled: Spelled) -> Iterator[tuple[int, int]]:
    """Of the acts that have one phrase, each that is never meant by it, with the one that is meant before it."""
    if len(several) == 1:
        return
    ranks = {
        n: specific(spelled, near="near" in acts[n], classes=len({"object", "subject"} & acts[n].keys()))
        for n in several
    }
    ranked = sorted(several, key=lambda n: -ranks[n])
    for place, n in enumerate(ranked):
        first = next((m for m in ranked[:place] if _comes_first(acts[m], acts[n], verb, spelled)), None)
        if first is not None:
            yield n, first


def _comes_first(first: Act, second: Act, verb: str, spelled: Spelled) -> bool:
    """Whether whatever lets the second of two acts that have one phrase be meant lets the first be meant, too."""

    def only_first(key: str, *values: str) -> bool:
        return first.get(key) in values and second.get(key) not in values

    if first.get("within", second.get("within")) != second.get("within"):
        return False
    if only_first("frame", "said") or (verb == "march" and only_first("type", "PROTEST")):
        return False  # for the second nobody need be cited, nor need it be a crowd that marches
    if only_first("mode", "riot", "vandalize", "obstruct") or (spelled[2] and only_first("mode", "assist")):
        return False  # troops that hurl stones do not riot, and "has never sent shells" refuses nothing
    if "subject" in first and second.get("agentless") and not first.get("agentless"):
        return False
    wanted = all(
        key not in first or (key in second and set(second[key]) <= set(first[key]))
        for key in ("object", "subject", "near")
    )
    return wanted and all(set(first.get(key, ())) <= set(second.get(key, ())) for key in ("not_object", "not_near"))


def _without_example(codebook: Codebook) -> Iterator[Flaw]:
    """Acts whose example is missing or blank: each act must show a sentence that it is meant for."""
    deeds = codebook.tables.get("deeds") or {}
    for act in deeds.get("acts", ()):
        if not str(act.get("example", "")).strip():
            yield Flaw("example", str(act.get("id")), "has no example")


def _everywhere(codebook: Codebook) -> Iterator[Flaw]:
    """Acts that an everyday verb makes by itself: "fast" would be a hunger strike wherever a text has the word."""
    deeds = codebook.tables.get("deeds") or {}
    for verb in deeds.get("words", {}).get("everyday", ()):
        for n, phrases in deeds["leads"].get(verb, {}).items():
            act = deeds["acts"][n]
            alone = any(deeds["spellings"][phrase] == ALONE for phrase in phrases)
            if alone and act.get("frame") != "said" and not any(act.get(key) for key in _ASKS):
                yield Flaw("everyday", act["id"], f"“{verb}” alone makes it; ask for an object, a subject or near")


def _no_verbs(codebook: Codebook) -> Iterator[Flaw]:
    """Phrases of acts that begin with no verb in its base form: their first word would be read as one in every text."""
    deeds = codebook.tables.get("deeds") or {}
    words = deeds.get("words", {})
    listed = {*words.get("verbs", ()), "be", "have", "do"}
    known = {word for name in _FUNCTION_WORDS for word in words.get(name, ())} - listed
    forms = {form: verb for verb in deeds.get("leads", {}) for form in verb_forms(verb) if form != verb}
    for verb, acts in deeds.get("leads", {}).items():
        if verb in known:
            problem = f"“{verb}” begins a phrase; is it a verb, list it among the verbs of words.yaml"
        elif forms.get(verb, verb) != verb and verb not in listed and not _twin(verb, forms[verb]):
            problem = f"“{verb}” begins a phrase; write the base form, “{forms[verb]}”"
        else:
            continue
        yield Flaw("verb", ", ".join(deeds["acts"][n]["id"] for n in acts), problem)


def _twin(one: str, other: str) -> bool:
    """Whether two verbs are one in British and American spelling."""
    return one.replace("ize", "ise") == other.replace("ize", "ise")


_FUNCTION_WORDS: Final = (
    "modals",
    "negations",
    "prepositions",
    "determiners",
    "coordinators",
    "subordinators",
    "relatives",
    "pronouns",
    "adverbs",
)
_ASKS: Final = ("object", "subject", "near", "within", "plain")
"""Fields by which an act asks for more than its verb."""
