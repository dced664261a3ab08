"""Shades: what a verb group by itself makes of its act: done, going on, to come, weighed, depending, or not done."""

from dataclasses import dataclass
from typing import Final

from tocsin.coding.syntax.intents import meant
from tocsin.coding.syntax.reservations import (
    CONDITIONS,
    ahead,
    conditional,
    demanded,
    foreseen_if,
    habitual,
    joins_condition,
    nobody,
    nothing_shows,
    of_any,
    on_condition,
    open_question,
    to_follow,
    under_condition,
    whoever,
    years_since,
)
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, Group, Sentence
from tocsin.coding.text.grammar import COORD, MARK, PREP, QUOTE
from tocsin.vocabulary import Certainty, Modality, Stance


@dataclass(slots=True)
class Shade:
    """What the verbs above an act and its own auxiliaries make of it."""

    modality: Modality = "actual"
    certainty: Certainty = "likely"
    stance: Stance = "asserts"
    hedge: str | None = None
    absorbed: int = -1
    """The clause whose act tells this one already, -1 if none."""
    reason: str = ""


_HEDGES: Final = frozenset(
    """
        reportedly allegedly apparently possibly probably presumably perhaps supposedly likely suspected alleged
        reported purported purportedly believed unconfirmed
        """.split()
)
_LOOKING_BACK: Final[dict[str, Modality]] = {
    "may": "actual",
    "might": "actual",
    "must": "actual",
    "would": "hypothetical",
}
"""What auxiliaries make of a perfect: "may have been cut" happened perhaps, "would have hit" did not."""
_SAID_BY_SAYING: Final = frozenset({"confirm", "report", "reveal", "announce", "disclose", "say", "tell", "assure"})
"""Verbs that do what they say one can do: "I can confirm"."""
_PROBABLE: Final = frozenset({"likely", "probably", "presumably"})
"""Hedges that leave an act more likely than not."""


def own_shade(s: Sentence, groups: list[Group], k: int) -> Shade:
    """The shade that the clause's own verb group gives, before any clause above it."""
    group = groups[k]
    shade = _of_auxiliaries(s, groups, k)
    if shade.modality == "actual" and group.first > s.begin:
        otherwise = group.lemma == "face" and s.lower[group.first - 1] == "or"  # "to leave or face air strikes"
        shade.modality = "hypothetical" if otherwise else meant(s, groups, k)
    if group.link == "since" and shade.modality == "actual" and years_since(s, group):
        shade.modality = "historical"
    if group.lemma in _PLANNING and not group.past and shade.modality in ("actual", "ongoing"):
        shade.modality = "future"  # "plans a drill"
    if group.lemma in _MEANING and group.past and s.lower[group.first - 1] in _AT_FIRST and group.first > s.begin:
        shade.modality = "historical"  # "the jets that it originally planned to buy"
    if group.link == "whether" and shade.modality == "future":
        shade.modality = "considered"
    if group.link == "whether" and shade.modality == "actual" and open_question(s, groups, k):
        shade.modality = "hypothetical"
    if group.quasi == "allege":
        shade.certainty, shade.hedge = "possible", "believed"
    unreal = shade.modality == "actual" and (habitual(s, group) or whoever(s, group))
    if unreal or (shade.modality in ("actual", "considered") and of_any(s, groups, k)):
        shade.modality = "hypothetical"
    if group.form == ING and (_without(s, group) or (group.link == "before" and k and _stopped(groups[k - 1]))):
        shade.modality = "negated"
    if shade.modality in ("actual", "ongoing"):
        if group.link in ("until", "till") and ahead(groups, k):
            shade.modality = "hypothetical"
        elif to_follow(s, groups, k):
            shade.modality = "future"
    if shade.modality == "actual" and _looming(s, group):
        shade.modality = "future"
    if conditional(s, groups, k):
        shade.modality = (
            "hypothetical"
            if group.link in CONDITIONS or joins_condition(groups, k)
            else under_condition(shade.modality, present=foreseen_if(s, groups, k))
        )
    elif shade.modality in ("actual", "future", "considered") and on_condition(s, groups, k):
        shade.modality = "conditional"
    if shade.hedge is None:
        words = s.lower[max(s.begin, group.first - 6) : group.head + 1]
        shade.hedge = None if _HEDGES.isdisjoint(words) else next(word for word in words if word in _HEDGES)
        if shade.hedge is not None and shade.hedge not in _PROBABLE:
            shade.certainty = "possible"
    return shade


_PLANNING: Final = frozenset({"plan", "schedule"})
_MEANING: Final = frozenset({"plan", "intend", "hope", "want", "mean", "agree", "order", "offer"})
_AT_FIRST: Final = frozenset({"originally", "initially"})
"""Adverbs of what has come to something else since."""


def _of_auxiliaries(s: Sentence, groups: list[Group], k: int) -> Shade:
    """What a verb's own auxiliaries, its negation and what it is said to be ready for make of it."""
    group = groups[k]
    shade = Shade()
    modal, quasi = group.modal, group.quasi
    beyond = group.form == INFINITIVE and s.lower[group.first - 1] == "impossible"
    if group.negated or quasi == "unable" or beyond or nobody(s, groups, k):
        shade.modality = "negated"
    elif demanded(s, group) or _wished(s, group):
        shade.modality = "hypothetical"
    elif nothing_shows(s, group):
        shade.modality = "hypothetical" if modal else "negated"
    elif modal == "must" and group.past and not _told(group):
        pass  # "had to give up three villages" and did, but "said that it had to"
    elif quasi == "future" and group.past and group.link == "after":
        shade.modality = "hypothetical"  # "hours after a truce was due to start"
    elif quasi == "future" or modal in ("will", "shall", "'ll", "must"):
        shade.modality = "future"
    elif group.perfect and modal in _LOOKING_BACK:
        shade.modality, shade.certainty, shade.hedge = _LOOKING_BACK[modal], "possible", modal
    elif quasi == "willing":
        shade.modality = "considered"
    elif modal == "would":
        shade.modality = "future"
    elif modal in ("may", "might", "could"):
        shade.modality, shade.certainty, shade.hedge = "considered", "possible", modal
    elif modal in ("can", "should", "ought") and not (modal == "can" and group.lemma in _SAID_BY_SAYING):
        shade.modality = "hypothetical"
    elif quasi == "able" and not group.past and not group.perfect and "able" in s.lower[group.first : group.head]:
        shade.modality = "hypothetical"  # "is able to reach Tokyo"; who was able to did
    elif group.progressive and not group.past and group.form == FINITE:
        shade.modality = "ongoing"
    return shade


def _told(group: Group) -> bool:
    """Whether a clause hangs on another as what that one tells."""
    return group.parent >= 0 and group.link in ("that", "zero")


def _wished(s: Sentence, group: Group) -> bool:
    """As in "May the guns fall silent"."""
    i = group.subject[0] if group.subject is not None else -1
    if i < s.begin or s.lower[i] != "may" or group.form != FINITE or group.past:
        return False
    return i == s.begin or bool(s.words[i - 1].flags & (QUOTE | COORD | MARK))


def _without(s: Sentence, group: Group) -> bool:
    """As in "made no progress on restarting the talks"."""
    at = group.first - 3
    return at >= s.begin and s.lower[at] == "no" and bool(s.flag(group.first - 1) & PREP)


def _looming(s: Sentence, group: Group) -> bool:
    """As in "only a matter of time before he attacks", "ten days to comply before air strikes begin"."""
    if group.form == ING:
        return group.first > s.begin and s.lower[group.first - 1] in (
            "toward",
            "towards",
        )  # "a step toward ordering it"
    if group.link != "before" or group.subject is None:
        return False
    at = group.subject[0] - 1
    to_come = not (group.past or group.perfect or group.modal or s.headline)
    waited = s.lower[max(s.begin, at - 3) : at] == ["matter", "of", "time"]
    return to_come or waited or (group.passive and not _POSSIBLE.isdisjoint(s.lower[slice(*group.subject)]))


_POSSIBLE: Final = frozenset({"possible", "threatened", "planned", "expected", "potential", "looming", "impending"})


def _stopped(above: Group) -> bool:
    """As in "was shot down before reaching the town": what somebody was kept from."""
    return above.lemma in _STOPPING and (above.passive or above.lemma in ("explode", "crash", "die"))


_STOPPING: Final = frozenset(
    "kill shoot stop arrest intercept catch detain repel down destroy halt foil block explode crash die".split()
)
