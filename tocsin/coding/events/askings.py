"""Askings: verbs that spell a request and make none: "asked whether", "had wanted to march"."""

from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import REDUCED, Group, Sentence
from tocsin.coding.text.grammar import PRON


def word_behind(s: Sentence, hit: Hit) -> str:
    """The word behind those of an act."""
    return s.lower[hit.last] if hit.last < s.end else ""


def asks_something(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "asked whether", "asked a question", "was asked about it", "asked before the vote if he would stay"."""
    group, after = groups[hit.clause], word_behind(s, hit)
    if group.passive and not {"for", "to"}.isdisjoint(s.lower[hit.first : hit.last]):
        return False  # "asked for troops by its neighbour"
    return (
        (group.passive and after not in ("to", "for"))
        or after in ("question", "questions", "whether", "if", "about", "by", "how", "why")
        or (bool(s.flag(hit.last) & PRON) and s.lower[hit.last + 1 : hit.last + 2] in _QUESTIONS)
        or group.link in ("if", "when")
        or any(g.link in ("if", "whether") and g.modal in _OPEN for g in groups[hit.clause + 1 : hit.clause + 2])
    )


_QUESTIONS: Final = (["who"], ["what"], ["why"], ["whether"], ["when"], ["where"], ["how"], ["if"], ["which"])
_OPEN: Final = frozenset({"would", "could", "might", "should"})
"""Auxiliaries of what a question leaves open."""


def had_wanted(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "had wanted to march on the ministry"."""
    group = groups[hit.clause]
    return group.perfect and group.past and s.lower[group.head + 1 : group.head + 2] == ["to"]


def fosters(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "encouraging infiltration", "which encourages investment": somebody is encouraged to do something."""
    return not any(g.parent == hit.clause and g.link == "to" for g in groups)


def called_out(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Police were called for a brawl"."""
    span = subject_of(groups, hit.clause)
    if groups[hit.clause].form == REDUCED:
        return "for" not in s.lower[hit.first : hit.last]  # "a dialogue, called the Blue Forum"
    if span is None or not groups[hit.clause].passive:
        return False
    return bool(classes_in(s, *head_of(s, *span)) & {"police", "troops"}) or not _CREWS.isdisjoint(
        s.lower[span[0] : span[1]]
    )


_CREWS: Final = frozenset("firefighters crews ambulance ambulances paramedics officers deputies rescuers".split())


def on_terms(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    return unnamed(s, groups[hit.clause])


def unnamed(s: Sentence, group: Group) -> bool:
    """As in "requesting anonymity", "asked not to be named", "not authorised to speak to the press"."""
    if group.lemma not in _LICENSING:
        return False
    words = s.lower[group.head + 1 : group.head + 5]
    if group.lemma in ("ask", "request"):
        return "anonymity" in words or words[:3] == ["not", "to", "be"]
    return group.passive and words[:1] == ["to"] and not _SPEAKING.isdisjoint(words[1:3])


_LICENSING: Final = frozenset({"ask", "request", "authorise", "authorize", "allow", "permit"})
_SPEAKING: Final = frozenset("speak talk brief comment discuss publicly disclose".split())
