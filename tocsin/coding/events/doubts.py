"""Doubts: why a verb that spells an act does not mean it where it stands, and what it makes of those it governs."""

from typing import Final

from tocsin.coding.acts.carrying import FAILING
from tocsin.coding.acts.crowds import gasses
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.matter import tells_breach
from tocsin.coding.acts.things import classes_in
from tocsin.coding.events.askings import unnamed
from tocsin.coding.events.idioms import idiom
from tocsin.coding.roles.tellers import headed_by, teller
from tocsin.coding.syntax.clauses import AS_SUBJECT
from tocsin.coding.syntax.shades import Shade
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import ING, REDUCED, Group, Sentence, is_form
from tocsin.vocabulary import Modality

_ADJECTIVES: Final = frozenset(
    """
    arm back mask base lead support know use hold-to bind own enrich concern engage dedicate commit oppose suspect
    """.split()
)
_GETTING: Final = frozenset({"obtain", "acquire", "purchase", "buy", "inherit"})
_REMAINING: Final = frozenset({"remain", "stay", "stand"})


def unsaid(s: Sentence, groups: list[Group], hit: Hit, modality: Modality, *, cited: bool) -> str:
    """Why a clause that would be an act by being said is none here, or ""; `cited`: somebody is named who says it."""
    if not cites(s, groups, hit) or (not cited and teller(s, groups, hit.clause) < 0):
        return "nobody is cited who says it"
    group = groups[hit.clause]
    ahead = hit.act.type == "THREATEN" or (hit.act.mode == "warn" and group.modal and group.link != "if")
    if not ahead and modality in ("conditional", "hypothetical"):
        return "only a condition"
    if hit.act.type == "ACCUSE" and hit.act.mode == "allege" and group.modal in _AHEAD:
        return _FORESEEN  # "might break the treaty, diplomats say"
    if hit.act.type == "THREATEN" and hit.lemma == "face" and not group.modal:
        return "faced, not threatened"
    if hit.act.type == "THREATEN" and group.passive and group.past and not group.modal and hit.lemma in _DONE:
        return _NO_THREAT  # "said that his brother was buried"
    if hit.act.mode == "warn" and group.parent >= 0 and groups[group.parent].lemma in _WARNING:
        return "told by the warning above it"
    if hit.act.mode != "warn" or "danger" in hit.act.subject or group.lemma in ("be", "run", "teeter", "hang"):
        return ""  # "the risk of a war has grown", "the truce hangs by a thread"
    if not (group.modal or group.progressive or group.quasi or group.lemma == "risk"):
        return _NO_DANGER
    return ""


_NO_THREAT: Final = "told as a fact, not as a threat"
_NO_DANGER: Final = "told as a fact, not as a danger"
_FORESEEN: Final = "foreseen, not alleged"
_AHEAD: Final = frozenset("may might could will would shall".split())
TOLD_AS_FACT: Final = frozenset({_NO_THREAT, _NO_DANGER, _FORESEEN})
"""Why words that would be an act by being said tell a deed: "six trucks were set ablaze, police said"."""


def decided(s: Sentence, groups: list[Group], hit: Hit, above: Shade) -> str:
    """As in "has made up its mind", "decided on a ban": nothing is weighed any longer, or "".

    What somebody "has yet to decide" he weighs now.
    """
    if hit.act.mode != "consider":
        return ""
    group = groups[hit.clause]
    if not {"yet", "still"}.isdisjoint(s.lower[group.first : group.head]):
        above.modality = "actual" if above.modality == "future" else above.modality
        return ""
    settled = hit.lemma in ("make", "decide") and not hit.negated and above.modality in ("actual", "ongoing")
    return "decided, no longer weighed" if settled else ""


def cites(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether the clause of an act is put into somebody's mouth, in its sentence or by the name before a colon."""
    return teller(s, groups, hit.clause) >= 0 or headed_by(s) is not None


_DONE: Final = frozenset("burn bury raze annihilate obliterate erase wipe drive reduce bomb take throw sink".split())
"""What is done to somebody, which as a threat is yet to come."""
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


_OF_WHAT: Final = (["on"], ["about"])
"""What stands behind who has been briefed, "a person briefed on the matter"; who briefs, briefs somebody."""


def unlikely(s: Sentence, groups: list[Group], hit: Hit) -> str:
    """Why a verb that spells an act does not mean it here, or ""."""
    group, act = groups[hit.clause], hit.act
    if act.frame == "said" and group.link == "relative" and _whatever(s, group):
        return "whatever does so, of which nobody speaks"  # "to report on all issues that may threaten peace"
    if group.link == AS_SUBJECT and (groups[hit.clause + 1].modal or groups[hit.clause + 1].lemma == "be"):
        return "only judged, not told"  # "sending troops there would be folly"
    if act.id == "freeze-programme" and "from" in s.lower[hit.last : hit.last + _KEPT]:
        return "what another is kept from"  # "to stop it from building a bomb"
    briefed = hit.lemma == "brief" and not group.passive and s.lower[group.head + 1 : group.head + 2] in _OF_WHAT
    remains = group.first > s.begin and is_form(s, group.first - 1, _REMAINING)  # "Spain remains opposed to it"
    if briefed or (
        group.form == REDUCED and act.type != "ASSAULT" and hit.lemma in _ADJECTIVES and not (remains and act.effect)
    ):
        return "a participle that only describes"
    if group.form == REDUCED and not s.headline and act.type == "AID" and hit.lemma in _GETTING:
        return "a participle that only describes"  # "a submarine obtained from Russia was adrift"
    if group.form == ING and s.lower[group.first - 2 : group.first] == ["capable", "of"]:
        return "what something can do, no deed"
    if act.mode == "ceasefire" and group.form == REDUCED and (_no_longer(groups, group) or _broken(s, group)):
        return "what no longer holds"
    if act.mode == "ceasefire" and _of_then(s, hit):
        return "only says which truce is meant"
    if group.form == REDUCED and act.id == "weapons-test" and _struck(groups, group):
        return "it struck: no test"
    if act.type == "ASSAULT" and _so_to_speak(s, group):
        return "so to speak: what it is done with hurts nobody"
    if act.mode in _ON_OTHERS and group.head + 1 < s.end and s.lower[group.head + 1] in _REFLEXIVE:
        return "done to nobody else"
    if act.id == "fight" and s.lower[hit.last - 1] == "for" and s.marks.named.get(hit.last) == "state":
        return "for somebody, against nobody named"
    if act.id == "threaten" and s.lower[group.head] == "took":
        return "measures taken, not a threat of them"
    if act.id == "would-answer" and not (_would(s, groups, hit) or gasses(s, hit)):
        return "an answer, not a threat of one"
    if act.id == "would-punish" and group.modal not in _WILL:
        return "done or weighed, not announced"
    if act.effect in ("warn", "allege") and _parenthetical(s, group):
        return "only says who speaks"
    if act.type == "CONSULT" and group.form == REDUCED and group.lemma == "brief":
        return "only says how they know"  # "according to people briefed on the raid"
    if act.type == "CONSULT" and group.parent >= 0 and unnamed(s, groups[group.parent]):
        return "only the terms on which somebody speaks"
    return idiom(s, groups, hit)


def _so_to_speak(s: Sentence, group: Group) -> bool:
    """As in 'jets "bombed" the valley with seedlings': a verb in quotes, done with what is no weapon."""
    around = {s.lower[group.head - 1], *s.lower[group.head + 1 : group.head + 2]} if group.head > s.begin else set()
    if not around or not around <= _QUOTES:
        return False
    stop = min(max(group.stop, group.head + 1), s.end)
    at = next((i for i in range(group.head + 1, stop) if s.lower[i] == "with"), stop)
    return at < stop and _HURTING.isdisjoint(classes_in(s, at + 1, min(at + _MEANS, stop)))


_QUOTES: Final = frozenset({'"', "“", "”", "'", "‘", "’"})
_MEANS: Final = 6
"""Tokens behind "with" that name a means."""
_HURTING: Final = frozenset(
    """
    weapons missile drone rounds explosives fire attack aircraft ship vehicle troops rebels nuclear-weapons
    chemical-weapons
    """.split()
)


def _whatever(s: Sentence, group: Group) -> bool:
    return group.antecedent is not None and s.lower[group.antecedent[0]] in ("all", "any", "every")


def _struck(groups: list[Group], group: Group) -> bool:
    """As in "a rocket fired from Gaza hit a house"."""
    return any(other.subject == group.subject and other.lemma in _STRIKING for other in groups)


_STRIKING: Final = frozenset("hit strike kill wound injure destroy damage slam land fall explode".split())


def _no_longer(groups: list[Group], group: Group) -> bool:
    """As in "a truce brokered by Egypt collapsed": the main verb of its subject says that it broke."""
    return any(other.subject == group.subject and other.lemma in FAILING for other in groups)


def _broken(s: Sentence, group: Group) -> bool:
    """As in "accused it of breaching a truce brokered by Egypt"."""
    return tells_breach(s, max(s.begin, group.first - _NEAR), group.first)


def _of_then(s: Sentence, hit: Hit) -> bool:
    """As in "who helped to broker the July truce"."""
    return any(s.lower[i] == "the" and i + 1 in s.dated for i in range(hit.first + 1, min(hit.last + 1, s.end)))


_NEAR: Final = 6
"""Tokens before what describes a truce in which a verb tells what became of it."""


_REFLEXIVE: Final = frozenset({"itself", "themselves", "himself", "herself", "ourselves", "myself"})
_ON_OTHERS: Final = frozenset({"arrest", "restrict", "deport", "expel"})


def _would(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "will answer if …", "would be forced to respond": an answer that depends, or that one is driven to."""
    group = groups[hit.clause]
    span = subject_of(groups, hit.clause)
    if group.passive and group.modal and span is not None and s.lower[span[0]] in ("any", "every", "such"):
        return True  # "any attack would be answered"
    if group.modal not in _WILL and group.quasi not in ("willing", "able"):
        return False
    told = teller(s, groups, hit.clause)
    if told >= 0 and groups[told].lemma in _WARNING_OF:
        return True  # "warned that it will strike back"
    depends = any(g.link in ("if", "unless", "should") or g.inverted for g in groups)
    depends = depends or not {"if", "unless"}.isdisjoint(s.lower[hit.last : s.end])
    if group.modal == "will" and _to_a_deed(s, hit):
        return True
    return depends or ((group.quasi == "able" or group.modal == "must") and teller(s, groups, hit.clause) >= 0)


_WILL: Final = frozenset({"will", "would", "'ll", "shall", "must"})
_WARNING_OF: Final = frozenset({"warn", "threaten", "vow"})


def _to_a_deed(s: Sentence, hit: Hit) -> bool:
    """As in "will respond to Iran's attack", "will retaliate": an answer to what has been done."""
    if hit.lemma == "retaliate":
        return True
    behind = s.lower[hit.last : min(hit.last + _ANSWERED, s.end)]
    return behind[:1] == ["to"] and any("attack" in s.grammar.classes.get(word, ()) for word in behind[1:])


_ANSWERED: Final = 6
"""Tokens behind an answer in which it is told to what: "to the latest Iranian missile attack"."""


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
