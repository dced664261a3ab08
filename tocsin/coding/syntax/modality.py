"""Modality and certainty: whether an act happened, goes on, is to come, is weighed, depends, or did not happen."""

from dataclasses import dataclass
from typing import Final

from tocsin.coding.syntax.intents import meant
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import PREP
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
_HABITS: Final = frozenset({"usually", "normally", "typically", "generally", "rarely", "seldom", "traditionally"})
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
    if group.negated or quasi == "unable" or _nobody(s, groups, k):
        shade.modality = "negated"
    elif _demanded(s, group):
        shade.modality = "hypothetical"
    elif _nothing_shows(s, group):
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
        shade.modality = meant(s, groups, k)
    if group.link == "since" and shade.modality == "actual" and _years_since(s, group):
        shade.modality = "historical"
    if group.link == "whether" and shade.modality == "future":
        shade.modality = "considered"
    if group.link == "whether" and shade.modality == "actual" and _open_question(s, groups, k):
        shade.modality = "hypothetical"
    if quasi == "allege":
        shade.certainty, shade.hedge = "possible", "believed"
    if shade.modality == "actual" and (_habitual(s, group) or whoever(s, group)):
        shade.modality = "hypothetical"
    if group.form == ING and group.link == "before" and k and _stopped(groups[k - 1]):
        shade.modality = "negated"
    if group.link in ("until", "till") and shade.modality in ("actual", "ongoing") and _ahead(groups, k):
        shade.modality = "hypothetical"
    if _conditional(s, groups, k):
        shade.modality = (
            "hypothetical"
            if group.link in _CONDITIONS or _joins_condition(groups, k)
            else _under_condition(shade, present=_foreseen_if(s, groups, k))
        )
    if shade.hedge is None:
        words = s.lower[max(s.begin, group.first - 6) : group.head + 1]
        shade.hedge = None if _HEDGES.isdisjoint(words) else next(word for word in words if word in _HEDGES)
        if shade.hedge is not None and shade.hedge not in _PROBABLE:
            shade.certainty = "possible"
    return shade


def _habitual(s: Sentence, group: Group) -> bool:
    return not _HABITS.isdisjoint(s.lower[max(s.begin, group.first - 1) : group.head])


def whoever(s: Sentence, group: Group) -> bool:
    """As in "countries that let others use their arms", "any state that attacks it": nobody is told to do it."""
    if group.antecedent is None or group.perfect or (group.past and s.lower[group.head] != group.lemma):
        return False
    last = group.antecedent[1] - 1
    bare = last == group.antecedent[0] or bool(s.flag(last - 1) & PREP)
    return (s.lower[last] in _STATES and bare) or (s.lower[last] in _STATES | _STATE and s.lower[last - 1] in _ANY)


_STATES: Final = frozenset({"countries", "states", "nations", "governments"})
_STATE: Final = frozenset({"country", "state", "nation", "government"})
_ANY: Final = frozenset({"any", "those", "all", "every"})


def _stopped(above: Group) -> bool:
    """As in "was shot down before reaching the town": what somebody was kept from."""
    return above.lemma in _STOPPING and (above.passive or above.lemma in ("explode", "crash", "die"))


_STOPPING: Final = frozenset(
    "kill shoot stop arrest intercept catch detain repel down destroy halt foil block explode crash die".split()
)


def _years_since(s: Sentence, group: Group) -> bool:
    """As in "marked 50 years since tanks rolled into the capital"."""
    first = group.subject[0] if group.subject is not None and not group.late_subject else group.first
    return any(
        s.lower[i] == "since" and s.lower[i - 1] in ("years", "decades", "decade")
        for i in range(max(s.begin + 1, first - 2), group.first)
    )


def _ahead(groups: list[Group], k: int) -> bool:
    """Whether clause `k` ends something that is yet to be: "will fight on until he resigns", "Until he resigns, …"."""
    return any(main.form == INFINITIVE or main.modal for main in (groups[k - 1 : k] if k else groups[1:2]))


def _nothing_shows(s: Sentence, group: Group) -> bool:
    """As in "gave no indication that the meeting was cancelled"."""
    that = group.subject[0] - 1 if group.subject is not None else s.begin
    sign = that - 1
    return (
        sign > s.begin
        and s.lower[that] == "that"
        and s.lower[sign] in _SIGNS
        and "no" in s.lower[max(s.begin, sign - 2) : sign]
    )


def _open_question(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "did not say whether soldiers had died", "it was unclear whether": nobody says that it happened."""
    span = groups[k].subject
    at = span[0] - 2 if span is not None else s.begin
    return at > s.begin and (s.lower[at] in ("clear", "unclear") or (k > 0 and groups[k - 1].head == at))


def _demanded(s: Sentence, group: Group) -> bool:
    """As in "demands from the president that it free the men": what somebody wants is told by no act of it."""
    that = group.subject[0] - 1 if group.subject is not None else s.begin
    if that <= s.begin or s.lower[that] != "that" or group.past or group.link != "that":
        return False
    return not _DEMANDS.isdisjoint(s.lower[max(s.begin, that - _OWNERS) : that])


_OWNERS: Final = 8
"""Tokens between a demand and its "that" which tell whose it is."""
_DEMANDS: Final = frozenset({"demand", "demands", "request", "requests", "insistence", "condition", "requirement"})
_SIGNS: Final = frozenset({"indication", "indications", "sign", "signs", "hint", "suggestion", "evidence", "proof"})


def _nobody(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether the subject denies the clause: "none has been sent", "no missile was fired"."""
    at = groups[k].head + 1
    counted = s.lower[at + 1 : at + 2] in (["fewer"], ["less"])  # "killed no fewer than four"
    if not counted and s.lower[at : at + 1] in (["no"], ["nobody"], ["none"]):
        # "shipped no ammunition"
        return True
    span = groups[k].subject
    if span is None or groups[k].form != FINITE:
        return False
    first = s.lower[span[0]]
    if first == "not":
        return s.lower[span[0] + 1 : span[0] + 2] in (["one"], ["a"], ["an"])  # "Not one soldier was there"
    return first in ("none", "nobody", "nothing", "neither") or (
        first == "no" and s.lower[span[0] + 1] not in ("fewer", "less", "sooner") and not s.lower[span[0] + 1].isdigit()
    )


def _under_condition(shade: Shade, *, present: bool) -> Modality:
    if shade.modality == "actual" and present:
        return "conditional"
    return shade.modality if shade.modality in ("negated", "actual", "ongoing", "historical") else "conditional"


def _foreseen_if(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "If they lose the town, they lose the coast": a present tense behind its condition tells what would be."""
    group = groups[k]
    if group.past or group.perfect or group.passive or group.modal or s.grammar.cues.get(group.lemma):
        return False
    return k > 0 and groups[0].link == "if" and group.form == FINITE and group.link in ("", ",")


def _conditional(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether a condition of this sentence holds the clause: its own "if", or one on the clause it is the main of."""
    if groups[k].link in _CONDITIONS:
        return not (k and groups[k].parent == k - 1 and groups[k - 1].lemma in ("ask", "wonder", "know", "see", "say"))
    for group in groups:
        if group.link in _CONDITIONS or (group.inverted and group.modal):
            return groups[k].form == FINITE or groups[k].modal != ""
    if groups[k].modal not in ("will", "would", "could", "might", "may", "'ll"):
        return False
    words = s.lower[s.begin : s.end]
    return "if" in words or "unless" in words


_CONDITIONS: Final = frozenset({"if", "unless", "lest", "provided"})


def _joins_condition(groups: list[Group], k: int) -> bool:
    """As in "unless the arms are destroyed, the men are freed and the guns handed over": a list of conditions."""
    for j in range(k, 0, -1):
        group, before = groups[j], groups[j - 1]
        if group.form != FINITE or group.modal or group.past or group.perfect or group.link not in (",", "and", "or"):
            return False
        if before.link in _CONDITIONS:
            return j > 1 or group.link != ","  # "If they attack, we respond"
    return False


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
    for parent in chain(groups, k):
        link = groups[child].link
        effect = effects.get(parent) or s.grammar.cues.get(groups[parent].lemma, "")
        if link in _LINKS_DOWN:
            _apply(result, effect, groups, parent, child)
        if result.absorbed >= 0:
            return result
        child = parent
    return result


def foreseen(s: Sentence, groups: list[Group], k: int, above: Shade, effects: dict[int, str]) -> Shade:
    """The shade of an act that is told although the clause above tells of it too: feared, or promised."""
    warned = effects.get(above.absorbed) == "warn" or s.grammar.cues.get(groups[above.absorbed].lemma) == "warn"
    result = shade(s, groups, k, {**effects, above.absorbed: "report"})
    if result.modality in ("actual", "ongoing", "future", "considered"):
        result.modality = "considered" if warned else "future"
    if warned and result.certainty == "likely":
        result.certainty = "possible"
    return result


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
