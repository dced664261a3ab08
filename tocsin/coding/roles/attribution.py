"""Attribution: whose word an event stands on, through chains of "officials cited by the agency said that …"."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.reading import Actor, Attribution
from tocsin.coding.roles.roles import Roles
from tocsin.coding.roles.tellers import headed_by, leading, trailing
from tocsin.coding.roles.voices import of_document
from tocsin.coding.syntax.hanging import holder
from tocsin.coding.syntax.modality import chain
from tocsin.coding.syntax.surroundings import CHARGING
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.acts import ONLY_WORDS
from tocsin.vocabulary import EventType

_SAYING: Final = frozenset({"report", "allege", "confirm", "deny", "warn"})


def attribute(
    s: Sentence, groups: list[Group], k: int, roles: Roles, effects: dict[int, str], *, hedge: str | None
) -> Attribution:
    """The source of clause `k`: the verb of saying above it, one that the sentence ends with, or "according to"."""
    for parent in _tellers_of(groups, _told_with(s, groups, holder(groups, k))) if k >= 0 else []:
        effect = effects.get(parent) or s.grammar.cues.get(groups[parent].lemma, "")
        if groups[parent].lemma in _SEEMING:
            continue
        if effect in _SAYING or _is_sure(s, groups[parent]):
            return Attribution(_source(roles, parent) or _voice(roles, parent), s.lower[groups[parent].head], hedge)
    said = trailing(s, groups, k)
    if said is None and k >= 0:
        said = leading(s, groups, k)
    if said is not None:
        return Attribution(_source(roles, said), s.lower[groups[said].head], hedge)
    if k >= 0 and (voice := _voice(roles, k)) is not None:
        return Attribution(voice, "said", hedge)
    heading = headed_by(s)
    signed = s.signed if heading is None else None
    cited_at = heading or signed
    if cited_at is not None and (k >= 0 or s.signed):
        cited = roles.scene.actors_in(*cited_at)
        cue = s.lower[signed[0] - 1] if signed is not None else ":"  # "… - sources"
        return Attribution(cited[0].actor if cited else None, cue, hedge)
    according = _according(s)
    if according is not None:
        found = roles.scene.actors_in(according + 2, min(according + 16, s.end))
        return Attribution(found[0].actor if found else None, "according to", hedge)
    return Attribution(None, None, hedge)


_SEEMING: Final = frozenset({"appear", "seem"})
"""Verbs by which nobody says so: "the North appears to have restarted its reactor, the agency said"."""


def _tellers_of(groups: list[Group], k: int) -> list[int]:
    """The clauses above one that may tell it; "accused Mali of piracy, expelling two envoys" only says what else."""
    above = chain(groups, k)
    beside = above and groups[k].link == "participle" and groups[above[0]].lemma in CHARGING
    return above[1:] if beside else above


def _is_sure(s: Sentence, group: Group) -> bool:
    """As in "Norway is certain that Mali sent arms"."""
    return group.lemma in ("be", "remain", "feel") and s.lower[group.head + 1 : group.head + 2] in _SURE


_SURE: Final = (["certain"], ["sure"], ["confident"], ["adamant"], ["positive"], ["aware"])


def vouched(told: Attribution, s: Sentence, hit: Hit, event_type: EventType, actors: tuple[Actor, ...]) -> Attribution:
    """The attribution of an act of words by its speaker, where nobody else is cited for it."""
    if told.source is not None or event_type not in ONLY_WORDS or not actors:
        return told
    return Attribution(actors[0], told.cue or s.lower[hit.first], told.hedge)


def _voice(roles: Roles, k: int) -> Actor | None:
    """Who speaks the quotation that clause `k` stands in."""
    voice = roles.before.voice
    return voice.speaker[0].actor if voice is not None and voice.says(roles.groups[k].head) else None


def _told_with(s: Sentence, groups: list[Group], k: int) -> int:
    """The clause whose teller tells clause `k` too: "said that two soldiers were hurt and four had been taken"."""
    while k and groups[k].link == "and" and groups[k].parent < 0 and groups[k].form == FINITE:
        above, opening = groups[k - 1], groups[k].subject or (groups[k].first, 0)
        alike = above.perfect == groups[k].perfect and above.past == groups[k].past
        told = above.parent >= 0 and above.form == FINITE
        if not (alike and (told or above.link == "and")) or s.lower[opening[0] - 2] == ",":
            return k
        k -= 1
    return k


def _source(roles: Roles, k: int) -> Actor | None:
    if roles.groups[k].passive and roles.groups[k].lemma in CHARGING:
        return None  # "the militia has been accused of killing eight": by somebody else
    found = roles.subject(k) or of_document(roles, k)
    named = next((m for m in found if m.country), None)
    return named.actor if named else found[0].actor if found else None


def _according(s: Sentence) -> int | None:
    """Where the words begin that name a source; nobody says what is done "according to law"."""
    if "according" not in s.vocabulary:
        return None
    return next(
        (
            i
            for i in range(s.begin, s.end - 2)
            if s.lower[i : i + 2] == ["according", "to"] and s.lower[i + 2] not in _RULES
        ),
        None,
    )


_RULES: Final = frozenset({"law", "laws", "regulations", "rules", "plan", "plans", "schedule"})
"""What things are done according to."""
