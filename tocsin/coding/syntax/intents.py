"""What a noun makes of the act that hangs on it: "its plan to send shells", "a decision on sending jets"."""

from typing import Final

from tocsin.coding.syntax.subjects import Range, noun_phrase
from tocsin.coding.syntax.surroundings import WEIGHING
from tocsin.coding.syntax.verbs import INFINITIVE, ING, Group, Sentence
from tocsin.coding.text.grammar import (
    ADV,
    BE,
    COORD,
    GENITIVE,
    HAVE,
    MARK,
    MODAL,
    PREP,
    PRON,
    QUASI_MODALS,
    REL,
    SUBORD,
    VERB,
)
from tocsin.vocabulary import Modality

INTENTS: Final[dict[str, Modality]] = {
    **dict.fromkeys(
        ("plan", "plans", "pledge", "promise", "vow", "decision", "intention", "intentions", "intent"), "future"
    ),
    **dict.fromkeys(("commitment", "undertaking", "order", "orders", "preparations", "threat", "threats"), "future"),
    **dict.fromkeys(("offer", "offers", "proposal", "proposals", "idea", "option", "willingness"), "considered"),
    **dict.fromkeys(("hope", "hopes", "desire", "wish"), "considered"),
    **dict.fromkeys(("plot", "plots", "conspiracy", "scheme"), "considered"),
    **dict.fromkeys(("readiness", "alert", "standby", "request", "invitation", "permission"), "considered"),
    **dict.fromkeys(("pressure", "call", "calls", "appeal", "appeals", "demand", "demands"), "hypothetical"),
    **dict.fromkeys(("efforts", "effort", "bid", "attempt", "attempts", "push"), "hypothetical"),
    **dict.fromkeys(("deadline", "deadlines", "ultimatum"), "hypothetical"),
    **dict.fromkeys(("refusal", "failure", "inability", "reluctance"), "negated"),
    **dict.fromkeys(("mandate", "power", "powers", "authority", "licence", "license"), "hypothetical"),
    **dict.fromkeys(("ability", "capability", "capacity", "potential", "means"), "hypothetical"),
    **dict.fromkeys(("enough", "more"), "hypothetical"),
    **dict.fromkeys(("little", "nothing"), "negated"),
}
"""What a noun makes of the infinitive behind it: "London's plan to give shells", "did nothing to stop"."""
_DOING_WITH: Final = {
    **dict.fromkeys("power powers right authority mandate".split(), frozenset({"use", "exercise", "invoke", "abuse"})),
    **dict.fromkeys(("deadline", "deadlines", "ultimatum"), frozenset({"meet", "beat", "obey", "heed"})),
}
"""What one does with a power or a deadline who does what it is for: "used his powers to dissolve parliament"."""
_SOUGHT: Final = frozenset({"talks", "negotiations", "ceasefire", "truce", "mission"})
_ENDING: Final = frozenset("end stop halt resolve settle free avert prevent restore revive defuse".split())
"""What "talks to end the war" are for: it has not come about."""
_ON_DOING: Final = frozenset(
    {"on", "over", "about", "of", "for", "regarding", "against", "at", "to", "toward", "towards"}
)
_UNDECIDED: Final = """
    decision decisions debate debates discussion discussions question questions deliberations dispute position stance
    policy views possibility prospect idea option likelihood proposal proposals case split divided undecided
    differ disagree argue hesitate hesitant row wrangling pros cons merits feasibility risks danger dangers
    """
_SOUGHT_AFTER: Final = """
    aimed aiming aim aims capable talks negotiations conference dialogue plan plans initiative roadmap blueprint formula
    framework hope hopes prospects chance chances effort efforts bid push attempt attempts view way ways steps path
    crucial vital essential needed necessary
    """
_TALKED_OF: Final[dict[str, Modality]] = {
    **dict.fromkeys(_SOUGHT_AFTER.split(), "hypothetical"),
    **dict.fromkeys(_UNDECIDED.split(), "considered"),
    **dict.fromkeys("agreement deal accord preparations verge brink cusp point threshold eve".split(), "future"),
    **dict.fromkeys("bent intent hell-bent".split(), "hypothetical"),
    "close": "considered",
}
"""What a word makes of the act hung on it: "a decision on sending jets", "is split over arming them", "talks on ending
the war"."""
_OWNER: Final = 6
"""Tokens between such a noun and its infinitive that tell whose it is."""
_WHOSE: Final = frozenset({"from", "by", "on", "of", "for"})


def meant(s: Sentence, groups: list[Group], k: int) -> Modality:
    """The modality of an infinitive or an -ing by what leads to it; "actual" where that makes nothing of it."""
    group = groups[k]
    if group.form == ING:
        talked = _talked_of(s, group)
        return "negated" if talked != "actual" and _given_up(s, groups, k, group.first - 2) else talked
    if group.form != INFINITIVE:
        return "actual"
    above = groups[group.parent] if group.parent >= 0 else group
    if above.lemma == "look" and (above.progressive or above.form == ING):
        return "considered"  # "is looking to end the occupation"
    if group.parent >= 0 and above.lemma in _SEEMING:
        return _SEEMS.get(QUASI_MODALS.get(s.lower[group.first - 1], ""), "actual")
    noun = noun_of(s, _first_joined(groups, k))
    if group.parent >= 0 and groups[group.parent].lemma in _DOING_WITH.get(s.lower[noun], ()):
        return "actual"
    sought = s.lower[noun] in _SOUGHT and group.lemma in _ENDING
    modality: Modality = "hypothetical" if sought else INTENTS.get(s.lower[noun], "actual")
    if s.lower[group.first - 1] == "whether":
        # "no decision had been made on whether to deploy troops"
        modality = "hypothetical" if _undecided(s, group.first) else "considered"
    if s.lower[group.first - 1] in _MANNER and modality == "actual":
        # "discussed how to reduce their forces"; who teaches or knows how to has done nothing
        modality = "considered" if group.parent >= 0 and groups[group.parent].lemma in _TALKING_OF else "hypothetical"
    if modality != "actual" and "no" in s.lower[max(s.begin, noun - 2) : noun]:
        # "has no immediate plans to send", but "no decision to send has been made"
        return "considered" if s.lower[noun] == "decision" else "negated"
    return "negated" if modality in ("future", "considered") and _given_up(s, groups, k, noun) else modality


_MANNER: Final = frozenset({"how", "when", "where"})
_TALKING_OF: Final = WEIGHING | {"decide", "talk", "ask", "confer", "consult", "plan"}


def _given_up(s: Sentence, groups: list[Group], k: int, noun: int) -> bool:
    """As in "shelved plans to send tanks", "the plan to send tanks was dropped": nothing came of what was meant."""
    above = groups[groups[k].parent] if groups[k].parent >= 0 else None
    if above is not None and above.head < noun and above.lemma in _DROPPING:
        return not above.negated and not above.modal and s.lower[above.head + 1] not in ("off", "up")
    for group in groups[k + 1 :]:
        if group.subject is not None and group.subject[0] <= noun < group.first and group.passive:
            return group.lemma in _DROPPING and not group.negated and not group.modal
    return False


_DROPPING: Final = frozenset("shelve drop abandon scrap ditch cancel axe bin forgo renounce discard mothball".split())
_SEEMING: Final = frozenset({"look", "seem", "appear"})
_SEEMS: Final[dict[str, Modality]] = {"future": "future", "willing": "considered", "unable": "negated"}
"""What the adjective between such a verb and its infinitive makes of it: "looks set to approve"."""


def _undecided(s: Sentence, i: int) -> bool:
    """Whether "no decision" stands before what is to be decided."""
    words = s.lower[max(s.begin, i - _DECISION) : i]
    return "decision" in words and "no" in words[: words.index("decision")]


_DECISION: Final = 10
"""Tokens between "no decision" and what it is on: "… had been made by either of the two governments on whether to"."""


def _first_joined(groups: list[Group], k: int) -> Group:
    """The first of the infinitives that "and" joins: "build" for "detonate" in "plans to build and detonate a bomb"."""
    while 0 <= groups[k].inherits < k and groups[groups[k].inherits].form == groups[k].form == INFINITIVE:
        k = groups[k].inherits
    return groups[k]


def _talked_of(s: Sentence, group: Group) -> Modality:
    """What the nearest words before "on" or "about" make of the act behind it: "a decision soon on sending"."""
    if s.lower[group.first - 1] not in _ON_DOING:
        return "actual"
    for i in range(group.first - 2, max(s.begin - 1, group.first - 6), -1):
        if s.lower[i] in _TALKED_OF:
            return _TALKED_OF[s.lower[i]]
        if s.words[i].flags & MARK:
            break
    return "actual"


def noun_of(s: Sentence, group: Group) -> int:
    """The token of the noun that an infinitive goes with: before it, or before whose it is.

    As in "its refusal to go", "a decision by France to send troops", "pressure from abroad to halt the offensive".
    """
    last = group.first - 1
    while last > s.begin and (last in s.dated or (last + 1 in s.dated and s.flag(last) == ADV)):
        last -= 1  # "announced plans on Monday to send troops"
    for i in range(last - 2, max(s.begin, last - _OWNER) - 1, -1):
        if s.words[i + 2].flags & (MARK | MODAL | BE | HAVE | REL):
            break
        if s.lower[i] in INTENTS and s.lower[i + 1] in _WHOSE:
            return i
    return last


def whose_intent(s: Sentence, groups: list[Group], k: int) -> Range | None:
    """Whose plan, decision or threat an infinitive tells: "Russia's plan to bomb", "the refusal of Oslo to pay"."""
    group = groups[k]
    noun = noun_of(s, group)
    plans = k > 0 and groups[k - 1].head == noun  # "Oslo's mayor plans to march"
    if noun <= s.begin or s.lower[noun] not in INTENTS or plans:
        return None
    if s.lower[noun + 1] in ("by", "of"):
        return noun_phrase(s, noun + 2, group.first)
    owner = next((i for i in range(noun - 1, max(s.begin, noun - _DESCRIBED), -1) if s.flag(i) & GENITIVE), -1)
    return (_name_begins(s, owner), owner) if owner > s.begin and s.lower[owner] == "'s" else None


def _name_begins(s: Sentence, owner: int) -> int:
    """Where whoever has a genitive at token `owner` is named: "the president of Kenya", "President George W. Bush"."""
    i = owner - 1
    while i > s.begin:
        before = s.words[i - 1].flags
        initial = s.lower[i - 1] == "." and len(s.lower[i - 2]) == 1
        joined = s.lower[i - 1] in ("of", "and") and s.word[i][0].isupper()
        if s.lower[i] == "the" or not (s.word[i - 1][0].isupper() or initial or joined or not before & _PARTING):
            break
        i -= 1
    return i


_PARTING: Final = MARK | PREP | PRON | VERB | BE | HAVE | MODAL | REL | COORD | SUBORD
_DESCRIBED: Final = 4
"""Tokens from a genitive to its noun: "Russia's long-held plan"."""


def for_whom(s: Sentence, groups: list[Group], k: int) -> Range | None:
    """Who is to do it behind "for": "a mistake for Moscow to strike"."""
    group = groups[k]
    first = groups[group.parent].head + 1 if group.parent >= 0 else s.begin
    for i in range(group.first - 2, max(first, group.first - _NAMED) - 1, -1):
        if s.lower[i] == "for":
            somebody = group.first - 1 in s.heads or s.lower[group.first - 1] not in s.grammar.nouns
            return noun_phrase(s, i + 1, group.first) if somebody else None  # "met for talks to end the war"
        if s.flag(i) & (MARK | PREP) and s.lower[i] not in ("of", "in"):
            return None
    return None


_NAMED: Final = 14
"""Tokens from "for" to what somebody is to do."""
