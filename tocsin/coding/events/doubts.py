"""Doubts: why a verb that spells an act does not mean it where it stands, and what it makes of those it governs."""

from itertools import pairwise
from typing import Final

from tocsin.coding.acts.carrying import FAILING
from tocsin.coding.acts.hits import Hit
from tocsin.coding.roles.tellers import headed_by, teller
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.verbs import FINITE, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import PRON
from tocsin.vocabulary import Modality

_ADJECTIVES: Final = frozenset(
    """
    arm back mask base lead support know use hold-to bind own enrich concern engage dedicate commit oppose suspect
    """.split()
)


def unsaid(s: Sentence, groups: list[Group], hit: Hit, modality: Modality, *, cited: bool) -> str:
    """Why a clause that would be an act by being said is none here, or ""; `cited`: somebody is named who says it."""
    if not cites(s, groups, hit) or (not cited and teller(s, groups, hit.clause) < 0):
        return "nobody is cited who says it"
    if hit.act.type != "THREATEN" and modality in ("conditional", "hypothetical"):
        return "only a condition"
    group = groups[hit.clause]
    if hit.act.type == "THREATEN" and hit.lemma == "face" and not group.modal:
        return "faced, not threatened"
    if hit.act.mode == "warn" and group.parent >= 0 and groups[group.parent].lemma in _WARNING:
        return "told by the warning above it"
    if hit.act.mode == "warn" and not (group.modal or group.progressive) and group.lemma not in ("be", "run"):
        return "told as a fact, not as a danger"
    return ""


def cites(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether the clause of an act is put into somebody's mouth, in its sentence or by the name before a colon."""
    return teller(s, groups, hit.clause) >= 0 or headed_by(s) is not None


_WARNING: Final = frozenset({"warn", "caution", "fear", "alert"})


def said_modality(hit: Hit, group: Group, modality: Modality) -> Modality:
    """The modality of what is done by saying so: it is done, but a threat may depend or look ahead."""
    if modality in ("conditional", "hypothetical"):
        return "conditional" if hit.act.type == "THREATEN" else "actual"
    return "future" if hit.act.type == "THREATEN" and group.modal in ("will", "would", "'ll") else "actual"


def effect_of(hit: Hit) -> str:
    """What an act makes of the act that it governs: agreements, requests and refusals tell theirs themselves."""
    act = hit.act
    if act.type in ("AGREE", "REQUEST", "REJECT") and act.effect in ("plan", "want", "refuse", "absorb", None):
        return "absorb"
    if act.mode == "convict":
        # "found guilty of stealing": the deed is what the verdict is about.
        return "absorb"
    return act.effect or ""


_KEPT: Final = 4
"""Tokens behind "stop" in which it is said from what: "stop the regime from building a bomb"."""


def unlikely(s: Sentence, groups: list[Group], hit: Hit) -> str:
    """Why a verb that spells an act does not mean it here, or ""."""
    group = groups[hit.clause]
    after = s.lower[hit.last] if hit.last < s.end else ""
    if hit.act.id == "freeze-programme" and "from" in s.lower[hit.last : hit.last + _KEPT]:
        return "what another is kept from"  # "to stop it from building a bomb"
    if group.form == REDUCED and hit.lemma in _ADJECTIVES:
        return "a participle that only describes"
    if hit.act.mode == "ceasefire" and group.form == REDUCED and (_no_longer(groups, group) or _broken(s, group)):
        return "what no longer holds"
    if hit.act.mode == "ceasefire" and _of_then(s, hit):
        return "only says which truce is meant"
    if (
        hit.act.type == "REQUEST"
        and hit.lemma == "ask"
        and (
            (group.passive and after not in ("to", "for"))
            or after in ("question", "questions")
            or (s.flag(hit.last) & PRON and s.lower[hit.last + 1 : hit.last + 2] in _QUESTIONS)
            or after in ("whether", "if", "about", "by", "how", "why")
            or group.link in ("if", "when")
        )
    ):
        return "a question, not a request"
    if (
        hit.act.type == "REQUEST"
        and hit.lemma == "seek"
        and after == "to"
        and "to" not in s.lower[hit.first : hit.last]
    ):
        return "an aim, not a request"
    if hit.act.id == "weapons-test" and group.form == REDUCED and _struck(groups, group):
        return "it struck: no test"
    if hit.act.type == "MOBILIZE" and hit.lemma in ("send", "enter") and _sends_nobody(s, hit):
        return "nobody is sent anywhere"
    if hit.act.type == "REQUEST" and hit.lemma in _SUGGESTING and (_tells(groups, hit.clause) or _shows(s, group)):
        return "says how it is, not what is wanted"
    if (
        hit.lemma == "order"
        and hit.act.type == "AGREE"
        and any(g.parent == hit.clause and g.link == "to" for g in groups)
    ):
        return "a command, not an order of goods"
    if hit.act.mode == "arrest" and hit.lemma == "pick" and not (group.passive or object_follows(s, hit.last)):
        return "goes up, nobody is taken"
    if hit.act.mode in _ON_OTHERS and group.head + 1 < s.end and s.lower[group.head + 1] in _REFLEXIVE:
        return "done to nobody else"
    if hit.lemma == "try" and hit.act.mode == "convict" and "to" in s.lower[group.head + 1 : group.head + 2]:
        return "an attempt, not a trial"
    if hit.lemma == "take" and hit.last == group.head + 1 and (after in _TAKEN or _needs(s, group)):
        return "a set phrase"
    if hit.act.mode == "disarm" and hit.lemma in _SETTING and _of_a_treaty(s, groups, hit.clause):
        return "what a treaty says, no deed"
    if hit.act.id == "hit-target" and hit.lemma == "hit" and _a_goal(s, groups, hit.clause):
        return "reaches a goal, no blow"
    if hit.act.id == "pass-close-by" and hit.lemma == "approach" and _lands(s, groups, hit.clause):
        return "comes in to land"
    if hit.act.id == "arm-others" and hit.lemma == "give" and "orders" in s.lower[group.head : group.head + 4]:
        return "a command, no gift"
    if hit.act.id == "consider" and _thought(s, group, hit):
        return "what somebody thinks, not what he weighs"
    if hit.act.id == "talks-fail" and hit.lemma == "fail" and after == "to":
        return "came to nothing, not broken off"
    if hit.act.mode == "demo" and hit.lemma == "demonstrate" and (group.passive or _shown(s, group.head + 1)):
        return "shows something, no protest"
    if hit.act.mode == "warn" and hit.lemma == "warn" and _beforehand(s, hit):
        return "told beforehand, of no danger"
    if hit.act.mode == "warn" and hit.lemma in ("fear", "dread") and _of_what_is(groups, hit.clause):
        return "a fear of what is, no warning"
    if hit.act.id == "fight" and s.lower[hit.last - 1] == "for" and s.marks.named.get(hit.last) == "state":
        return "for somebody, against nobody named"
    if hit.act.type == "ACCUSE" and hit.lemma in _NAMING and _as_it_says(s, group):
        return "only what the speaker calls something"
    if hit.lemma == "engage" and group.passive and after == "in":
        return "busy with something"
    if hit.act.id == "threaten" and s.lower[group.head] == "took":
        return "measures taken, not a threat of them"
    if hit.act.id == "would-answer" and not _would(s, groups, hit):
        return "an answer, not a threat of one"
    if hit.act.effect in ("warn", "allege") and _parenthetical(s, group):
        return "only says who speaks"
    if hit.lemma in _LICENSING and _unnamed(s, group):
        return "only the terms on which somebody speaks"
    above = groups[group.parent] if group.parent >= 0 else group
    if hit.act.type == "CONSULT" and above.lemma in _LICENSING and _unnamed(s, above):
        return "only the terms on which somebody speaks"
    if hit.lemma == "let" and s.lower[group.head + 1 : group.head + 4] == ["it", "be", "known"]:
        return "only says who speaks"
    return ""


def _struck(groups: list[Group], group: Group) -> bool:
    """As in "a rocket fired from Gaza hit a house"."""
    return any(other.subject == group.subject and other.lemma in _STRIKING for other in groups)


_STRIKING: Final = frozenset("hit strike kill wound injure destroy damage slam land fall explode".split())


def _sends_nobody(s: Sentence, hit: Hit) -> bool:
    """As in "sent the army fleeing", "the fighting entered its second week"."""
    words = s.lower[hit.first + 1 : min(hit.first + 9, s.end)]
    if hit.lemma == "enter":
        return not _STRETCHES.isdisjoint(words[:4])
    return not _DRIVEN.isdisjoint(words)


_STRETCHES: Final = frozenset("day week month year phase stage hour decade round".split())
_DRIVEN: Final = frozenset("fleeing running reeling packing scurrying".split())


def _unnamed(s: Sentence, group: Group) -> bool:
    """As in "requesting anonymity", "asked not to be named", "not authorised to speak to the press"."""
    words = s.lower[group.head + 1 : group.head + 5]
    if group.lemma in ("ask", "request"):
        return "anonymity" in words or words[:3] == ["not", "to", "be"]
    return group.passive and words[:1] == ["to"] and not _SPEAKING.isdisjoint(words[1:3])


_LICENSING: Final = frozenset({"ask", "request", "authorise", "authorize", "allow", "permit"})
_SPEAKING: Final = frozenset("speak talk brief comment discuss publicly disclose".split())
_TAKEN: Final = frozenset(
    "part place aim effect note office action steps advantage shelter cover time shape stock".split()
)
"""What "take" makes a phrase of its own with."""


def _beforehand(s: Sentence, hit: Hit) -> bool:
    """As in "civilians would be warned in advance", "warned its neighbours in advance of the strike"."""
    words = s.lower[hit.last : min(hit.last + 8, s.end)]
    notice = any(pair in (("in", "advance"), ("in", "time"), ("ahead", "of")) for pair in pairwise(words))
    return (notice or "beforehand" in words) and "that" not in words


def _needs(s: Sentence, group: Group) -> bool:
    """As in "It takes planning": what something needs."""
    span = group.subject
    return not group.past and span is not None and s.lower[span[0] : span[1]] == ["it"]


def _of_a_treaty(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "The treaty limits the number of warheads"."""
    span = subject_of(groups, k)
    return span is not None and not _TREATIES.isdisjoint(s.lower[span[0] : span[1]]) and not groups[k].past


def _a_goal(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "hit a target of spending 2% of GDP"."""
    words = s.lower[groups[k].head + 1 : min(groups[k].head + 8, s.end)]
    return not _GOALS.isdisjoint(words) and not _SCORES.isdisjoint(words)


def _thought(s: Sentence, group: Group, hit: Hit) -> bool:
    """As in "is considered a terrorist group", "considers itself bound", "did not rule out that Chad was behind it"."""
    if hit.lemma == "consider":
        if "as" in s.lower[group.head + 2 : group.head + 6]:
            return True
        taken_for = group.passive and s.lower[group.head + 1 : group.head + 2] in _TAKEN_FOR
        return taken_for or not _REFLEXIVE.isdisjoint(s.lower[group.head + 1 : group.head + 2])
    words = s.lower[hit.last : min(hit.last + 8, s.end)]
    return hit.lemma == "rule" and words[:1] == ["that"] and not {"behind", "responsible", "involved"}.isdisjoint(words)


_TAKEN_FOR: Final = (["a"], ["an"], ["the"], ["to"], ["part"], ["one"])


def _lands(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "as it approached Plovdiv airport"."""
    words = s.lower[groups[k].head + 1 : min(groups[k].head + 5, s.end)]
    return not {"airport", "runway", "airfield", "landing"}.isdisjoint(words)


_GOALS: Final = frozenset("target targets goal goals".split())
_SCORES: Final = frozenset(
    "spending percent % cent gdp goal goals growth budget inflation emissions climate of".split()
)
_SETTING: Final = frozenset("limit cap restrict ban reduce cut govern regulate".split())
_TREATIES: Final = frozenset("treaty pact accord agreement deal convention".split())


def _shown(s: Sentence, i: int) -> bool:
    """As in "demonstrated its resolve", "demonstrates that it can": what somebody shows."""
    return object_follows(s, i) or s.lower[i : i + 1] in (["that"], ["how"], ["why"])


def _as_it_says(s: Sentence, group: Group) -> bool:
    """As in "a reply to what it called a threat": what is named so by the way."""
    span = group.subject
    return span is not None and span[0] > s.begin and s.lower[span[0] - 1] == "what"


_NAMING: Final = frozenset({"call", "describe", "term", "brand", "label", "dub", "denounce", "deem", "consider", "see"})


def _of_what_is(groups: list[Group], k: int) -> bool:
    """Whether the clause below tells of what has happened: "feared that he had died"."""
    below = groups[k + 1 : k + 2]
    return any(g.form == FINITE and g.link in ("that", "zero") and g.past and not g.modal for g in below)


_QUESTIONS: Final = (["who"], ["what"], ["why"], ["whether"], ["when"], ["where"], ["how"], ["if"], ["which"])


def _no_longer(groups: list[Group], group: Group) -> bool:
    """As in "a truce brokered by Egypt collapsed": the main verb of its subject says that it broke."""
    return any(other.subject == group.subject and other.lemma in FAILING for other in groups)


def _broken(s: Sentence, group: Group) -> bool:
    """As in "accused it of breaching a truce brokered by Egypt"."""
    return not _BREAKING.isdisjoint(s.lower[max(s.begin, group.first - _NEAR) : group.first])


def _of_then(s: Sentence, hit: Hit) -> bool:
    """As in "who helped to broker the July truce"."""
    return any(s.lower[i] == "the" and i + 1 in s.dated for i in range(hit.first + 1, min(hit.last + 1, s.end)))


_BREAKING: Final = frozenset(
    "breach breaching breached violate violating violated violation violations breaches break breaking broke".split()
)
_NEAR: Final = 6
"""Tokens before what describes a truce in which a verb tells what became of it."""


def _tells(groups: list[Group], k: int) -> bool:
    """Whether the clause below says what is or would be: "suggested that it was lawful", not "that they leave"."""
    below = [g for g in groups[k + 1 : k + 2] if g.form == FINITE and g.link in ("that", "zero")]
    return any(g.past or g.modal in ("would", "will", "may", "might", "could", "can") for g in below)


def _shows(s: Sentence, group: Group) -> bool:
    """As in "polls suggest that most are against it": evidence wants nothing."""
    span = group.subject
    return span is not None and not _EVIDENCE.isdisjoint(s.lower[span[0] : span[1]])


_SUGGESTING: Final = frozenset({"suggest", "insist"})
_EVIDENCE: Final = frozenset(
    """
    poll polls survey surveys study studies data figures evidence reports findings image images imagery footage
    estimates results signs records documents research analysis indications
    """.split()
)


_ON_OTHERS: Final = frozenset({"arrest", "restrict", "deport", "expel"})
_REFLEXIVE: Final = frozenset({"itself", "themselves", "himself", "herself", "ourselves", "myself"})


def _would(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "will answer if …", "would be forced to respond": an answer that depends, or that one is driven to."""
    group = groups[hit.clause]
    span = subject_of(groups, hit.clause)
    if group.passive and group.modal and span is not None and s.lower[span[0]] in ("any", "every", "such"):
        return True  # "any attack would be answered"
    if group.modal not in ("will", "would", "'ll", "shall", "must") and group.quasi not in ("willing", "able"):
        return False
    depends = any(g.link in ("if", "unless", "should") or g.inverted for g in groups)
    return depends or ((group.quasi == "able" or group.modal == "must") and teller(s, groups, hit.clause) >= 0)


def _parenthetical(s: Sentence, group: Group) -> bool:
    """As in "…, he warned, will hit": a verb of saying set off by marks has no content of its own."""
    after = s.lower[group.head + 1] if group.head + 1 < s.end else "."
    if after not in (",", ".", "—", "–", ";"):
        return False
    span = group.subject
    return (
        span is not None
        and (span[0] == s.begin or s.lower[span[0] - 1] in (",", '"', "”", "—", "–"))
        and span[0] > s.begin
    )
