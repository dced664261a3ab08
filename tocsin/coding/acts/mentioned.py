"""Nouns of acts that report none where they stand, or one long past: "the limits on arms sales", "since the raid"."""

from typing import Final

from tocsin.coding.acts.carrying import DEEDS, FAILING, HAPPENING, LIGHT
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.acts.truces import of_truce
from tocsin.coding.acts.verdicts import Verdict, long_past, negate, supposed, to_come
from tocsin.coding.acts.works import of_a_work
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import DET, MARK, MODAL, PREP

_LIKEWISE: Final = frozenset({"so", "nor", "neither"})
_DANGERS: Final = frozenset({"terrorist", "terror", "security", "existential", "jihadist", "islamist"})
"""What threats are of that nobody makes: "a terrorist threat"."""
_HEADS: Final = frozenset("head heads chief chiefs director directors general directorate commander commanders".split())
"""Words of offices over what they lead."""


def mentioned(s: Sentence, groups: list[Group], hit: Hit, told: dict[int, Finding], *, timed: bool) -> Verdict | None:
    """What the words around a noun make of its act, whatever its clause reports; None where they leave it open."""
    if s.lower[s.begin] in _LIKEWISE and s.flag(s.begin + 1) & MODAL:
        return Verdict("its verb stands in the sentence before")  # "So will an attack on an ally"
    if of_a_work(s, hit):
        return Verdict("what a work is about, not a report of it")
    if _retold(s, groups, hit):
        return Verdict("only says what something told before was")
    if hit.act.id == "weapons-test" and _launches_else(s, hit):
        return Verdict("the launch of something else")
    if hit.act.type == "ASSAULT" and s.lower[hit.last : hit.last + 1] in _PLANNED:
        return Verdict("only what a plan is of")  # "suspected of terror attack planning"
    if hit.act.id == "weapons-test" and s.recent and _reported(s, groups, hit):
        return Verdict("only reports what was told before")
    if hit.first - 2 >= s.begin and s.lower[hit.first - 1] == "of" and s.lower[hit.first - 2] in _HEADS:
        return Verdict("part of an office")  # "the heads of military operations spoke"
    if hit.act.id == "threaten" and s.lower[hit.last : hit.last + 1] in (["from"], ["of"], ["posed"]):
        return Verdict("a danger, not a threat: nobody makes it")
    if hit.act.id == "threaten" and s.lower[hit.first - 1] in _DANGERS:
        return Verdict("a danger, not a threat: nobody makes it")
    if hit.act.type == "ASSAULT" and hit.place != "subject" and counted_from(s, hit.first, "since"):
        return Verdict(shade=long_past)
    if hit.act.type == "PROTEST" and hit.clause >= 0 and groups[hit.clause].link == "since":
        return Verdict(shade=long_past)  # "held since the uprising began"
    if hit.act.type == "ASSAULT" and (
        counted_from(s, hit.first, "anniversary") or (not timed and _of_the_war(s, groups, hit))
    ):
        return Verdict(shade=long_past)
    if hit.act.type in DEEDS and _ahead_of(s, hit):
        return Verdict(shade=to_come)
    if hit.act.type in DEEDS and _if_any(s, groups, hit):
        return Verdict(shade=supposed)
    if hit.act.id == "hostages-held" and hit.place == "object" and groups[hit.clause].lemma in _WELCOMING:
        return Verdict("whoever is welcomed is held no longer")
    if hit.act.mode == "ceasefire" and (verdict := of_truce(s, groups, hit, told.get(hit.clause))) is not None:
        return verdict
    if hit.act.type in _OFFERED and _unanswered(s, hit):
        return Verdict("what nobody has answered to")
    if hit.act.type == "RETREAT" and _no_longer(groups, hit):
        return Verdict(shade=negate)
    if hit.act.type == "ASSAULT" and _ailing(s, hit):
        return Verdict("only what a place is known for")
    if hit.act.type in DEEDS and (_ruled(s, hit) or _only_meant(groups, hit, told)):
        return Verdict("only what a policy or a limit is on")
    if hit.act.type in _ENDABLE and _told_to_end(s, hit):
        return Verdict("it is told to end")
    if hit.act.type == "REQUEST" and s.lower[hit.last : hit.last + 2] in (["for", "comment"], ["for", "comments"]):
        return Verdict("a reporter's question")
    usual = not _FREQUENT.isdisjoint(s.lower[hit.first - 2 : hit.first + 1])
    if hit.act.type == "ASSAULT" and usual and not timed and "under" not in s.lower[hit.first - 3 : hit.first]:
        return Verdict(shade=long_past)  # "a region of frequent deadly clashes between herders and farmers"
    if hit.act.id in _COUNTED and s.lower[hit.first - 1] == "in" and s.lower[hit.first - 2] in _TRENDS:
        return Verdict("a trend, not a deed")  # "an uptick in killings"
    if hit.act.type in DEEDS and s.lower[hit.first - 2 : hit.first] in _HABITS:
        return Verdict("a habit that is spoken of, not a deed")
    return None


_PLANNED: Final = tuple(
    [word] for word in "planning plans plot plots preparations drill drills exercise exercises practice range".split()
)
"""What a word for an attack before it only says the kind of: "terror attack planning", "a bombing drill"."""


def _launches_else(s: Sentence, hit: Hit) -> bool:
    """As in "the launch of an offensive", "the launch of the campaign": of no weapon."""
    if s.lower[hit.last - 1 : hit.last + 1] != ["launch", "of"]:
        return False
    what = classes_in(s, hit.last + 1, min(hit.last + _OF_WHAT, s.end))
    return what.isdisjoint(_LAUNCHED) and not any(s.word[i][0].isupper() for i in range(hit.last + 1, hit.last + 3))


_OF_WHAT: Final = 6
_LAUNCHED: Final = frozenset({"missile", "weapons", "nuclear-weapons", "drone", "rounds", "technology"})


_OFFERED: Final = frozenset({"RETREAT", "AGREE", "CONSULT"})
_ANSWERS: Final = frozenset({"response", "answer", "reply", "reaction"})
_ANSWERED: Final = 9
"""Tokens from an answer to what it is to: "no answer yet from the rebels to his truce offer"."""


def _unanswered(s: Sentence, hit: Hit) -> bool:
    """As in "no response from the rebels to the truce offer"."""
    for i in range(hit.first - 1, max(s.begin, hit.first - _ANSWERED), -1):
        if s.lower[i] in _ANSWERS:
            return "to" in s.lower[i : hit.first] and "no" in s.lower[max(s.begin, i - 3) : i]
    return False


_FREQUENT: Final = frozenset({"frequent", "occasional", "sporadic", "recurrent", "perennial"})
_COUNTED: Final = frozenset({"kill", "abduct"})
_TRENDS: Final = frozenset("uptick rise increase drop decline fall jump surge spike".split())
_HABITS: Final = (["practice", "of"], ["policy", "of"], ["habit", "of"])
"""What one has or gives up: "would end the practice of kidnapping for ransom"."""


def _ahead_of(s: Sentence, hit: Hit) -> bool:
    """As in "fled ahead of an offensive": it is yet to come."""
    for i in range(hit.first - 1, max(s.begin, hit.first - _DESCRIBED), -1):
        if s.words[i].flags & (PREP | MARK):
            return s.lower[i] == "of" and s.lower[i - 1] == "ahead"
    return False


_WELCOMING: Final = frozenset("receive welcome greet embrace reunite treat examine collect escort honour honor".split())


def _retold(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "It was an appropriate military action": what "it" stands for was told before."""
    if hit.clause < 0 or hit.place == "subject":
        return False
    group = groups[hit.clause]
    if group.lemma in _NAMING and _under_a_name(s, group, hit):
        return True
    if hit.place != "object":
        return False
    if group.lemma in _NAMING and _as_some_call_it(s, group):
        return True
    if group.lemma in _NAMING and s.lower[group.head + 1 : group.head + 2] in (["it"], ["this"], ["that"]):
        return True  # "called it a hybrid attack"
    if group.lemma != "be":
        return False
    span = groups[hit.clause].subject
    return span is not None and span[1] - span[0] == 1 and s.lower[span[0]] in ("it", "this", "that", "these", "those")


def _reported(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Seoul announced the launch": somebody reports what was told before, and says no more of whose it is."""
    if hit.place != "object" or s.lower[hit.first - 1] != "the" or s.lower[hit.last : hit.last + 1] in (["of"], ["by"]):
        return False
    return s.grammar.cues.get(groups[hit.clause].lemma) == "report"


def _as_some_call_it(s: Sentence, group: Group) -> bool:
    """As in "what growers call a coup"; what officials call one may be one."""
    span = group.subject
    if span is None or span[0] <= s.begin or s.lower[span[0] - 1] != "what":
        return False
    callers = classes_in(s, *span)
    return bool(callers & _PEOPLE) and callers.isdisjoint(_IN_POWER)


_PEOPLE: Final = frozenset({"citizens", "people", "workers", "crowd"})
_IN_POWER: Final = frozenset({"state", "troops", "police", "rebels", "diplomats", "body", "organisation"})


def _under_a_name(s: Sentence, group: Group, hit: Hit) -> bool:
    """As in 'called the balloons a "hybrid attack"', "described the fire as an attack": what somebody calls it."""
    for i in range(hit.first - 1, max(group.head + 1, hit.first - _NAME), -1):
        if s.words[i].flags & DET:
            return s.lower[i] in ("a", "an")
    return False


_NAME: Final = 5
"""Tokens of a name before its noun: 'an unprovoked "hybrid attack"'."""
_NAMING: Final = frozenset({"call", "term", "brand", "label", "dub", "describe", "see"})


def _no_longer(groups: list[Group], hit: Hit) -> bool:
    """As in "a truce brokered by Egypt collapsed", "clashed, splintering the truce": its verb says that it broke."""
    if hit.place == "object" and groups[hit.clause].lemma in FAILING:
        return True
    i = hit.first
    return any(g.subject is not None and g.subject[0] <= i < g.subject[1] and g.lemma in FAILING for g in groups)


def _ailing(s: Sentence, hit: Hit) -> bool:
    """As in "an area plagued by cattle theft and kidnappings"."""
    return any(
        s.lower[i] in _AILING and s.lower[i + 1] in ("by", "with")
        for i in range(max(s.begin, hit.first - 6), hit.first)
    )


_AILING: Final = frozenset({"wracked", "racked", "plagued", "blighted", "beset", "rife", "riven", "notorious"})


def counted_from(s: Sentence, at: int, word: str) -> bool:
    """As in "the third since Russia's invasion", "the anniversary of the attack": time is only counted from a noun."""
    for i in range(at - 1, max(s.begin - 1, at - 7), -1):
        if s.lower[i] == word:
            return True
        if s.words[i].flags & (PREP | MARK) and s.lower[i] != "of":
            return False
    return False


def _of_the_war(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Russia's invasion of Ukraine changed Europe": a war that everybody knows, unless its verb tells of it."""
    before = s.lower[max(s.begin, hit.first - 4) : hit.first]
    if s.lower[hit.last - 1] not in _WARS or s.lower[hit.last : hit.last + 1] != ["of"] or {"a", "an"} & {*before}:
        return False
    if hit.clause < 0:
        return not s.headline
    group = groups[hit.clause]
    if hit.place == "oblique":
        return True
    return group.lemma not in LIGHT | HAPPENING


_WARS: Final = frozenset({"invasion", "occupation", "annexation"})


def _told_to_end(s: Sentence, hit: Hit) -> bool:
    """As in "announced the end of its blockade", "the lifting of the siege": the noun before undoes the act."""
    for at in range(hit.first - 1, max(s.begin, hit.first - _DESCRIBED), -1):
        if s.words[at].flags & PREP or s.lower[at] == "to":
            return s.lower[at] in ("of", "to") and s.lower[at - 1] in _ENDS
        if s.words[at].flags & MARK:
            return False
    return False


_DESCRIBED: Final = 5
"""Tokens that may describe a noun behind its preposition."""
_ENDABLE: Final = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_ENDS: Final = frozenset({"end", "lifting", "easing", "removal", "halt", "cessation", "suspension", "relaxation"})


def _ruled(s: Sentence, hit: Hit) -> bool:
    """As in "its policy on lethal aid", "the limits on arms sales": a rule on acts tells of none."""
    at = hit.first - 1
    while at > s.begin and s.words[at].flags & DET:
        at -= 1
    return at > s.begin and s.lower[at] in ("on", "of", "over", "about", "against") and s.lower[at - 1] in _RULES


_RULES: Final = frozenset("policy policies stance position rule rules limit limits guideline guidelines".split())


def _only_meant(groups: list[Group], hit: Hit, told: dict[int, Finding]) -> bool:
    """As in "the treaty covers armed attacks on its ships", "the film depicts the raid"."""
    return hit.place == "object" and groups[hit.clause].lemma in MEANING and hit.clause not in told


MEANING: Final = frozenset(
    """
    cover define depict portray regulate govern outlaw prohibit criminalise criminalize simulate mimic rehearse
    practise practice resemble entail commemorate recall remember re-enact reenact restage
    """.split()
)


def _if_any(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "an attack on Taiwan could threaten Japan", "any intervention would be taken as war": there is none yet."""
    at = next((i for i in range(hit.first - 1, max(s.begin - 1, hit.first - _PHRASE), -1) if s.flag(i) & DET), -1)
    if at < 0 and s.headline:
        # "Analyst: attack on Taiwan would wreck trade": a headline leaves the article out
        behind = s.lower[hit.last : min(hit.last + _PHRASE, s.end - 1)]
        return "would" in behind and s.lower[hit.last + behind.index("would") + 1] not in ("have", "not")
    if at < 0 or s.lower[at] not in _NOT_YET:
        return False
    if s.lower[at - 1] == "of" and s.lower[at - 2] in ("event", "case"):
        return True  # "will help in the event of an attack"
    over = (g for g in groups if g.subject is not None and g.subject[0] <= hit.first < g.subject[1])
    told = _SENSED if hit.act.id != "curfew" else _SENSED | _APPLYING
    return any(g.modal in _IFFY and not g.negated and g.lemma not in told for g in over)


_NOT_YET: Final = frozenset({"a", "an", "any", "another"})
_SENSED: Final = frozenset({"hear", "see", "feel", "have"})
"""Verbs of what could be, and so was: "gunfire could be heard", "an attack that could have been worse"."""
_APPLYING: Final = frozenset({"be", "come", "go", "take", "begin", "start", "last", "apply"})
"""Verbs of what is set and will hold: "said that a curfew would be in effect from eight"."""
_IFFY: Final = frozenset({"could", "would", "might"})
_PHRASE: Final = 5
"""Tokens before a noun among which its article stands."""
