"""Idioms: verbs that spell an act and mean something else: "took part", "hit its goal of 2%"."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in, doers, head_of
from tocsin.coding.events.askings import (
    asks_something,
    called_out,
    fosters,
    had_wanted,
    on_terms,
    seeks_for_itself,
    word_behind,
)
from tocsin.coding.events.usages import (
    OBJECTS,
    REFLEXIVE,
    a_storm,
    against_haste,
    as_a_show,
    breaches,
    consists,
    digs,
    endangers_by_being,
    feared_dead,
    holds_talks,
    is_rung,
    itself,
    keeps_calm,
    made_out,
    more_than_that,
    muted,
    over_days,
    parts_armies,
    says_that,
    stands_near,
    talks_end,
    turns_down,
    which,
    withholds,
)
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence


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
    return ""


def _fails_to(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "failed to agree"."""
    return word_behind(s, hit) == "to"


def _sends_nobody(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "sent the army fleeing", "the fighting entered its second week"."""
    words = s.lower[hit.first + 1 : min(hit.first + 9, s.end)]
    if hit.lemma == "enter":
        return not _STRETCHES.isdisjoint(words[:4])
    return not _DRIVEN.isdisjoint(words)


_STRETCHES: Final = frozenset("day week month year phase stage hour decade round".split())
_DRIVEN: Final = frozenset("fleeing running reeling packing scurrying".split())


def _tells(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "suggested that it was lawful", not "that they leave": the clause below says what is or would be.

    So does evidence, which wants nothing: "polls suggest that most are against it".
    """
    below = [g for g in groups[hit.clause + 1 : hit.clause + 2] if g.form == FINITE and g.link in ("that", "zero")]
    span = groups[hit.clause].subject
    return any(g.past or g.modal in ("would", "will", "may", "might", "could", "can") for g in below) or (
        span is not None and not _EVIDENCE.isdisjoint(s.lower[span[0] : span[1]])
    )


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
    """As in "fighting picked up"."""
    return not (groups[hit.clause].passive or object_follows(s, hit.last))


def _tries_to(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "tried to flee"."""
    head = groups[hit.clause].head
    return "to" in s.lower[head + 1 : head + 2]


def _takes_part(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "took part", "it takes planning"."""
    group = groups[hit.clause]
    if hit.last != group.head + 1:
        return False
    span = group.subject
    needs = not group.past and span is not None and s.lower[span[0] : span[1]] == ["it"]
    return needs or word_behind(s, hit) in _TAKEN


_TAKEN: Final = frozenset(
    "part place aim effect note office action steps advantage shelter cover time shape stock".split()
)
"""What "take" makes a phrase of its own with."""


def _takes_as(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "took the city under its wing", "takes the threat for granted"."""
    return not _MANNERS.isdisjoint(s.lower[hit.last : min(hit.last + 4, s.end)])


_MANNERS: Final = frozenset("wing wings granted account task heart".split())


def _burns(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "fire broke out on a ferry between the islands"."""
    span = subject_of(groups, hit.clause)
    return span is not None and s.lower[head_of(s, *span)[1] - 1] in ("fire", "fires", "blaze")


def _of_another(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "campaigners warned that it would harm the river": one who can't be they."""
    span = subject_of(groups, hit.clause)
    if span is None or _ONE.isdisjoint(s.lower[hit.first : hit.last]):
        return False
    head = s.word[head_of(s, *span)[1] - 1]
    return head.islower() and head.endswith("s") and not head.endswith("ss")


_ONE: Final = frozenset({"it", "he", "she"})


def _of_a_treaty(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "The treaty limits the number of warheads"."""
    span = subject_of(groups, hit.clause)
    return span is not None and not _TREATIES.isdisjoint(s.lower[span[0] : span[1]]) and not groups[hit.clause].past


_TREATIES: Final = frozenset("treaty pact accord agreement deal convention".split())


def _a_goal(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "hit a target of spending 2% of GDP"."""
    head = groups[hit.clause].head
    words = s.lower[head + 1 : min(head + 8, s.end)]
    return not _GOALS.isdisjoint(words) and not _SCORES.isdisjoint(words)


_GOALS: Final = frozenset("target targets goal goals".split())
_SCORES: Final = frozenset(
    "spending percent % cent gdp goal goals growth budget inflation emissions climate of".split()
)


def _lands(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "as it approached Plovdiv airport"."""
    head = groups[hit.clause].head
    words = s.lower[head + 1 : min(head + 5, s.end)]
    return not {"airport", "runway", "airfield", "landing"}.isdisjoint(words)


def _gives_orders(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "gave them orders"."""
    head = groups[hit.clause].head
    return "orders" in s.lower[head : head + 4]


def _thought(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "is considered a terrorist group", "considers itself bound", "did not rule out that Chad was behind it"."""
    group = groups[hit.clause]
    if hit.lemma == "consider":
        if "as" in s.lower[group.head + 2 : group.head + 6]:
            return True
        taken_for = group.passive and s.lower[group.head + 1 : group.head + 2] in _TAKEN_FOR
        behind = s.lower[group.head + 1 : group.head + OBJECTS]
        own = any(pair in _OWNED for pair in pairwise(behind)) or behind[:2] == ["its", "own"]
        return taken_for or own or not REFLEXIVE.isdisjoint(s.lower[group.head + 1 : group.head + 2])
    words = s.lower[hit.last : min(hit.last + 8, s.end)]
    return hit.lemma == "rule" and words[:1] == ["that"] and not {"behind", "responsible", "involved"}.isdisjoint(words)


_OWNED: Final = frozenset({("its", "own"), ("their", "own"), ("part", "of"), ("on", "its")})
"""What somebody considers a thing: "a region that Guyana considers its own"."""
_TAKEN_FOR: Final = (["a"], ["an"], ["the"], ["to"], ["part"], ["one"])


def _shows(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "demonstrated its resolve", "demonstrates that it can"."""
    behind = groups[hit.clause].head + 1
    says = s.lower[behind : behind + 1] in (["that"], ["how"], ["why"])
    return groups[hit.clause].passive or says or object_follows(s, behind)


def _beforehand(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "civilians would be warned in advance", "warned its neighbours in advance of the strike"."""
    words = s.lower[hit.last : min(hit.last + 8, s.end)]
    notice = any(pair in (("in", "advance"), ("in", "time"), ("ahead", "of")) for pair in pairwise(words))
    return (notice or "beforehand" in words) and "that" not in words


def _of_what_is(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether the clause below tells of what has happened: "feared that he had died"."""
    below = groups[hit.clause + 1 : hit.clause + 2]
    return any(g.form == FINITE and g.link in ("that", "zero") and g.past and not g.modal for g in below)


def _as_it_says(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "a reply to what it called a threat": what is named so by the way."""
    span = groups[hit.clause].subject
    return span is not None and span[0] > s.begin and s.lower[span[0] - 1] == "what"


def _busy(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "engaged in talks"."""
    return groups[hit.clause].passive and word_behind(s, hit) == "in"


def _be_known(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "let it be known that"."""
    head = groups[hit.clause].head
    return s.lower[head + 1 : head + 4] == ["it", "be", "known"]


def _endangers(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "a situation that threatens Japan's survival", but not "Pyongyang threatens its survival"."""
    span = groups[hit.clause].subject
    if span is None or any(word[0].isupper() for word in s.word[max(span[0], s.begin + 1) : span[1]]):
        return False
    return not _AT_STAKE.isdisjoint(s.lower[hit.last : min(hit.last + 6, s.end)])


def _is_ruled_out(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Taiwan would not escalate the conflict"."""
    return groups[hit.clause].negated


_AT_STAKE: Final = frozenset(
    "survival existence stability peace livelihoods supplies recovery growth jobs cohesion unity prosperity".split()
)


def _on_ills(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "declares war on filth": on something that nobody shoots at."""
    on = next((i for i in range(hit.first + 1, min(hit.last + 1, s.end)) if s.lower[i] == "on"), -1)
    if on < 0 or s.lower[on - 1] != "war" or on + 1 >= s.end or "rebels" in doers(s, groups, hit.clause):
        return False
    whom = s.lower[on + 1 : min(on + 4, s.end)]
    against = classes_in(s, on + 1, min(on + 5, s.end))
    return all(word.islower() for word in s.word[on + 1 : on + 2]) and against.isdisjoint(_FOES) and "its" not in whom


_FOES: Final = frozenset({"state", "rebels", "troops", "territory", "people", "citizens", "body", "diplomats"})

_IDIOMS: Final = (
    _Idiom("ask", "REQUEST", asks_something, "a question, not a request"),
    _Idiom("seek", "REQUEST", seeks_for_itself, "an aim, not a request"),
    _Idiom("want", "REQUEST", had_wanted, "a wish that came to nothing, not a request"),
    _Idiom("encourage", "REQUEST", fosters, "helps something along, asks nobody"),
    _Idiom("call", "REQUEST", called_out, "called to a place, not asked for"),
    _Idiom("send enter", "MOBILIZE", _sends_nobody, "nobody is sent anywhere"),
    _Idiom("suggest insist", "REQUEST", _tells, "says how it is, not what is wanted"),
    _Idiom("order", "AGREE", _commands, "a command, not an order of goods"),
    _Idiom("pick", "arrest", _goes_up, "goes up, nobody is taken"),
    _Idiom("try", "convict", _tries_to, "an attempt, not a trial"),
    _Idiom("take", "", _takes_part, "a set phrase"),
    _Idiom("take", "", _takes_as, "a set phrase"),
    _Idiom("break", "fighting-breaks-out", _burns, "a blaze, no fight"),
    _Idiom("warn caution", "THREATEN", _of_another, "a warning of what another does"),
    _Idiom("limit cap restrict ban reduce cut govern regulate", "disarm", _of_a_treaty, "what a treaty says, no deed"),
    _Idiom("hit", "hit-target", _a_goal, "reaches a goal, no blow"),
    _Idiom("approach", "pass-close-by", _lands, "comes in to land"),
    _Idiom("give", "arm-others", _gives_orders, "a command, no gift"),
    _Idiom("consider rule", "consider", _thought, "what somebody thinks, not what he weighs"),
    _Idiom("fail", "talks-fail", _fails_to, "came to nothing, not broken off"),
    _Idiom("explore", "consider", digs, "a search for oil, not a thought"),
    _Idiom("make", "deny-by-saying", consists, "says what something consists of"),
    _Idiom("give have", "give-ultimatum", muted, "an answer that threatens nothing"),
    _Idiom("throw", "expel", turns_down, "turns a plan down, expels nobody"),
    _Idiom("stand", "SUPPORT", stands_near, "stands there, backs nobody"),
    _Idiom("demonstrate", "demo", _shows, "shows something, no protest"),
    _Idiom("stage hold", "demo", as_a_show, "something else is staged, to show something"),
    _Idiom("warn", "warn", _beforehand, "told beforehand, of no danger"),
    _Idiom("present pose represent", "give-ultimatum", endangers_by_being, "a danger: nobody threatens"),
    _Idiom("present pose represent", "AID", endangers_by_being, "a danger, no gift"),
    _Idiom("identify", "ACCUSE", made_out, "made out as a thing, accused of nothing"),
    _Idiom("fear", "warn", feared_dead, "thought to be so, no warning"),
    _Idiom("fear dread", "warn", _of_what_is, "a fear of what is, no warning"),
    _Idiom(
        "call describe term brand label dub denounce deem consider see",
        "ACCUSE",
        _as_it_says,
        "only what the speaker calls something",
    ),
    _Idiom("call", "", _as_it_says, "only what the speaker calls something"),
    _Idiom("threaten endanger", "THREATEN", _endangers, "a danger, not a threat: nobody makes it"),
    _Idiom("escalate spread widen spill engulf spiral", "warn-by-saying", _is_ruled_out, "not to come, so no warning"),
    _Idiom("engage", "", _busy, "busy with something"),
    _Idiom("ask request authorise authorize allow permit", "", on_terms, "only the terms on which somebody speaks"),
    _Idiom("let", "", _be_known, "only says who speaks"),
    _Idiom("defend protect", "SUPPORT", itself, "done for nobody else"),
    _Idiom("end stop halt cease", "leave-treaty", breaches, "ends what broke a treaty, not the treaty"),
    _Idiom("launch fire send lob shoot", "missile-flown-over", over_days, "over some days, not over a land"),
    _Idiom("warn caution", "warn", against_haste, "advice against haste, a warning of no danger"),
    _Idiom("slam hit batter lash pound hammer", "condemn", a_storm, "a storm, nobody's words"),
    _Idiom("begin start complete initiate", "ceasefire", parts_armies, "they part: a withdrawal, no truce"),
    _Idiom("conclude", "defence-pact", talks_end, "talks or drills end, no pact is made"),
    _Idiom("host", "visit", holds_talks, "talks are held there, nobody's visit"),
    _Idiom("maintain", "MOBILIZE", keeps_calm, "keeps the peace as it is, sends nobody"),
    _Idiom("seek", "propose-ceasefire", more_than_that, "more than a truce is wanted, and none is offered"),
    _Idiom("claim", "confirm", says_that, "says how it is, confirms nothing"),
    _Idiom("contact", "meet", is_rung, "rung up by somebody: no talks"),
    _Idiom("lose", "lose-place", which, "only says which land is meant"),
    _Idiom("declare", "vow-force", _on_ills, "a campaign against an ill, no war"),
    _Idiom("deny", "deny", withholds, "withholds something, contradicts nothing"),
)
_BY_VERB: Final = {
    verb: tuple(one for one in _IDIOMS if verb in one.verbs.split())
    for entry in _IDIOMS
    for verb in entry.verbs.split()
}
