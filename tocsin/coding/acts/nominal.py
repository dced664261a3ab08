"""Nouns that name acts: when "the deployment" reports one, and when it only speaks of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.modality import Shade
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import DET, GENITIVE, MARK, NEG, PREP


@dataclass(slots=True)
class Verdict:
    """`reason` where the noun reports nothing; `replaces` the clause whose verb event the noun's tells better."""

    reason: str = ""
    replaces: int | None = None
    shade: Callable[[Shade], Shade] | None = None


LIGHT: Final = frozenset(
    """
    carry launch conduct stage mount hold begin start open resume continue make give issue deliver commit
    perpetrate perform undertake organise run wage impose declare announce order suffer sustain face see witness
    lead plan prepare keep press step intensify escalate unleash expand extend enter take pay exchange have do
    convene host attend sign reach strike broker agree complete end halt suspend cancel propose offer call decree
    repel thwart foil set fire spark ignite provoke trigger
    """.split()
)
HAPPENING: Final = frozenset(
    """
    take occur happen enter erupt break continue begin start rage follow come resume go last intensify spread escalate
    flare unfold proceed open hit strike kill wound injure destroy damage leave target set cause cost claim cut
    force shake rock trigger spark involve aim hold collapse fail succeed erupt flare drag apply
    """.split()
)
_SPEAKING: Final = frozenset({"ACCUSE", "CONCEDE", "REJECT", "SUPPORT", "REQUEST", "STATEMENT", "THREATEN", "AGREE"})
"""Acts whose object is what they speak of: "condemned the attack" reports a condemnation."""
_COMING: Final = frozenset({"expect", "plan", "prepare", "await", "anticipate", "foresee", "schedule", "forecast"})
"""Verbs whose object is yet to come: "expects a seventh nuclear test"."""
_DELAYED: Final = frozenset({"delay", "postpone", "defer", "put", "reschedule"})
_PUT_OFF: Final = _DELAYED | {"cancel", "scrap", "abandon", "shelve"}
"""Verbs whose subject has not come about: "the release has been put off", "the drill was cancelled"."""
_TOLD: Final = frozenset({"report", "mean", "follow", "kill", "confirm"})
_AFTERMATH: Final = frozenset(
    "kill wound injure destroy damage leave hit strike claim cost rock shake die target".split()
)


_HARM: Final = frozenset({"kill", "be-killed", "wound", "die"})
"""Acts of which the noun beside them tells how: "killed in a mortar attack"."""
_VIOLENT: Final = frozenset(
    {
        *("attack", "fight", "fighting", "gunfight", "strike-from-air", "bombing", "suicide-attack", "drone-attack"),
        *("shell", "shoot"),
        *("abduct", "assassinate", "incursion", "strike-on", "fire-weapon", "cut-cable", "troops-mass", "kill"),
    }
)
"""Acts whose noun reports them by itself where a side, a place or a day stands with it."""
_SITTINGS: Final = frozenset({"council-meets", "meet", "phone-talks"})
"""Acts whose noun with a day tells of them: "called back for a cabinet meeting on Thursday"."""
_JUDGED: Final = frozenset({"convict", "arrest", "investigate"})
"""What somebody is arrested or tried for is past: "jailed for the bombing"."""
_UNREAL: Final = frozenset(
    "threat threats fear fears risk risks danger possible potential plot plots plotting warning warnings any further "
    "future against prevent deter averted averting foiled thwarted prepare like such no war-like simulated mock".split()
)
_FRESH: Final = frozenset("fresh recent latest daily renewed weekend yesterday overnight continuing ongoing".split())
"""Words before a noun of violence that tell when it was, as news does: "victims of fresh attacks"."""
_TO_COME: Final = frozenset(
    "planned expected imminent looming impending anticipated promised threatened upcoming".split()
)


def carried(
    s: Sentence,
    groups: list[Group],
    hit: Hit,
    told: dict[int, Finding],
    has_target: bool,
    *,
    timed: bool,
    placed: bool = False,
) -> Verdict:
    """Whether a noun reports its act, by the verb of the clause it stands in, or by those who stand with it."""
    if _retold(s, groups, hit):
        return Verdict("only says what something told before was")
    if hit.act.id == "threaten" and s.lower[hit.last : hit.last + 1] in (["from"], ["of"], ["posed"]):
        return Verdict("a danger, not a threat: nobody makes it")
    if hit.act.type == "ASSAULT" and hit.place == "oblique" and not timed and _since(s, hit):
        return Verdict(shade=_past)
    if hit.act.type == "RETREAT" and _no_longer(groups, hit.first):
        return Verdict(shade=_negate)
    if hit.act.type in _DEEDS and _ruled(s, hit):
        return Verdict("only what a policy or a limit is on")
    verdict = _by_verb(s, groups, hit, told, has_target, timed=timed, placed=placed)
    if hit.act.within is not None and hit.place == "subject" and hit.clause not in told:
        return Verdict()  # "The first flight was in May": a company's text tells of it
    asked = hit.clause in told and told[hit.clause].hit.act.type == "REQUEST"
    if verdict.reason and timed and hit.act.id in _SITTINGS and (hit.clause not in told or asked):
        return Verdict()
    if verdict.reason and hit.act.id == "weapons-test" and hit.owned and timed and hit.clause not in told:
        return Verdict()  # "a reply to the North's launch the day before"
    if verdict.reason and hit.act.id == "council-meets" and _in_session(s, hit):
        return Verdict()
    if verdict.reason and hit.act.type == "CONSULT" and has_target and known_already(s, hit):
        return Verdict()  # "told reporters after talks with his Turkish colleague"
    if not verdict.reason or hit.act.id not in _VIOLENT:
        return verdict
    above = told.get(hit.clause)
    if above is not None and above.hit.act.id in _HARM:
        return Verdict(replaces=hit.clause)
    if above is not None and above.hit.act.id == "accuse" and (timed or placed) and not hit.owned:
        return Verdict()  # "is blamed for the raid on Saturday"
    before = s.lower[max(s.begin, hit.first - 4) : hit.first]
    if any(word in _UNREAL for word in before):
        return verdict
    if (any(word in _FRESH for word in before) or _after_one(s, hit)) and not _judged_above(above):
        return Verdict()
    if above is not None and (above.hit.act.type in _SPEAKING or above.hit.act.mode in _JUDGED):
        return verdict
    if above is not None and above.hit.act.type == "ASSAULT" and hit.act.id != "incursion":
        return verdict
    if hit.owned or has_target or placed or timed:
        return Verdict(shade=_to_come if any(word in _TO_COME for word in before) else None)
    return verdict


def _no_longer(groups: list[Group], i: int) -> bool:
    """As in "a truce brokered by Egypt collapsed": the main verb of its subject says that it broke."""
    return any(g.subject is not None and g.subject[0] <= i < g.subject[1] and g.lemma in FAILING for g in groups)


def _in_session(s: Sentence, hit: Hit) -> bool:
    """As in "condemned the siege at an emergency session": where somebody does something is no part of it."""
    return any(s.lower[i] in ("at", "in") for i in range(max(s.begin, hit.first - 2), hit.first)) and bool(
        _URGENT & {*s.lower[hit.first : hit.last]}
    )


_NAMING: Final = frozenset({"call", "term", "brand", "label", "dub", "describe", "see"})
_URGENT: Final = frozenset({"emergency", "urgent", "extraordinary", "special"})


def _after_one(s: Sentence, hit: Hit) -> bool:
    """As in "was moved after an attack", "amid a military build-up": something new that the clause takes as known."""
    for i in range(hit.first - 1, max(s.begin, hit.first - 6), -1):
        if s.lower[i] in ("a", "an", "another"):
            return s.lower[i - 1] in _KNOWING or s.lower[i - 1] == "during"
        if s.words[i].flags & (PREP | MARK):
            return False
    return False


def _since(s: Sentence, hit: Hit) -> bool:
    """As in "the third since Russia's invasion": an act from which time is only counted."""
    for i in range(hit.first - 1, max(s.begin, hit.first - 6), -1):
        if s.words[i].flags & (PREP | MARK) and s.lower[i] != "of":
            return s.lower[i] == "since"
    return False


def _ruled(s: Sentence, hit: Hit) -> bool:
    """As in "its policy on lethal aid", "the limits on arms sales": a rule on acts tells of none."""
    at = hit.first - 1
    while at > s.begin and s.words[at].flags & DET:
        at -= 1
    return at > s.begin and s.lower[at] in ("on", "of", "over", "about", "against") and s.lower[at - 1] in _RULES


_RULES: Final = frozenset("policy policies stance position rule rules limit limits guideline guidelines".split())


def _judged_above(above: Finding | None) -> bool:
    return above is not None and (above.hit.act.type in ("REQUEST", "ASSAULT") or above.hit.act.mode in _JUDGED)


def _retold(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "It was an appropriate military action": what "it" stands for was told before."""
    if hit.clause < 0 or hit.place != "object":
        return False
    group = groups[hit.clause]
    if group.lemma in _NAMING and s.lower[group.head + 1 : group.head + 2] in (["it"], ["this"], ["that"]):
        return True  # "called it a hybrid attack"
    if group.lemma != "be":
        return False
    span = groups[hit.clause].subject
    return span is not None and span[1] - span[0] == 1 and s.lower[span[0]] in ("it", "this", "that", "these", "those")


def _by_verb(
    s: Sentence,
    groups: list[Group],
    hit: Hit,
    told: dict[int, Finding],
    has_target: bool,
    *,
    timed: bool,
    placed: bool,
) -> Verdict:
    if hit.act.alone or (hit.act.type == "REQUEST" and _at_request(s, hit)):
        return Verdict()
    if hit.clause < 0 and _denied(s, hit):
        return Verdict(shade=_negate)
    if hit.clause < 0:
        return (
            Verdict()
            if hit.owned or has_target or (s.headline and (placed or not s.begin))
            else Verdict("a bare noun: no verb says that it happened")
        )
    if _averted(groups, hit):
        return Verdict(shade=_negate)
    if _carried_behind(groups, hit):
        return Verdict()
    group = groups[hit.clause]
    if _denied(s, hit):
        return Verdict(shade=_negate)
    if hit.place == "subject" and not group.passive:
        if group.lemma in _AFTERMATH:
            return Verdict(replaces=hit.clause if hit.clause in told else None)
        if (group.lemma in HAPPENING or _in_force(s, group)) and hit.clause not in told:
            return Verdict()
    if hit.place == "subject" and group.passive and put_off(s, group) and hit.act.frame != "patient":
        if hit.act.type == "CONSULT" and hit.clause in told and told[hit.clause].hit.act.type == "SANCTION":
            return Verdict("the verb tells it already")
        deed = hit.act.type in ("ASSAULT", "MOBILIZE") and hit.clause in told
        return Verdict(shade=_to_come if group.lemma in _DELAYED else _negate, replaces=hit.clause if deed else None)
    if hit.place == "subject" and group.passive and hit.act.type == "ASSAULT" and group.lemma in _AVERTING:
        return Verdict(shade=_negate)
    if hit.place == "subject" and group.passive and hit.act.type == "SANCTION" and group.lemma in _DRAWING:
        return Verdict(shade=_to_come)
    if hit.place == "subject" and group.passive and group.lemma in _WEIGHED and hit.act.type in {*_DEEDS, "AGREE"}:
        return Verdict(shade=_weighed, replaces=hit.clause if hit.clause in told else None)
    if hit.place == "subject" and group.passive and group.lemma in _COMING:
        return Verdict(shade=_to_come)
    if hit.place == "subject" and group.passive and group.lemma in LIGHT | _TOLD:
        return Verdict()
    if hit.place == "subject" and hit.act.mode == "investigate" and group.lemma in _FINDING:
        return Verdict()
    if hit.place == "object" and group.lemma == "be" and s.lower[max(s.begin, group.first - 1)] == "there":
        return Verdict()
    if hit.place == "object" and hit.act.type in ("COERCE", "SANCTION") and group.lemma in _ENDING:
        return Verdict(f"it is told to end: “{group.lemma}”")
    if hit.place == "object" and hit.act.type in _DEEDS and group.lemma in _WEIGHING and not group.passive:
        return Verdict(shade=_weighed)
    if hit.act.id == "threaten" and group.lemma in _SEEING:
        return Verdict("a danger, not a threat: nobody makes it")
    coming = group.lemma in _COMING
    if hit.place == "object" and (group.lemma in LIGHT or coming) and not group.passive:
        above = told.get(hit.clause)
        if above is not None and not _joined(s, above.hit, hit):
            return Verdict("the verb tells it already")
        hit.light = True
        return Verdict(shade=_to_come) if coming else Verdict()
    if (
        hit.place == "oblique"
        and hit.clause not in told
        and s.lower[hit.first - 1] != "with"
        and _with_a(s, groups, hit)
    ):
        hit.light = True
        return Verdict()
    above = told.get(hit.clause)
    if above is not None and above.hit.act.type == "SANCTION" and hit.act.type == "CONSULT":
        return Verdict(f"what “{above.hit.act.id}” is about, not a report of it")
    if above is not None and above.hit.act.id in _GRANTING and hit.act.type == "MOBILIZE" and hit.place != "subject":
        return Verdict(shade=_to_come)
    if above is not None and above.hit.act.type in _SPEAKING and not timed:
        return Verdict(f"what “{above.hit.act.id}” is about, not a report of it")
    if hit.owned and (has_target or timed):
        return Verdict()
    return Verdict("a bare noun: nothing says that it happened")


_GRANTING: Final = frozenset({"approve", "allow"})
"""Acts that let forces go: "approved the dispatch of troops"."""
FAILING: Final = frozenset("collapse fail fall unravel crumble falter break expire lapse shatter evaporate".split())
"""Verbs of what no longer holds: "the truce collapsed" is no truce."""
_ENDING: Final = frozenset("end lift halt suspend cancel ease break relax scrap abolish revoke".split())
"""Verbs that undo what their object names: "ended a siege" is no siege."""
_AVERTING: Final = frozenset("thwart foil prevent avert stop block disrupt forestall pre-empt".split())
"""Verbs of what has not come about: "foiled two attacks"."""
_DRAWING: Final = frozenset({"draw", "prepare", "draft", "work", "plan"})
"""Verbs whose subject is on its way: "a further round of sanctions is being drawn up"."""
_WEIGHING: Final = frozenset({"consider", "weigh", "mull", "contemplate", "ponder", "moot", "propose", "float"})
"""Verbs whose object is only thought of: "is weighing a withdrawal"."""
_WEIGHED: Final = _WEIGHING | {"discuss", "negotiate"}
"""… and whose subject is, in the passive: "a sale is being discussed"."""
_FINDING: Final = frozenset({"conclude", "find", "show", "establish", "reveal", "determine"})
"""Verbs of what an inquiry comes to."""
_DEEDS: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "RETREAT", "AID", "COOPERATE"})
_SEEING: Final = frozenset(
    "see pose face perceive represent remain become constitute describe regard view consider".split()
)
"""Verbs whose threat is a danger: "sees China as a military threat"."""


def _averted(groups: list[Group], hit: Hit) -> bool:
    """As in "thwarted attacks planned by the group": what has not come about, whoever planned it."""
    return hit.place == "object" and hit.act.type == "ASSAULT" and groups[hit.clause].lemma in _AVERTING


def _in_force(s: Sentence, group: Group) -> bool:
    """As in "a curfew is in force", "the siege is on": what is there is told."""
    behind = s.lower[group.head + 1 : group.head + 3]
    return group.lemma in ("be", "remain", "stay", "come", "go") and behind in _STANDING


_STANDING: Final = (
    ["in", "force"],
    ["in", "effect"],
    ["in", "place"],
    ["into", "force"],
    ["into", "effect"],
    ["under", "way"],
)


def put_off(s: Sentence, group: Group) -> bool:
    """Whether a clause says that its subject does not come about, or later."""
    return group.lemma in _PUT_OFF or (group.lemma == "call" and s.lower[group.head + 1 : group.head + 2] == ["off"])


def _carried_behind(groups: list[Group], hit: Hit) -> bool:
    """As in "the attacks launched since May", "the drills that both plan": another clause carries it.

    The hit's clause becomes that one.
    """
    for k, group in enumerate(groups):
        if group.first < hit.last or group.link not in ("reduced", "relative"):
            continue
        near = group.link == "reduced" and group.first - hit.last <= 1
        span = group.antecedent
        described = (
            group.link == "relative" and span is not None and span[0] <= hit.first < span[1] and span[1] - hit.last <= 2
        )
        if (near or described) and group.lemma in LIGHT | _DONE:
            hit.clause, hit.light = k, True
            hit.place = "subject" if near or group.subject == span else "object"
            return True
    return False


_DONE: Final = frozenset("order carry mount plan launch direct commit".split())


def _at_request(s: Sentence, hit: Hit) -> bool:
    """As in "At Washington's request": somebody asked for what the clause tells."""
    return hit.owned and any(s.lower[i] == "at" for i in range(max(s.begin, hit.first - 5), hit.first))


def _joined(s: Sentence, told: Hit, hit: Hit) -> bool:
    """Whether the noun is a further item of a list: "declared martial law and a general mobilisation"."""
    if hit.act.id == told.act.id or hit.first < told.last:
        return False
    return any(s.lower[i] in ("and", ",") for i in range(told.last, hit.first))


def _with_a(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "answered with a call-up and a curfew": the noun is what the subject did."""
    group = groups[hit.clause]
    for i in range(hit.first - 1, group.head, -1):
        if s.lower[i] == "with":
            return i + 1 < s.end and s.lower[i + 1] in ("a", "an", "new", "another", "its", "more")
        if s.words[i].flags & PREP and s.lower[i] != "of":
            return False
    return False


_KNOWING: Final = frozenset("after following despite amid because".split())
"""Prepositions whose noun tells of what has happened, whatever the clause makes of itself."""
_KNOWN_BY: Final = frozenset({("face", "of"), ("wake", "of"), ("light", "of"), ("response", "to"), ("reply", "to")})


def known_already(s: Sentence, hit: Hit) -> bool:
    """Whether the clause takes an act as known: "in the face of North Korea's dispatch", "after Iran's attack"."""
    if hit.place != "oblique":
        return False
    for i in range(hit.first - 1, max(s.begin, hit.first - 8), -1):
        if s.lower[i] in _KNOWING or (s.lower[i - 1], s.lower[i]) in _KNOWN_BY:
            return True
        if s.words[i].flags & PREP and s.lower[i] != "of":
            return s.lower[i] == "about" and s.lower[i - 1] in ("know", "knows", "knew")
    return False


def _denied(s: Sentence, hit: Hit) -> bool:
    for i in range(max(s.begin, hit.first - 3), hit.first):
        if s.words[i].flags & NEG and not s.words[i].flags & GENITIVE:
            return bool(s.words[i].flags & DET) or s.lower[i] == "without"
    return False


def _to_come(shade: Shade) -> Shade:
    if shade.modality in ("actual", "ongoing"):
        shade.modality = "future"
    return shade


def _past(shade: Shade) -> Shade:
    shade.modality = "historical"
    return shade


def _weighed(shade: Shade) -> Shade:
    shade.modality = "considered"
    return shade


def _negate(shade: Shade) -> Shade:
    shade.modality = "negated"
    return shade
