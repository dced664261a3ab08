"""Modality and certainty: whether an act happened, goes on, is to come, is weighed, depends, or did not happen."""

from dataclasses import dataclass
from typing import Final

from tocsin.coding.syntax.intents import meant
from tocsin.coding.syntax.reservations import (
    CONDITIONS,
    ahead,
    conditional,
    demanded,
    disowned,
    foreseen_if,
    habitual,
    joins_condition,
    judged,
    nobody,
    nothing_shows,
    of_any,
    open_question,
    rumoured,
    under_condition,
    whoever,
    years_since,
)
from tocsin.coding.syntax.verbs import FINITE, ING, REDUCED, Group, Sentence
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


WARNED: Final = "only warned of"

_LINKS_DOWN: Final = frozenset(
    {
        "that",
        "zero",
        "to",
        "ing",
        "of",
        "from",
        "into",
        "for",
        "against",
        "with",
        "in",
        "by",
        "whether",
        "if",
        "about",
        "on",
        "at",
        "how",
        "participle",
    }
)
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
_HOLDING_BACK: Final = frozenset(
    {
        ("stop", "of"),
        ("hold", "from"),
        ("stop", "from"),
        ("keep", "from"),
        ("draw", "from"),
        ("pull", "from"),
        ("fall", "of"),
        ("back", "from"),
        ("step", "from"),
        ("shy", "from"),
        ("recoil", "from"),
        ("ban", "from"),
        ("bar", "from"),
        ("prohibit", "from"),
        ("prevent", "from"),
        ("deter", "from"),
        ("balk", "at"),
        ("baulk", "at"),
    }
)
"""Verbs with what leads the act that did not come about: "stopped short of attacking", "kept them from landing"."""
_PROBABLE: Final = frozenset({"likely", "probably", "presumably"})
"""Hedges that leave an act more likely than not."""


def own_shade(s: Sentence, groups: list[Group], k: int) -> Shade:
    """The shade that the clause's own verb group gives, before any clause above it."""
    group = groups[k]
    shade = Shade()
    modal, quasi = group.modal, group.quasi
    if group.negated or quasi == "unable" or nobody(s, groups, k):
        shade.modality = "negated"
    elif demanded(s, group) or _wished(s, group):
        shade.modality = "hypothetical"
    elif nothing_shows(s, group):
        shade.modality = "hypothetical" if modal else "negated"
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
    elif group.progressive and not group.past and group.form == FINITE:
        shade.modality = "ongoing"
    if shade.modality == "actual" and group.first > s.begin:
        otherwise = group.lemma == "face" and s.lower[group.first - 1] == "or"  # "to leave or face air strikes"
        shade.modality = "hypothetical" if otherwise else meant(s, groups, k)
    if group.link == "since" and shade.modality == "actual" and years_since(s, group):
        shade.modality = "historical"
    if group.link == "whether" and shade.modality == "future":
        shade.modality = "considered"
    if group.link == "whether" and shade.modality == "actual" and open_question(s, groups, k):
        shade.modality = "hypothetical"
    if quasi == "allege":
        shade.certainty, shade.hedge = "possible", "believed"
    unreal = shade.modality == "actual" and (habitual(s, group) or whoever(s, group))
    if unreal or (shade.modality in ("actual", "considered") and of_any(s, groups, k)):
        shade.modality = "hypothetical"
    if group.form == ING and (_without(s, group) or (group.link == "before" and k and _stopped(groups[k - 1]))):
        shade.modality = "negated"
    if group.link in ("until", "till", "once") and shade.modality in ("actual", "ongoing") and ahead(groups, k):
        shade.modality = "future" if group.link == "once" else "hypothetical"
    if conditional(s, groups, k):
        shade.modality = (
            "hypothetical"
            if group.link in CONDITIONS or joins_condition(groups, k)
            else under_condition(shade.modality, present=foreseen_if(s, groups, k))
        )
    if shade.hedge is None:
        words = s.lower[max(s.begin, group.first - 6) : group.head + 1]
        shade.hedge = None if _HEDGES.isdisjoint(words) else next(word for word in words if word in _HEDGES)
        if shade.hedge is not None and shade.hedge not in _PROBABLE:
            shade.certainty = "possible"
    return shade


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


def _stopped(above: Group) -> bool:
    """As in "was shot down before reaching the town": what somebody was kept from."""
    return above.lemma in _STOPPING and (above.passive or above.lemma in ("explode", "crash", "die"))


_STOPPING: Final = frozenset(
    "kill shoot stop arrest intercept catch detain repel down destroy halt foil block explode crash die".split()
)


def chain(groups: list[Group], k: int) -> list[int]:
    """The clauses above clause `k`, the nearest first."""
    found: list[int] = []
    while groups[k].parent >= 0 and groups[k].parent < k and len(found) < 8:
        k = groups[k].parent
        found.append(k)
    return found


def shade(s: Sentence, groups: list[Group], k: int, effects: dict[int, str]) -> Shade:
    """The shade of clause `k` under all clauses above it; `effects` are those of the acts that were found there."""
    result = own_shade(s, groups, k)
    child = k
    verdict = judged(s, groups, k)
    if verdict >= 0:
        _judge(result, effects.get(verdict, ""))
    elif disowned(s, groups, k, effects):
        _judge(result, "deny")
    elif rumoured(s, groups, k):
        _judge(result, "deny" if "deny" in effects.values() else "")
    for parent in chain(groups, k):
        link = groups[child].link
        effect = effects.get(parent) or s.grammar.cues.get(groups[parent].lemma, "")
        if _held_off(s, groups[parent], groups[child]):
            result.modality = "negated"
        elif link in _LINKS_DOWN:
            _apply(result, effect, groups, parent, child)
        if link in ("by", "in") and groups[child].form == ING and result.modality == "actual":
            above = own_shade(s, groups, parent).modality
            result.modality = above if above in _BY_DOING else "actual"
        if result.absorbed >= 0:
            return result
        child = parent
    return result


_BY_DOING: Final = frozenset({"future", "considered", "hypothetical", "conditional"})
"""What is true of an act that another one is done by: "may answer by shutting the strait"."""


def _held_off(s: Sentence, above: Group, below: Group) -> bool:
    """As in "held off on imposing sanctions", "thought better of striking", "came close to attacking"."""
    if below.form != ING or above.negated or below.first - above.head > _NEAR:
        return False
    behind = s.lower[above.head + 1]
    return (
        (above.lemma == "hold" and behind == "off")
        or (above.lemma == "think" and behind == "better")
        or (above.lemma == "come" and behind == "close" and (above.past or above.perfect))
    )


_NEAR: Final = 5
"""Tokens between such a verb and what it kept from."""


def foreseen(s: Sentence, groups: list[Group], k: int, above: Shade, effects: dict[int, str]) -> Shade:
    """The shade of an act that is told although the clause above tells of it too: feared, or promised."""
    warned = effects.get(above.absorbed) == "warn" or s.grammar.cues.get(groups[above.absorbed].lemma) == "warn"
    result = shade(s, groups, k, {**effects, above.absorbed: "report"})
    if result.modality in ("actual", "ongoing", "future", "considered"):
        result.modality = "considered" if warned else "future"
    if warned and result.certainty == "likely":
        result.certainty = "possible"
    return result


def _judge(result: Shade, effect: str) -> None:
    """What is told by a report is denied or confirmed with it, and else only reported."""
    if effect in ("deny", "refuse"):
        result.stance = "denies"
    elif effect == "confirm":
        result.stance = "confirms"
    else:
        result.certainty, result.hedge = "possible", result.hedge or "reported"


def _apply(result: Shade, effect: str, groups: list[Group], parent: int, child: int) -> None:
    link = groups[child].link
    above = groups[parent]
    if effect in ("absorb", "threat", "refuse", "allow") and link in (
        "to",
        "that",
        "ing",
        "of",
        "from",
        "into",
        "against",
        "for",
        "by",
        "zero",
    ):
        result.absorbed, result.reason = parent, f"told by the act “{above.lemma}” that governs it"
    elif effect == "praise" and link == "to":
        result.absorbed, result.reason = parent, f"what “{above.lemma}” is about"
    elif effect == "warn":
        if link in ("to", "of", "against") or groups[child].modal:
            result.absorbed, result.reason = parent, WARNED
    elif effect == "consider":
        result.modality = "considered"
    elif effect == "deny" and link != "participle":
        result.stance = "denies"
    elif effect == "confirm" and link != "participle":
        result.stance = "confirms"
        if result.certainty == "likely":
            result.certainty = "observed"
    elif effect == "allege":
        result.certainty, result.hedge = "possible", result.hedge or above.lemma
    elif above.form == REDUCED and (
        (above.lemma == "aim" and link in ("at", "to")) or (above.lemma == "use" and link == "to")
    ):
        # "talks aimed at ending the programme", "a railway used to move arms": what they are for.
        result.modality = "hypothetical"
    elif effect in ("plan", "want") and above.negated and link in ("to", "ing") and result.modality == "actual":
        result.modality = "negated"  # "does not intend to send"
    elif effect == "plan" and link in ("to", "ing", "that", "zero"):
        if result.modality in ("actual", "ongoing"):
            result.modality = "future"
    elif effect == "want" and link in ("to", "ing", "that", "zero"):
        if result.modality in ("actual", "ongoing"):
            result.modality = "considered"
    elif effect == "bind" and link == "to":
        result.modality = "negated" if above.negated else "hypothetical"
    elif (effect == "fail" and link in ("to", "ing", "from")) or (above.lemma, link) in _HOLDING_BACK:
        result.modality = result.modality if above.negated else "negated"
    elif effect == "continue" and link in ("to", "ing", "in"):
        _inherit(result, above)
    if link == "to" and effect in ("", "cause", "report"):
        _inherit(result, above)
        if result.modality == "actual" and not effect:
            # "bent on", "a plan to …": an aim, unless the verb above says that it came about.
            result.modality = "considered" if above.lemma in ("be", "have") else result.modality


def _inherit(result: Shade, above: Group) -> None:
    """Takes the tense of the verb above: "will continue to send" is to come."""
    if result.modality != "actual":
        return
    if above.negated:
        result.modality = "negated"
    elif above.link in ("if", "unless", "lest"):
        result.modality = "hypothetical"
    elif above.modal in ("will", "would", "shall", "'ll", "must") or above.quasi == "future":
        result.modality = "future"
    elif above.modal in ("may", "might", "could") or above.quasi == "willing":
        result.modality = "considered"
    elif above.progressive or (
        above.lemma in ("continue", "keep", "begin", "start")
        and not above.passive
        and above.lemma in ("continue", "keep")
    ):
        result.modality = "ongoing"
