"""Modality and certainty: whether an act happened, goes on, is to come, is weighed, depends, or did not happen."""

from typing import Final

from tocsin.coding.syntax.intents import for_whom
from tocsin.coding.syntax.reservations import (
    CONDITIONS,
    conditional,
    disowned,
    judged,
    rumoured,
)
from tocsin.coding.syntax.shades import Shade, own_shade
from tocsin.coding.syntax.surroundings import CHARGING, WEIGHING
from tocsin.coding.syntax.verbs import BESIDE, ING, REDUCED, Group, Sentence

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
_HOLDING_BACK: Final = frozenset(
    {
        ("stop", "of"),
        ("hold", "from"),
        ("stop", "from"),
        ("stop", "ing"),
        ("cease", "ing"),
        ("halt", "ing"),
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
        ("block", "from"),
        ("restrain", "from"),
        ("dissuade", "from"),
        ("discourage", "from"),
        ("balk", "at"),
        ("baulk", "at"),
    }
)
"""Verbs with what leads the act that did not come about: "stopped short of attacking", "kept them from landing"."""


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
        if link == BESIDE:
            return result
        effect = effects.get(parent) or s.grammar.cues.get(groups[parent].lemma, "")
        if link == "ing" and groups[parent].lemma in WEIGHING:
            effect = "consider"
        if _held_off(s, groups[parent], groups[child]):
            result.modality = "negated"
        elif link == "to" and _weighs_up(s, groups[parent], groups[child]):
            result.modality = "hypothetical" if result.modality == "actual" else result.modality
        elif link == "to" and groups[parent].lemma == "use" and groups[parent].passive and groups[parent].modal:
            result.modality = "hypothetical"  # "equipment that could be used to make nuclear arms"
        elif _only_hoped(s, groups, parent, child):
            result.modality = "negated" if result.modality == "negated" else "hypothetical"
        elif link in _LINKS_DOWN:
            _apply(result, effect, groups, parent, child)
            if link != "participle" and groups[parent].link in CONDITIONS and result.modality in ("actual", "ongoing"):
                # "if the king announced that he had freed them": nobody has said so
                result.modality = "hypothetical" if conditional(s, groups, parent) else result.modality
        done = link in ("by", "in", "with") and groups[child].form == ING
        done = done or (link == "to" and effect == "cause")  # "in an effort to force them to stop"
        if done and result.modality == "actual":
            above = own_shade(s, groups, parent).modality
            result.modality = above if above in _BY_DOING else "actual"
        if result.absorbed >= 0:
            return result
        child = parent
    return result


_BY_DOING: Final = frozenset({"future", "considered", "hypothetical", "conditional"})
"""What is true of an act that another is done by, or goes on with: "may answer by shutting the strait"."""


def _weighs_up(s: Sentence, above: Group, below: Group) -> bool:
    """As in "it is time to send tanks", "it was impossible to attack", but "it was wrong to attack": that was done."""
    if above.lemma != "be" or above.subject is None or s.lower[above.subject[0]] != "it" or above.quasi:
        return False
    between = s.lower[above.head + 1 : below.first]
    return bool(between) and (not (above.past or above.perfect) or not _AHEAD.isdisjoint(between))


_AHEAD: Final = frozenset(
    "time impossible necessary hard difficult important vital essential crucial premature early late easy".split()
)
"""What is said of a deed before anybody does it."""


def _only_hoped(s: Sentence, groups: list[Group], parent: int, child: int) -> bool:
    """As in "hoped that Iran would give in", "prayed for the men to be freed": what others hope one does or not.

    What somebody hopes to do he has in mind.
    """
    above, below = groups[parent], groups[child]
    if above.lemma not in _HOPING or (below.modal == "" and (below.past or below.perfect)):
        return False
    told = below.link in ("that", "zero")
    return told or (below.link == "to" and for_whom(s, groups, child) is not None)


_HOPING: Final = frozenset({"hope", "wish", "pray", "dream", "long", "yearn"})


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
    elif effect in ("allege", "report") and above.negated and above.lemma in _BELIEVING:
        result.stance = "denies"  # "does not believe that Russia struck"
    elif effect == "allege" and (link != "participle" or above.lemma not in CHARGING):
        result.certainty, result.hedge = "possible", result.hedge or above.lemma
    elif _for_a_purpose(above, link):
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


def _for_a_purpose(above: Group, link: str) -> bool:
    """As in "talks aimed at ending the war", "a missile designed to strike cities": what something is for.

    Also "gas that can be used to make bombs"; what something "was used to" do was done.
    """
    if above.form == REDUCED and above.lemma in _SERVING:
        return link == "to" or (above.lemma == "aim" and link == "at")
    serves = above.lemma in _MADE or (above.lemma == "use" and above.modal == "can" and above.link == "relative")
    return above.passive and serves and link == "to"


_SERVING: Final = frozenset({"aim", "use"})
_MADE: Final = frozenset("design intend mean build equip train tailor optimise optimize configure adapt craft".split())
"""What is done to things and people for them to do something."""


_BELIEVING: Final = frozenset({"believe", "think", "accept"})
_ENABLING: Final = frozenset({"help", "enable", "permit"})
"""Verbs of what makes an act easier, which need not come of it."""


def _inherit(result: Shade, above: Group) -> None:
    """Takes the tense of the verb above: "will continue to send" is to come."""
    if result.modality != "actual":
        return
    if above.negated:
        result.modality = "negated"
    elif above.link in ("if", "unless", "lest"):
        result.modality = "hypothetical"
    elif above.modal == "would" and (above.lemma in _ENABLING or above.lemma == "be"):
        result.modality = "hypothetical"  # "technology that would help them to build warheads", "it would be wrong to"
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
