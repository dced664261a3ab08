"""Dangers: threats and worries that nobody is said to make or voice: "floods threaten the town"."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.roles.roles import Roles
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import ING, Group, Sentence

_TEXTS: Final = frozenset("resolution resolutions draft text motion bill statement communique declaration".split())
_ADVISING: Final = frozenset({"should", "ought"})
_STIRRING: Final = frozenset("raise spark fuel stir cause prompt provoke trigger draw".split())
"""Verbs of what makes others worry: "the move raises concerns"."""


def danger_only(s: Sentence, groups: list[Group], roles: Roles, hit: Hit) -> str:
    """As in "floods threaten the town", "the move raised concern": nobody makes or voices it, or ""."""
    follows = s.lower[hit.last] if hit.last < s.end else ""
    if (
        hit.lemma == "threaten"
        and follows != "to"
        and "to" not in s.lower[hit.first : hit.last]
        and not _somebody(groups, roles, hit.clause)
        and not (hit.act.id == "threaten-sanctions" and _in_writing(s, groups, hit.clause))
    ):
        return "a danger, not a threat: nobody makes it"
    if hit.act.id == "threaten-by-saying" and groups[hit.clause].modal in _ADVISING:
        return "what somebody thinks right, no threat"
    if hit.act.id == "voice-displeasure" and hit.lemma in _STIRRING and not _says(groups, roles, hit.clause):
        return "a concern that nobody is said to voice"
    return ""


def _somebody(groups: list[Group], roles: Roles, k: int) -> bool:
    """Whether a clause has a subject that may act: somebody named, or no subject that says otherwise."""
    span = subject_of(groups, k)
    return span is None or groups[k].passive or bool(roles.subject(k)) or span[1] - span[0] < 3


def _in_writing(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "a resolution that threatens sanctions": a body's own words threaten for it."""
    span = subject_of(groups, k)
    return span is not None and not _TEXTS.isdisjoint(s.lower[span[0] : span[1]])


def _says(groups: list[Group], roles: Roles, k: int) -> bool:
    """Whether the subject of a clause is somebody, and no outcome of what the clause before tells."""
    return bool(roles.subject(k)) and not (groups[k].form == ING and groups[k].link == "participle")
