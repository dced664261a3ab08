"""The tables of a codebook version, built once: words, verbs, nouns, classes and senses as the coder looks them up."""

from functools import cache
from typing import Any, Final

from tocsin.codebook import Codebook, load
from tocsin.codebook.leading import Led, Spelled
from tocsin.codebook.spreading import Items, Spread
from tocsin.coding.text.acts import Act, Company
from tocsin.coding.text.grammar import A_CLASS, A_NOUN, A_PHRASE, A_SENSE, STRONG, Grammar, Usage
from tocsin.coding.text.patterns import Verbs
from tocsin.coding.text.words import word_table


def build(codebook: Codebook) -> Grammar:
    """The tables of a loaded codebook."""
    table = codebook.tables["deeds"]
    lists: dict[str, list[str]] = table["words"]
    company = _companies(table["companies"])
    acts = [_act(entry, company) for entry in table["acts"]]
    cues = {verb.split()[0]: entry["effect"] for entry in table["cues"] for verb in entry["verbs"]}
    hedges = {verb.split()[0]: entry["hedge"] for entry in table["cues"] if "hedge" in entry for verb in entry["verbs"]}
    nouns = {parts: [acts[act] for act in named] for parts, named in table["nouns"].items()}
    leads: Led = table["leads"]
    spellings: list[Spelled] = table["spellings"]
    particles = frozenset(lists["prepositions"])
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
        words=word_table(lists, table["forms"], classes, begins),
        verbs=Verbs(leads, spellings, acts, particles),
        verbs_within={
            sense: Verbs(leads, spellings, acts, particles, sense)
            for sense in sorted({act.within for act in acts if act.within is not None})
        },
        states=Verbs(table["states"], spellings, acts, particles),
        acts={act.id: act for act in acts},
        usages=_usages(table["usages"], company, acts, leads),
        nouns=_nouns(nouns),
        cues=cues,
        hedges=hedges,
        classes={word: names for word, names in classes.items() if " " not in word},
        class_order=table["class_order"],
        phrases=_phrases(classes),
        finite_only=_FINITE_ONLY,
        bare_verbs=_bare_verbs(leads, spellings, acts),
        summings=_summings(leads["be"], spellings, acts),
        object_control=frozenset(lists["object_control"]),
        sense_words={word: tuple(senses) for word, senses in table["sense_words"].items() if " " not in word},
        sense_phrases=_sense_phrases(table["sense_words"]),
        demonyms=frozenset(codebook.tables["who"]),
        natural=frozenset(lists["natural"]),
        elements=frozenset(lists["elements"]),
        explosive=frozenset(lists["explosive"]),
        given_names=frozenset(lists["given_names"]),
        strong=frozenset(table["strong"]),
        strong_words=strong,
    )


_FINITE_ONLY: Final = frozenset(
    "fail fails failed went came said told took gave became began fell agree agrees say says seem seems remain "
    "remains".split()
)


def _bare_verbs(leads: Led, spellings: list[Spelled], acts: list[Act]) -> frozenset[str]:
    """The verbs that may stand without an object: acts for one kind of text count where no other is the verb alone."""
    alone = {n for n, (words, _, _, adverb) in enumerate(spellings) if not words and not adverb}
    found: set[str] = set()
    for verb, led in leads.items():
        several = [acts[act] for act, phrases in led.items() if not alone.isdisjoint(phrases)]
        if any(act.bare for act in ([act for act in several if act.within is None] or several)):
            found.add(verb)
    return frozenset(found)


def _summings(
    led: dict[int, tuple[int, ...]], spellings: list[Spelled], acts: list[Act]
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """What may stand alone as a quotation: the words behind "be" of acts that are done by saying so."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words, gap, negated, _ in (
        spellings[n] for act, phrases in led.items() if acts[act].frame == "said" for n in phrases
    ):
        if words and gap < 0 and not negated:
            found.setdefault(words[0], []).append(words)
    return {word: tuple(several) for word, several in found.items()}


def _companies(spread: dict[Items, Spread]) -> dict[Items, Company]:
    return {
        items: Company(frozenset(words), beginnings, phrases) for items, (words, beginnings, phrases) in spread.items()
    }


def _act(entry: dict[str, Any], company: dict[Items, Company]) -> Act:
    return Act(
        id=entry["id"],
        type=entry["type"],
        mode=entry.get("mode"),
        contexts=tuple(entry.get("contexts", ())),
        object=frozenset(entry.get("object", ())),
        subject=frozenset(entry.get("subject", ())),
        not_object=frozenset(entry.get("not_object", ())),
        about=entry.get("about"),
        near=company.get(tuple(entry.get("near", ()))),
        not_near=company.get(tuple(entry.get("not_near", ()))),
        toward=tuple(entry.get("toward", ())),
        frame=entry.get("frame", "agent"),
        effect=entry.get("effect"),
        agentless=entry.get("agentless", False),
        bare=entry.get("bare", False),
        plain=entry.get("plain", False),
        alone=entry.get("alone", False),
        sense=entry.get("sense") or entry.get("within"),
        within=entry.get("within"),
        certainty=entry.get("certainty"),
        modality=entry.get("modality"),
    )


def _usages(
    entries: list[dict[str, Any]], company: dict[Items, Company], acts: list[Act], leads: Led
) -> dict[str, tuple[Usage, ...]]:
    """The usages by the verbs that they are of."""
    by_id = {act.id: act for act in acts}
    led_to = _led_to(acts, leads)
    found: dict[str, list[Usage]] = {}
    for entry in entries:
        usage = Usage(
            of=frozenset(entry.get("of", ())),
            bare=entry.get("bare", False),
            next=tuple(tuple(phrase.split()) for phrase in entry.get("next", ())),
            behind=company.get(tuple(entry.get("behind", ()))),
            not_behind=company.get(tuple(entry.get("not_behind", ()))),
            object_words=company.get(tuple(entry.get("object_words", ()))),
            subject_words=company.get(tuple(entry.get("subject_words", ()))),
            object=frozenset(entry.get("object", ())),
            subject=frozenset(entry.get("subject", ())),
            not_subject=frozenset(entry.get("not_subject", ())),
            passive=entry.get("passive"),
            negated=entry.get("negated"),
            past=entry.get("past"),
            becomes=by_id.get(entry.get("becomes", "")),
            means=entry.get("means", ""),
        )
        for verb in entry.get("verbs") or set().union(*(led_to.get(name, ()) for name in usage.of)):
            found.setdefault(verb, []).append(usage)
    return {verb: tuple(several) for verb, several in found.items()}


def _led_to(acts: list[Act], leads: Led) -> dict[str, set[str]]:
    """Each id, mode and type of acts → the verbs that lead to one of them."""
    found: dict[str, set[str]] = {}
    for verb, led in leads.items():
        for act in led:
            for name in (acts[act].id, acts[act].mode, acts[act].type):
                if name is not None:
                    found.setdefault(name, set()).add(verb)
    return found


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


@cache
def grammar() -> Grammar:
    """The grammar of the codebook that comes with tocsin."""
    return build(load())
