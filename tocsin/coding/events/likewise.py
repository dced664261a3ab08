"""Likewise: an act told by pointing at one told before: "Chad did so too", "Riga expelled four", "followed with 12"."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.elided import COUNTED, behind_count, counts_only
from tocsin.coding.acts.finding import Cast, Finding
from tocsin.coding.acts.governed import asked_mode
from tocsin.coding.acts.things import TAKING
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.roles import Roles
from tocsin.coding.syntax.shades import own_shade
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.acts import Act
from tocsin.coding.text.grammar import MARK

_POINTING: Final = {
    "do": (("the", "same"), ("likewise",), ("so", "too"), ("so", "as", "well")),
    "follow": (("suit",), ("its", "example"), ("their", "example"), ("its", "lead"), ("their", "lead")),
    "act": (("likewise",), ("in", "the", "same", "way")),
}
"""Verbs with the words that make them stand for the act before."""
_IN_KIND: Final = (("in", "kind"),)
_ANSWERING: Final = {
    **dict.fromkeys(("answer", "respond", "reply", "retaliate", "react"), _IN_KIND),
    "return": (("the", "compliment"), ("the", "favour"), ("the", "favor")),
    "pay": (("back", "in", "kind"),),
    "hit": (("back", "in", "kind"),),
    "reciprocate": ((),),
}
"""… for the act before, done to whoever did it: "Warsaw expelled two envoys; Minsk answered in kind"."""
_ACCEPTED: Final = frozenset({"AGREE", "CONCEDE", "SUPPORT", "RETREAT"})
"""Acts that who does not do them likewise refuses."""
_ANSWERED: Final = frozenset({"SANCTION", "COERCE", "ASSAULT"})


def likewise(
    s: Sentence, groups: list[Group], roles: Roles, found: list[Finding], former: Finding | None
) -> list[Finding]:
    """The acts of a sentence that repeat one by another doer; `former` is the last act of the sentences before."""
    repeated: list[Finding] = []
    for k, group in enumerate(groups):
        back = group.lemma in _ANSWERING
        end = _points(s, group) if back or group.lemma in _POINTING else 0
        if not end:
            continue
        before = [one for one in found if one.hit.first < group.first and one.hit.clause != k]
        model = before[-1] if before else former
        actors = roles.subject(k) or (_behind(s, roles, group) if group.lemma == "do" else [])
        if end == group.head + 1 and group.lemma == "follow" and not all(m.kind in _POWERS for m in actors):
            continue  # "Estonia followed", but "a raid followed"
        if model is None or not actors or any(one.hit.clause == k for one in found):
            continue
        if group.negated and model.hit.act.type not in _ACCEPTED:
            continue
        if back and (model.hit.act.type not in _ANSWERED or {m.country for m in actors} & _codes(model.actors)):
            continue
        hit = replace(model.hit, clause=k, first=group.head, last=end, noun=False, lemma=group.lemma)
        recipients = [m for m in (model.actors if back else model.recipients) if m not in actors]
        one = replace(model, hit=hit, shade=own_shade(s, groups, k), actors=actors, recipients=recipients)
        if group.negated:
            one.cast = Cast("REJECT", asked_mode(model.hit.act), "actual")  # "Hamas accepted the plan, Israel did not"
        repeated.append(one)
    return repeated + [other for one in found for other in _without_verb(s, groups, roles, one)]


def _behind(s: Sentence, roles: Roles, group: Group) -> list[ActorMention]:
    """As in "Jordan signed, as did Egypt"."""
    if group.subject is not None or s.lower[group.first - 1] not in ("as", "so"):
        return []
    stop = next((i for i in range(group.head + 1, s.end) if s.flag(i) & MARK), s.end)
    return roles.scene.actors_in(group.head + 1, stop)


def _codes(mentions: list[ActorMention]) -> set[str | None]:
    return {m.country for m in mentions}


def _without_verb(s: Sentence, groups: list[Group], roles: Roles, one: Finding) -> list[Finding]:
    """The same done by others to so many: "Berlin expelled four envoys, Rome two and Riga three"."""
    counted = not one.hit.noun and one.hit.lemma in COUNTED and behind_count(s, one.hit.last) > 0
    if not counted or groups[one.hit.clause].passive:
        return []
    scene = roles.scene
    told = {
        scene.token_at(m.end): m
        for m in scene.actors_in(one.hit.last, groups[one.hit.clause].stop)
        if m.kind in _STATES and s.lower[scene.token_at(m.start) - 1] in _JOINTS
    }
    others = {at: m for at, m in told.items() if counts_only(s, at)}
    one.recipients = [m for m in one.recipients if m not in others.values()]
    return [
        replace(
            one,
            hit=replace(one.hit, first=at, last=at + 1),
            actors=[m],
            recipients=list(one.recipients),
            results=[],
            verbless=True,
        )
        for at, m in others.items()
    ]


_POWERS: Final = frozenset({"country", "seat", "body", "organisation"})
_STATES: Final = frozenset({"country", "seat"})
_JOINTS: Final = frozenset({",", "and", "while"})


def lend_sufferers(s: Sentence, found: list[Finding], former: Finding | None) -> None:
    """Gives acts done to a bare number those to whom the same was done before: "Latvia expelled four" of those."""
    for n, one in enumerate(found):
        if one.hit.noun or one.hit.lemma not in COUNTED or not counts_only(s, one.hit.last):
            continue
        before = [other for other in (former, *found[:n]) if other is not None and _goes_on(other, one)]
        if before:
            one.recipients = [m for m in before[-1].recipients if m not in one.actors]


def _goes_on(before: Finding, one: Finding) -> bool:
    """Whether an act is done to more of those to whom one before was done, or some of them are let go."""
    freed = one.hit.act.mode == "release" and before.hit.act.mode in TAKING
    return before.hit.act.type == one.hit.act.type or freed


_BESIDE: Final = frozenset({"", ",", "and", "but", "while", "as", "so", "though", "although", "whereas"})
"""What opens a clause whose "did" stands for the act before; "what they do" does not."""


def _points(s: Sentence, group: Group) -> int:
    """The token behind the words that point at an act told before, 0 where a clause has none."""
    if group.form != FINITE:
        return 0
    if group.lemma == "do" and group.head == group.first and group.link in _BESIDE:
        end = group.head + 1 + group.negated * (s.lower[group.head + 1 : group.head + 2] == ["not"])
        as_did = not group.negated and s.lower[group.first - 1] in ("as", "so") and group.first > s.begin
        if as_did or end >= s.end or s.flag(end) & MARK:
            return end
    if group.negated:
        return 0
    for words in (*_POINTING.get(group.lemma, ()), *_ANSWERING.get(group.lemma, ())):
        end = group.head + 1 + len(words)
        if tuple(s.lower[group.head + 1 : end]) == words and end <= s.end:
            return end
    if group.lemma == "follow" and not group.passive and _ends(s, group.head + 1):
        return group.head + 1
    with_some = group.lemma == "follow" and s.lower[group.head + 1 : group.head + 2] == ["with"]
    return group.head + 3 if with_some and counts_only(s, group.head + 2) else 0


def _ends(s: Sentence, i: int) -> bool:
    """Whether a clause ends at a token, or with when it was: "Estonia followed on Monday"."""
    return i >= s.end or bool(s.flag(i) & MARK) or i in s.dated or s.lower[i] in _LATER


_LATER: Final = frozenset({"on", "within", "later", "soon", "shortly", "hours", "days", "too"})


def alike(one: Act, other: Act) -> bool:
    """Whether two entries name one kind of act: a truce that is proposed is no second truce."""
    return one.id == other.id or (one.mode is not None and (one.type, one.mode) == (other.type, other.mode))
