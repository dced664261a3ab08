"""What can be done: the acts that make events, the classes of things they are done with, and the words of clauses.

Files: acts*.yaml, usages.yaml, objects.yaml, words.yaml, senses.yaml. The fields of an act are described at the head of
`acts-force.yaml`, those of a usage at the head of `usages.yaml`.
"""

from typing import Any, Final

from tocsin.codebook.families import spread
from tocsin.codebook.faults import CodebookError
from tocsin.codebook.inflection import plural
from tocsin.codebook.leading import phrases_led
from tocsin.codebook.sections import Compiled, Source, entries
from tocsin.codebook.spreading import companies, forms, nouns
from tocsin.vocabulary import EVENT_TYPES, MODES

FILES: Final = ("acts*.yaml", "objects.yaml", "words.yaml", "senses.yaml", "cues.yaml", "usages.yaml")

_FRAMES: Final = frozenset({"agent", "patient", "mutual", "thing", "said"})
EFFECTS: Final = frozenset(
    {
        "report", "confirm", "deny", "consider", "plan", "threat", "refuse", "absorb", "allow", "allege", "warn",
        "continue", "fail", "condition", "want", "cause", "praise",
    }
)  # fmt: skip
_REQUIRED: Final[dict[str, type]] = {"id": str, "type": str, "example": str}
_OPTIONAL: Final[dict[str, type]] = {
    "mode": str,
    "contexts": list,
    "verbs": list,
    "nouns": list,
    "object": list,
    "subject": list,
    "not_object": list,
    "about": str,
    "near": list,
    "not_near": list,
    "toward": list,
    "frame": str,
    "effect": str,
    "agentless": bool,
    "bare": bool,
    "plain": bool,
    "sense": str,
    "within": str,
    "certainty": str,
    "modality": str,
    "alone": bool,
}
_USAGE_REQUIRED: Final[dict[str, type]] = {"example": str}
_USAGE_OPTIONAL: Final[dict[str, type]] = {
    "verbs": list,
    "of": list,
    "bare": bool,
    "next": list,
    "behind": list,
    "not_behind": list,
    "object_words": list,
    "subject_words": list,
    "object": list,
    "subject": list,
    "not_subject": list,
    "passive": bool,
    "negated": bool,
    "past": bool,
    "becomes": str,
    "means": str,
}
AUXILIARIES: Final = frozenset({"be", "have", "do"})
"""Verbs whose forms the coder knows by itself."""
_CUES_REQUIRED: Final[dict[str, type]] = {"effect": str, "verbs": list}


def compile_deeds(sources: list[Source]) -> Compiled:
    """Plain tables: `acts` without their verbs, which are in `spellings`, `leads` and `states` (`phrases_led`), and as
    the files have them in `written`, one text an act; `classes` (of words and phrases), `words` (by name),
    `sense_words`, `cues`, `usages`; and what follows from them (`spreading`): `companies`, `forms`, `nouns`.
    """
    acts: list[dict[str, Any]] = []
    tables: dict[str, Any] = {"acts": acts, "classes": {}, "words": {}, "sense_words": {}, "cues": [], "usages": []}
    for source in sources:
        if source.name.startswith("acts"):
            acts.extend(_acts(source))
        elif source.name == "objects.yaml":
            tables["classes"] = _classes(source)
            tables["strong"] = [name for name, entry in source.data.items() if entry.get("strong")]
            tables["class_order"] = {
                name: -1 if entry.get("carrier") else n for n, (name, entry) in enumerate(source.data.items())
            }
        elif source.name == "words.yaml":
            tables["words"] = source.data
        elif source.name == "cues.yaml":
            tables["cues"] = entries(source, _CUES_REQUIRED, {"hedge": str})
        elif source.name == "usages.yaml":
            tables["usages"] = entries(source, _USAGE_REQUIRED, _USAGE_OPTIONAL)
        else:
            tables["sense_words"] = _classes(source)
    _check_references(acts, tables["classes"])
    for usage in tables["usages"]:
        _check_usage(usage, acts, tables["classes"])
    tables["written"] = [act.pop("written") for act in acts]
    tables |= phrases_led(act.pop("verbs", ()) for act in acts)
    tables["nouns"] = nouns(act.get("nouns", ()) for act in acts)
    tables["companies"] = companies([*acts, *tables["usages"]])
    cues = (verb.split()[0] for entry in tables["cues"] for verb in entry["verbs"])
    tables["forms"] = forms({*tables["words"].get("verbs", ()), *tables["leads"], *cues} - AUXILIARIES)
    return Compiled(table=tables)


def _acts(source: Source) -> list[dict[str, Any]]:
    acts = entries(source, _REQUIRED, _OPTIONAL)
    for act in acts:
        where = act["id"]
        act["written"] = "\n".join(" ".join(phrase.split()) for phrase in act.get("verbs", ()))
        for key in ("verbs", "nouns"):
            if key in act:
                act[key] = spread(source.name, where, key, act[key])
        if act["type"] not in EVENT_TYPES:
            raise CodebookError(source.name, where, "type", f"{act['type']} is not an event type")
        mode = act.get("mode")
        if mode is not None and mode not in MODES[act["type"]]:
            known = ", ".join(sorted(MODES[act["type"]])) or "none"
            raise CodebookError(source.name, where, "mode", f"{mode} is not a mode of {act['type']} ({known})")
        if act.get("frame", "agent") not in _FRAMES:
            raise CodebookError(source.name, where, "frame", f"must be one of {', '.join(sorted(_FRAMES))}")
        if act.get("effect", "report") not in EFFECTS:
            raise CodebookError(source.name, where, "effect", f"must be one of {', '.join(sorted(EFFECTS))}")
        if not act.get("verbs") and not act.get("nouns"):
            raise CodebookError(source.name, where, None, "has neither verbs nor nouns")
        for noun in act.get("nouns", ()):
            if "…" in noun:
                raise CodebookError(source.name, where, "nouns", f"{noun}: only verbs take “…”, for their object")
    return acts


def _classes(source: Source) -> dict[str, list[str]]:
    """Each word or phrase, singular and plural, with the names of its classes."""
    table: dict[str, list[str]] = {}
    if not isinstance(source.data, dict):
        raise CodebookError(source.name, None, None, "must be a mapping of classes")
    for name, entry in source.data.items():
        for word in entry["words"]:
            spellings = [word[1:]] if word.startswith("=") else [word, plural(word)]
            for spelling in spellings:
                classes = table.setdefault(spelling.lower(), [])
                if name not in classes:
                    classes.append(name)
    return table


def _check_usage(usage: dict[str, Any], acts: list[dict[str, Any]], classes: dict[str, list[str]]) -> None:
    """Raises CodebookError where a usage names an act or a class that there is not, or does not say what it means."""
    where = usage["example"]
    if ("becomes" in usage) == ("means" in usage):
        raise CodebookError("usages.yaml", where, None, "must say either what it becomes or what it means")
    if not (usage.get("verbs") or usage.get("of")):
        raise CodebookError("usages.yaml", where, None, "has neither verbs nor of: it would be meant everywhere")
    ids = {act["id"] for act in acts}
    named = {*ids, *(act["type"] for act in acts), *(act.get("mode") for act in acts)}
    if usage.get("becomes", next(iter(ids))) not in ids:
        raise CodebookError("usages.yaml", where, "becomes", f"{usage['becomes']} is not the id of an act")
    for name in usage.get("of", ()):
        if name not in named:
            raise CodebookError("usages.yaml", where, "of", f"{name} is no id, mode or type of an act")
    known = {name for names in classes.values() for name in names}
    for key in ("object", "subject", "not_subject"):
        for name in usage.get(key, ()):
            if name not in known:
                raise CodebookError("usages.yaml", where, key, f"{name} is not a class of objects.yaml")


def _check_references(acts: list[dict[str, Any]], classes: dict[str, list[str]]) -> None:
    known = {name for names in classes.values() for name in names}
    seen: set[str] = set()
    for act in acts:
        if act["id"] in seen:
            raise CodebookError("acts", act["id"], "id", "is given twice")
        seen.add(act["id"])
        for key in ("object", "subject", "not_object"):
            for name in act.get(key, ()):
                if name not in known:
                    raise CodebookError("acts", act["id"], key, f"{name} is not a class of objects.yaml")
