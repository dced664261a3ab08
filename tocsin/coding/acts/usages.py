"""Usages: what the verb of an act means beside certain words, as `usages.yaml` of the codebook has it."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.agents import doers
from tocsin.coding.acts.company import has_any
from tocsin.coding.acts.extents import object_end
from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import REDUCED, Group, Sentence
from tocsin.coding.text.grammar import Usage

_NOTHING: Final = (0, 0)
_BEHIND: Final = 9
"""Tokens from the verb on among which a usage looks for words: the verb itself and eight."""


def reinterpreted(s: Sentence, groups: list[Group], hit: Hit) -> Hit:
    """The hit, as the act that its verb is beside the words that stand there."""
    usage = _usage(s, groups, hit)
    if usage is None or usage.becomes is None:
        return hit
    # "were engaged by jets" is what was done to them, no state, where the act that is meant has a doer.
    return replace(hit, act=usage.becomes, state=hit.state and usage.becomes.frame != "agent")


def means(s: Sentence, groups: list[Group], hit: Hit) -> str:
    """What the verb of a hit means where that is no act, or ""."""
    usage = _usage(s, groups, hit)
    return usage.means if usage is not None else ""


def _usage(s: Sentence, groups: list[Group], hit: Hit) -> Usage | None:
    """The first usage that holds for the verb of a hit."""
    for usage in s.grammar.usages.get(hit.lemma, ()):
        if (not usage.of or hit.act.among(usage.of)) and _holds(usage, s, groups, hit):
            return usage
    return None


def _holds(usage: Usage, s: Sentence, groups: list[Group], hit: Hit) -> bool:
    group = groups[hit.clause]
    return (
        _is(usage.passive, group.passive)
        and _is(usage.negated, group.negated)
        and (_is(usage.past, group.past or group.perfect) or (usage.past is True and _left_out(group)))
        and not (usage.bare and hit.last > group.head + 1)
        and (not usage.object or not usage.object.isdisjoint(hit.classes))
        and (not usage.next or any(_follows(s, phrase, group.head + 1, hit.last) for phrase in usage.next))
        and (usage.behind is None or has_any(s, usage.behind, *_behind(s, group, hit)))
        and (usage.not_behind is None or not has_any(s, usage.not_behind, *_behind(s, group, hit)))
        and (usage.object_words is None or has_any(s, usage.object_words, *_object(s, groups, hit)))
        and (
            usage.subject_words is None
            or has_any(s, usage.subject_words, *(subject_of(groups, hit.clause) or _NOTHING))
        )
        and (not usage.subject or not usage.subject.isdisjoint(doers(s, groups, hit.clause)))
        and (not usage.not_subject or usage.not_subject.isdisjoint(doers(s, groups, hit.clause)))
    )


def _left_out(group: Group) -> bool:
    """Whether a passive has no "was" of its own: "five were killed and a village razed"."""
    return group.form == REDUCED and group.passive


def _is(wanted: bool | None, given: bool) -> bool:
    return wanted is None or wanted == given


def _follows(s: Sentence, phrase: tuple[str, ...], *places: int) -> bool:
    return any(tuple(s.lower[at : min(at + len(phrase), s.end)]) == phrase for at in places)


def _behind(s: Sentence, group: Group, hit: Hit) -> Range:
    return group.head + 1, min(max(group.head + 1, hit.last - 1) + _BEHIND - 1, s.end)


def _object(s: Sentence, groups: list[Group], hit: Hit) -> Range:
    """The object of a verb without what hangs on it, in the passive its subject."""
    if groups[hit.clause].passive:
        return subject_of(groups, hit.clause) or _NOTHING
    first, last = _behind(s, groups[hit.clause], hit)
    return first, object_end(s, groups[hit.clause], first, last)
