"""Idioms: verbs that by the shape of their clause spell an act and mean something else: "asked whether".

Those that words alone tell ("took part", "threw out the plan") are data: `usages.yaml`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tocsin.coding.acts.agents import doers
from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.acts.usages import means
from tocsin.coding.events.askings import asks_something, called_out, fosters, had_wanted, on_terms
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, Group, Sentence
from tocsin.coding.text.grammar import ADV, AUXILIARY, COORD, DET, MARK, PREP, QUOTE, REL, SUBORD, TO


@dataclass(frozen=True, slots=True)
class _Idiom:
    """Verbs that mean, where it `holds`, none of the acts whose id, mode or type is `of` (of none, if it is empty)."""

    verbs: str
    of: str
    holds: Callable[[Sentence, list[Group], Hit], bool]
    means: str


def idiom(s: Sentence, groups: list[Group], hit: Hit) -> str:
    """What a verb means here that is not its act, or ""."""
    act = hit.act
    for one in _BY_VERB.get(hit.lemma, ()):
        if one.of in ("", act.id, act.mode, act.type) and one.holds(s, groups, hit):
            return one.means
    return means(s, groups, hit)


def _tells(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "suggested that it was lawful", not "that they leave": the clause below says what is or would be.

    So does evidence, which wants nothing: "polls suggest that most are against it".
    """
    below = [g for g in groups[hit.clause + 1 : hit.clause + 2] if g.form == FINITE and g.link in ("that", "zero")]
    span = groups[hit.clause].subject
    return any(
        g.past or s.lower[g.first] in _INDICATIVE or g.modal in ("would", "will", "may", "might", "could", "can")
        for g in below
    ) or (span is not None and not _EVIDENCE.isdisjoint(s.lower[span[0] : span[1]]))


_INDICATIVE: Final = frozenset({"is", "are", "has"})
_EVIDENCE: Final = frozenset(
    """
    poll polls survey surveys study studies data figures evidence reports findings image images imagery footage
    estimates results signs records documents research analysis indications
    """.split()
)


def _commands(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "ordered them to leave"."""
    return any(g.parent == hit.clause and g.link == "to" for g in groups)


def _goes_up(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "fighting picked up", not "an officer whom police picked up"."""
    group = groups[hit.clause]
    taken = group.link == "relative" and group.subject is not None and group.subject != group.antecedent
    return not (group.passive or taken or object_follows(s, hit.last))


def _of_another(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "campaigners warned that it would harm the river": one who can't be they."""
    span = subject_of(groups, hit.clause)
    if span is None or _ONE.isdisjoint(s.lower[hit.first : hit.last]):
        return False
    head = s.word[head_of(s, *span)[1] - 1]
    return head.islower() and head.endswith("s") and not head.endswith("ss")


_ONE: Final = frozenset({"it", "he", "she"})


def _thinks(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "considers the group as a danger", "a region that it considers its own", "considers it part of it"."""
    below = groups[hit.clause + 1 : hit.clause + 2]
    if any(group.parent == hit.clause and group.link == "ing" for group in below):
        return False  # "is considering sending its troops as observers"
    head = groups[hit.clause].head
    behind = s.lower[head + 1 : head + 1 + _THOUGHT]
    pairs = [*pairwise([*behind, "."])]
    return "as" in behind[1:] or ("part", "of") in pairs or any(own == "own" and not b.isalpha() for own, b in pairs)


_THOUGHT: Final = 5
"""Tokens behind "consider" in which it says what somebody takes a thing for."""


def _shows(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "demonstrated its resolve", "demonstrates that it can"."""
    behind = groups[hit.clause].head + 1
    says = s.lower[behind : behind + 1] in (["that"], ["how"], ["why"])
    return groups[hit.clause].passive or says or object_follows(s, behind)


def _of_what_is(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether the clause below tells of what has happened: "feared that he had died"."""
    below = groups[hit.clause + 1 : hit.clause + 2]
    return any(g.form == FINITE and g.link in ("that", "zero") and (g.past or g.perfect) and not g.modal for g in below)


def _as_it_says(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "a reply to what it called a threat": what is named so by the way."""
    span = groups[hit.clause].subject
    return span is not None and span[0] > s.begin and s.lower[span[0] - 1] == "what"


def _describes(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "finds that they made an illegal approach": the word that judges describes a noun behind it."""
    behind = s.flag(hit.last)
    plain = hit.last < s.end and not behind & (MARK | PREP | COORD | SUBORD | REL | TO | ADV | DET | AUXILIARY)
    return plain and s.lower[hit.last - 1].endswith(_OF_ADJECTIVES) and hit.last not in s.dated


_OF_ADJECTIVES: Final = ("able", "ible", "ous", "ful", "ing", "al", "less", "ate", "ise", "ile")


def _endangers(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "a situation that threatens Japan's survival", but not "Pyongyang threatens its survival"."""
    span = groups[hit.clause].subject
    if span is None or any(word[0].isupper() for word in s.word[max(span[0], s.begin + 1) : span[1]]):
        return False
    return not _AT_STAKE.isdisjoint(s.lower[hit.last : min(hit.last + 6, s.end)])


_AT_STAKE: Final = frozenset(
    "survival existence stability peace livelihoods supplies recovery growth jobs cohesion unity prosperity".split()
)


def _spoils(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "seized two towns, threatening to undo the peace": what may come of a deed, which nobody vows to do."""
    below = next((g for g in groups[hit.clause + 1 : hit.clause + 2] if g.form == INFINITIVE), None)
    return below is not None and below.lemma in _SPOILING


_SPOILING: Final = frozenset(
    """
    undo unravel derail plunge engulf undermine destabilise destabilize overshadow reignite rekindle worsen deepen
    inflame unhinge jeopardise jeopardize spill spiral overwhelm drag tip torpedo scupper scuttle
    """.split()
)


def _hastens(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "rushed to impose sanctions": the "to" leads what somebody hurries to do, not where he goes."""
    to = hit.last - 1
    led = [g for g in groups[hit.clause + 1 :] if g.form == INFINITIVE and g.first <= to + 1 <= g.head]
    return s.lower[to] == "to" and bool(led)


def _quoted_before(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "“They fled,” added the officer": says more, sends nobody."""
    return hit.first - 1 >= s.begin and bool(s.flag(hit.first - 1) & QUOTE)


def _on_ills(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "declares war on filth": on something that nobody shoots at."""
    on = next((i for i in range(hit.first + 1, min(hit.last + 1, s.end)) if s.lower[i] == "on"), -1)
    if on < 0 or s.lower[on - 1] != "war" or on + 1 >= s.end or "rebels" in doers(s, groups, hit.clause):
        return False
    whom = s.lower[on + 1 : min(on + 4, s.end)]
    against = classes_in(s, on + 1, min(on + 5, s.end))
    return all(word.islower() for word in s.word[on + 1 : on + 2]) and against.isdisjoint(_FOES) and "its" not in whom


_FOES: Final = frozenset({"state", "rebels", "troops", "territory", "people", "citizens", "body", "diplomats"})


def _as_a_show(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "staged a drill in a demonstration of unity": the drill is what is staged."""
    shown = s.lower[hit.last - 1].startswith("demonstration")
    return shown and any(s.flag(i) & PREP for i in range(hit.first, hit.last))


def _which_land(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "would take back the land it had lost"."""
    return groups[hit.clause].antecedent is not None


def _stands_near(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "three ships stood by at a distance"."""
    by = groups[hit.clause].head + 1
    return s.lower[by : by + 1] == ["by"] and bool(s.flag(by + 1) & (MARK | PREP))


def _over_days(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "launched missile attacks on Israel over the weekend"."""
    return not s.dated.isdisjoint((hit.last, hit.last + 1))


def _by_a_storm(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Storm slams coast of Florida"."""
    span = subject_of(groups, hit.clause)
    if span is None:
        return False
    return s.lower[head_of(s, *span)[1] - 1] in s.grammar.natural


_IDIOMS: Final = (
    _Idiom("add", "MOBILIZE", _quoted_before, "says more, sends nobody"),
    _Idiom("ask", "REQUEST", asks_something, "a question, not a request"),
    _Idiom("want", "REQUEST", had_wanted, "a wish that came to nothing, not a request"),
    _Idiom("encourage", "REQUEST", fosters, "helps something along, asks nobody"),
    _Idiom("call", "REQUEST", called_out, "called to a place, not asked for"),
    _Idiom("suggest insist", "REQUEST", _tells, "says how it is, not what is wanted"),
    _Idiom("order", "AGREE", _commands, "a command, not an order of goods"),
    _Idiom("pick", "arrest", _goes_up, "goes up, nobody is taken"),
    _Idiom("warn caution", "THREATEN", _of_another, "a warning of what another does"),
    _Idiom("consider", "consider", _thinks, "what somebody thinks, not what he weighs"),
    _Idiom("stand", "SUPPORT", _stands_near, "stands there, backs nobody"),
    _Idiom("demonstrate", "demo", _shows, "shows something, no protest"),
    _Idiom("stage hold", "demo", _as_a_show, "something else is staged, to show something"),
    _Idiom("fear dread", "warn", _of_what_is, "a fear of what is, no warning"),
    _Idiom(
        "call describe term brand label dub denounce deem consider see",
        "ACCUSE",
        _as_it_says,
        "only what the speaker calls something",
    ),
    _Idiom("call", "", _as_it_says, "only what the speaker calls something"),
    _Idiom("find think call consider deem hold label brand judge", "judge-harshly", _describes, "only describes"),
    _Idiom("threaten endanger", "THREATEN", _endangers, "a danger, not a threat: nobody makes it"),
    _Idiom("threaten", "THREATEN", _spoils, "a danger, not a threat: nobody makes it"),
    _Idiom("rush hurry race hasten scramble", "", _hastens, "hastens to do something, goes nowhere"),
    _Idiom("ask request authorise authorize allow permit", "", on_terms, "only the terms on which somebody speaks"),
    _Idiom("launch fire send lob shoot", "missile-flown-over", _over_days, "over some days, not over a land"),
    _Idiom("slam hit batter lash pound hammer", "condemn", _by_a_storm, "a storm, nobody's words"),
    _Idiom("lose", "lose-place", _which_land, "only says which land is meant"),
    _Idiom("declare", "vow-force", _on_ills, "a campaign against an ill, no war"),
)
_BY_VERB: Final = {
    verb: tuple(one for one in _IDIOMS if verb in one.verbs.split())
    for entry in _IDIOMS
    for verb in entry.verbs.split()
}
