"""Reservations: what keeps a clause from telling what happened: conditions, demands, habits, nobody, open questions."""

from typing import Final

from tocsin.coding.syntax.surroundings import PARTICLES
from tocsin.coding.syntax.verbs import BESIDE, FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import AUXILIARY, MARK, PREP
from tocsin.vocabulary import Modality

CONDITIONS: Final = frozenset({"if", "unless", "lest", "provided"})
_HABITS: Final = frozenset({"usually", "normally", "typically", "generally", "rarely", "seldom", "traditionally"})


def habitual(s: Sentence, group: Group) -> bool:
    before = s.lower[max(s.begin, group.first - 1) : group.head]
    often = "often" in before and not group.past and not group.perfect  # "gangs often kidnap for ransom"
    return often or not _HABITS.isdisjoint(before)


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


def of_any(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "would veto any text that blamed Moscow", "will shoot down any drone that crosses": none may be there."""
    group = groups[k]
    if group.antecedent is None or group.link != "relative" or not k:
        return False
    first, last = group.antecedent
    return "any" in s.lower[first:last] and (groups[k - 1].modal != "" or groups[k - 1].form == INFINITIVE)


def years_since(s: Sentence, group: Group) -> bool:
    """As in "marked 50 years since tanks rolled into the capital"."""
    first = group.subject[0] if group.subject is not None and not group.late_subject else group.first
    return any(
        s.lower[i] == "since" and s.lower[i - 1] in ("years", "decades", "decade")
        for i in range(max(s.begin + 1, first - 2), group.first)
    )


def ahead(groups: list[Group], k: int) -> bool:
    """Whether clause `k`, behind "until", is yet to be: "will fight on until …", "ruled out talks until he resigns"."""
    if groups[k].form == FINITE and not groups[k].past:
        return True
    main = next((j for j in range(k - 1, -1, -1) if groups[j].link not in ("relative", "reduced", groups[k].link)), 1)
    return any(group.form == INFINITIVE or group.modal for group in groups[main : main + 1])


def to_follow(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "will go home once they are free", "as soon as", "when": what is to come first is yet to come as well."""
    group = groups[k]
    if group.link == "once" or (group.link == "as" and _as_soon_as(s, group)):
        return ahead(groups, k) or _is_to_come(groups, k)
    if group.link == "after" and group.form == ING:
        return k > 0 and _is_to_come(groups, k)  # "will visit Kyiv after signing the pact"
    told = group.form == FINITE and (group.perfect or not group.past)
    return told and group.link in ("when", "after") and _is_to_come(groups, k)


def _as_soon_as(s: Sentence, group: Group) -> bool:
    at = group.subject[0] if group.subject is not None else group.first
    return s.lower[max(s.begin, at - 3) : at] == ["as", "soon", "as"]


def _is_to_come(groups: list[Group], k: int) -> bool:
    """Whether what clause `k` hangs on is yet to be: the clause before, or the one behind what opens a sentence."""
    main = groups[k - 1] if k else next((group for group in groups[1:] if group.form == FINITE), groups[0])
    return main.modal in _TO_COME or main.form == INFINITIVE or main.quasi in ("future", "willing")


_TO_COME: Final = frozenset({"will", "would", "shall", "'ll"})


def nothing_shows(s: Sentence, group: Group) -> bool:
    """As in "gave no indication that the meeting was cancelled", "showed no sign it was"."""
    before = group.subject[0] - 1 if group.subject is not None else s.begin
    sign = before - (s.lower[before] == "that")
    return sign > s.begin and s.lower[sign] in _SIGNS and "no" in s.lower[max(s.begin, sign - 2) : sign]


def open_question(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "did not say whether soldiers had died", "it was unclear whether": nobody says that it happened."""
    span = groups[k].subject
    at = span[0] - 2 if span is not None else s.begin
    return at >= s.begin and (s.lower[at] in ("clear", "unclear") or (k > 0 and groups[k - 1].head == at))


def demanded(s: Sentence, group: Group) -> bool:
    """As in "demands from the president that it free the men": what somebody wants is told by no act of it."""
    that = group.subject[0] - 1 if group.subject is not None else s.begin
    if that <= s.begin or s.lower[that] != "that" or group.past or group.link != "that":
        return False
    return not _DEMANDS.isdisjoint(s.lower[max(s.begin, that - _OWNERS) : that])


_OWNERS: Final = 8
"""Tokens between a demand and its "that" which tell whose it is."""
_DEMANDS: Final = frozenset({"demand", "demands", "request", "requests", "insistence", "condition", "requirement"})
_SIGNS: Final = frozenset({"indication", "indications", "sign", "signs", "hint", "suggestion", "evidence", "proof"})


def judged(s: Sentence, groups: list[Group], k: int) -> int:
    """The clause that says what a report is worth which tells clause `k`, or -1: "claims that it fired are false"."""
    told = groups[k].subject
    that = told[0] - 1 if told is not None else s.begin
    if groups[k].link not in ("relative", "that") or that <= s.begin or s.lower[that] != "that":
        return -1
    if "report" not in s.grammar.classes.get(s.lower[that - 1], ()):
        return -1
    for j in range(k + 1, len(groups)):
        span = groups[j].subject
        if span is not None and span[0] < that and span[1] in (that, groups[j].first):
            return j
    return -1


def rumoured(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "said of reports that troops were there": a clause that only tells what is reported."""
    told = groups[k].subject
    that = told[0] - 1 if told is not None else s.begin
    if groups[k].link not in ("that", BESIDE) or that - 2 <= s.begin or s.lower[that] != "that":
        return False
    named = "report" in s.grammar.classes.get(s.lower[that - 1], ())
    return named and bool(s.flag(that - 2) & PREP) and all(group.head != that - 1 for group in groups)


def disowned(s: Sentence, groups: list[Group], k: int, effects: dict[int, str]) -> bool:
    """As in "denied a role in the raid that killed nine": what only describes what somebody had no part in."""
    span = groups[k].antecedent
    if groups[k].link != "relative" or span is None:
        return False
    denied = [j for j in range(k) if effects.get(j) == "deny" and groups[j].head < span[1]]
    return bool(denied) and not _PARTS.isdisjoint(s.lower[groups[denied[0]].head : span[1]])


_PARTS: Final = frozenset("role involvement part hand responsibility complicity connection link links nothing".split())
"""What those have in a deed who take part in it."""


def nobody(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether the subject denies the clause: "none has been sent", "no missile was fired".

    It denies what is joined to it, too: "none of them crossed the line or entered the zone".
    """
    if groups[k].inherits >= 0 and s.lower[groups[k].first - 1] in ("or", "nor"):
        return nobody(s, groups, groups[k].inherits)
    at = groups[k].head + 1
    at += s.lower[at] in _LED_BY  # "carried out no strikes"
    if s.lower[at] in _NONE and s.lower[at + 1] not in _COUNTED:
        return True  # "shipped no ammunition", but "killed no fewer than four"
    if k and groups[k].link == "relative" and _is_not_it(s, groups[k - 1], groups[k]):
        return True
    span = groups[k].subject
    if span is not None and groups[k].link == "relative" and groups[k].antecedent == span:
        return False  # "nobody knows who shelled the market"
    if span is None or (groups[k].form != FINITE and not (s.headline and groups[k].form == REDUCED)):
        return False
    first = s.lower[span[0]]  # "no missile was fired", in a headline "no missile fired"
    if first == "not":
        return s.lower[span[0] + 1 : span[0] + 2] in (["one"], ["a"], ["an"])  # "Not one soldier was there"
    return first in ("none", "nobody", "nothing", "neither") or (
        first == "no" and s.lower[span[0] + 1] not in ("fewer", "less", "sooner") and not s.lower[span[0] + 1].isdigit()
    )


def _is_not_it(s: Sentence, above: Group, below: Group) -> bool:
    """As in "it was not our missile that hit the airliner"."""
    named = above.subject is not None and s.lower[above.subject[0]] == "it"
    if below.antecedent is None or not _PLAIN.isdisjoint(s.lower[slice(*below.antecedent)]):
        return False  # "it was not clear who had fired": somebody had
    return above.lemma == "be" and above.negated and named


_PLAIN: Final = frozenset({"clear", "known", "certain", "obvious", "plain", "evident", "apparent"})
_LED_BY: Final = PARTICLES | {"in"}
_NONE: Final = frozenset({"no", "nobody", "none"})
_COUNTED: Final = frozenset({"fewer", "less"})


def under_condition(modality: Modality, *, present: bool) -> Modality:
    """What a condition makes of a clause; `present` where that tells in the present tense what would be."""
    if modality == "actual" and present:
        return "conditional"
    return modality if modality in ("negated", "actual", "ongoing", "historical") else "conditional"


def foreseen_if(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "If they lose the town, they lose the coast": a present tense behind its condition tells what would be."""
    group = groups[k]
    if group.past or group.perfect or group.passive or group.modal or s.grammar.cues.get(group.lemma):
        return False
    return k > 0 and groups[0].link == "if" and group.form == FINITE and group.link in ("", ",")


def conditional(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether a condition of this sentence holds the clause: its own "if", or one on the clause it is the main of."""
    if groups[k].link in CONDITIONS:
        return not (k and groups[k].parent == k - 1 and groups[k - 1].lemma in ("ask", "wonder", "know", "see", "say"))
    on = [j for j, group in enumerate(groups) if group.link in CONDITIONS or (group.inverted and group.modal)]
    if on:
        holds = any(not _contrasted(s, groups, k, j) for j in on)
        return holds and (groups[k].form == FINITE or groups[k].modal != "")
    if groups[k].modal not in ("will", "would", "could", "might", "may", "'ll"):
        return False
    return "if" in s.vocabulary or "unless" in s.vocabulary


def on_condition(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "offered to meet on one condition", "agreed, on condition that they left"; but not of anonymity."""
    head = groups[k].head
    if groups[k].form != FINITE or groups[k].negated or s.vocabulary.isdisjoint(_TERMS):
        return False
    stop = groups[k + 1].first if k + 1 < len(groups) and groups[k + 1].form == FINITE else s.end
    for i in range(head + 1, min(stop, head + _REACH, s.end - 1)):
        if s.lower[i] == "on" and not _TERMS.isdisjoint(s.lower[i + 1 : i + 3]):
            if s.lower[i + 1] == "the" and s.lower[i + 3 : i + 4] and s.lower[i + 3] in _OF_WHAT:
                continue  # "an accord on the conditions for the vote": what it is about
            return "anonymity" not in s.vocabulary and "named" not in s.vocabulary and "identified" not in s.vocabulary
    return False


_TERMS: Final = frozenset({"condition", "conditions"})
_OF_WHAT: Final = frozenset({"for", "of", "in", "under"})
_REACH: Final = 20
"""Tokens behind a verb in which it is told on what condition."""


def _contrasted(s: Sentence, groups: list[Group], k: int, condition: int) -> bool:
    """As in "Chad will come, though rebels stay away unless their men are freed": the condition is theirs."""
    first, last = min(k, condition), max(k, condition)
    if any(groups[j].link in _CONTRASTS for j in range(first + 1, last)):
        return True
    return ";" in s.lower[groups[first].head : groups[last].first]


_CONTRASTS: Final = frozenset({"though", "although", "while", "whereas", "but"})


def joins_condition(groups: list[Group], k: int) -> bool:
    """As in "unless the arms are destroyed, the men are freed and the guns handed over": a list of conditions."""
    for j in range(k, 0, -1):
        group, before = groups[j], groups[j - 1]
        if group.form != FINITE or group.modal or group.past or group.perfect or group.link not in (",", "and", "or"):
            return False
        if before.link in CONDITIONS:
            return j > 1 or group.link != ","  # "If they attack, we respond"
    return False


def asked(s: Sentence, i: int) -> bool:
    """Whether a sentence asks for what stands at `i`: "Have they fought?", but not "Now that they have, what next?"."""
    if s.lower[s.end - 1] != "?":
        return False
    first = next((j for j in range(s.begin, s.end) if s.word[j].isalpha()), s.begin)
    return bool(s.words[first].flags & AUXILIARY) or s.lower[first] in _ASKING or not _set_off_before(s, i)


def _set_off_before(s: Sentence, i: int) -> bool:
    """Whether a mark sets what stands at `i` off from the question behind it."""
    return any(s.words[j].flags & MARK for j in range(i, s.end - 1))


_ASKING: Final = frozenset({"who", "what", "why", "when", "where", "how", "which", "whose"})
