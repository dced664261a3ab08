"""Words in all their forms, spread once, when the codebook is compiled: a process that starts only looks them up."""

from collections.abc import Iterable
from typing import Any, Final

from tocsin.codebook.inflection import plural, verb_forms

Items = tuple[str, ...]
"""Words and phrases as an entry lists them; "*" ends the beginning of one, "=" takes one as it stands."""
Spread = tuple[tuple[str, ...], tuple[str, ...], dict[str, tuple[str, ...]]]
"""Single words in all their forms; beginnings of words, behind a blank; by first word the phrases, between blanks."""

COMPANY: Final = ("near", "not_near", "behind", "not_behind", "object_words", "subject_words")
"""The fields of acts and usages that list words and phrases in whose company a verb stands."""


def companies(entries: Iterable[dict[str, Any]]) -> dict[Items, Spread]:
    """What the fields of COMPANY list in these entries, each list once, in all forms of the last words."""
    listed = (entry[field] for entry in entries for field in COMPANY if entry.get(field))
    return {items: _spread(items) for items in dict.fromkeys(map(tuple, listed))}


def forms(verbs: Iterable[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Each form of these verbs → the verbs that it is a form of, with the bits of what it can be."""
    found: dict[str, dict[str, int]] = {}
    for verb in sorted(verbs):
        for form, bits in verb_forms(verb).items():
            found.setdefault(form, {})[verb] = bits
    return {form: tuple(of.items()) for form, of in found.items()}


def nouns(acts: Iterable[Iterable[str]]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The words of each noun, singular and plural → the places of the acts that it names."""
    found: dict[tuple[str, ...], list[int]] = {}
    for act, several in enumerate(acts):
        for noun in several:
            for spelling in dict.fromkeys((noun.lower(), plural(noun.lower()))):
                found.setdefault(tuple(spelling.split()), []).append(act)
    return {words: tuple(named) for words, named in found.items()}


def _spread(items: Items) -> Spread:
    words: set[str] = set()
    beginnings: set[str] = set()
    phrases: dict[str, set[str]] = {}
    for item in items:
        if item.startswith("="):
            words.add(item[1:])
            continue
        head, _, last = item.rpartition(" ")
        begun = last.endswith("*")
        spelled = {last[:-1]} if begun else {last, plural(last), *verb_forms(last)}
        if head:
            end = "" if begun else " "
            phrases.setdefault(head.split()[0], set()).update(f" {head} {form}{end}" for form in spelled)
        elif begun:
            beginnings.update(f" {form}" for form in spelled)
        else:
            words.update(spelled)
    by_first = {first: tuple(sorted(several)) for first, several in phrases.items()}
    return tuple(sorted(words)), tuple(sorted(beginnings)), by_first
