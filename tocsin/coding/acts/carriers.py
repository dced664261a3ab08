"""Carriers: what the verb of its clause makes of a noun that names an act: "launched an attack", "the truce failed"."""

from typing import Final

from tocsin.coding.acts.carrying import AVERTING, COMING, DEEDS, LIGHT, SPEAKING, UNDOING, WEIGHING
from tocsin.coding.acts.fates import RULED, as_subject, calls_off, put_off, undone
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.leading import at_request, begins_later, denied, led_by, thought_of, with_a
from tocsin.coding.acts.likelihood import likelihood
from tocsin.coding.acts.promises import agreed
from tocsin.coding.acts.verdicts import TOLD_BY_VERB, Verdict, goes_on, gone_by, negate, to_come, weighed
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import DET, GENITIVE, MARK, NUMBER, PREP

_CARRYING: Final = LIGHT | COMING
"""Verbs whose object tells what their subject does, or is to come."""
_GRANTING: Final = frozenset({"approve", "allow"})
"""Acts that let forces go: "approved the dispatch of troops"."""
_AWAITING: Final = frozenset("brace ready prepare gear wait plan".split())
"""Verbs whose "for" leads to what is yet to come: "brace for an assault"."""
_SEEING: Final = frozenset(
    "see pose face perceive represent remain become constitute describe regard view consider".split()
)
"""Verbs whose threat is a danger: "sees China as a military threat"."""


def by_verb(
    s: Sentence,
    groups: list[Group],
    hit: Hit,
    told: dict[int, Finding],
    has_target: bool,
    *,
    timed: bool,
    placed: bool,
) -> Verdict:
    """Whether the clause reports the act of its noun, and as what; `told` are the acts of verbs, by clause."""
    if hit.act.mode == "ceasefire" and hit.clause in told and told[hit.clause].hit.act.type == "REJECT":
        return Verdict("what is turned down")  # "dismissed the possibility of a truce"
    if hit.act.type in DEEDS and thought_of(s, hit):
        return Verdict(shade=weighed)
    if hit.act.type in DEEDS and hit.clause >= 0 and begins_later(s, groups[hit.clause], hit):
        return Verdict(shade=to_come)
    if (shade := likelihood(s, groups, hit)) is not None:
        weighs = hit.clause in told and told[hit.clause].hit.act.mode == "consider"
        return Verdict(shade=shade, replaces=hit.clause if weighs else None)
    if hit.act.alone or (hit.act.type == "REQUEST" and at_request(s, hit)):
        return Verdict()
    if hit.clause < 0:
        terse = not groups and (placed or timed) and _opens_tersely(s, hit)
        return _outside(s, hit, named=hit.owned or has_target or terse, placed=placed)
    if _averted(s, groups, hit):
        return Verdict(shade=negate)
    if _carried_behind(groups, hit):
        return Verdict()
    if denied(s, hit):
        return Verdict(shade=negate)
    if hit.act.type in _LASTING and _lasted(s, hit):
        return Verdict(shade=gone_by)
    if hit.act.mode in _RULE and not _AMID.isdisjoint(s.lower[max(s.begin, hit.first - _LEADING) : hit.first]):
        return Verdict()
    by_place = {"subject": as_subject, "object": _as_object}.get(hit.place)
    verdict = by_place(s, groups[hit.clause], hit, told) if by_place is not None else None
    if verdict is not None:
        return verdict
    if _is_danger(groups[hit.clause], hit):
        return _DANGER
    if hit.place == "oblique" and hit.clause not in told and with_a(s, groups, hit):
        hit.light = True
        return Verdict()
    if hit.act.type == "PROTEST" and hit.place == "oblique" and _in_street(s, groups[hit.clause], hit):
        hit.light = True
        return Verdict()
    if hit.act.type == "ASSAULT" and led_by(s, hit) == "into":
        return Verdict("where somebody goes, not a report of it")
    awaited = hit.act.type == "ASSAULT" and groups[hit.clause].lemma in _AWAITING
    if awaited and hit.place == "oblique" and led_by(s, hit) == "for":
        return Verdict(shade=to_come)
    return _beside(hit, told.get(hit.clause), has_target, timed=timed)


def _in_street(s: Sentence, group: Group, hit: Hit) -> bool:
    """As in "demanded more pay at a sit-in", "were hurt in protests": what was done there says that there was one.

    What is said at a rally may be said by a candidate.
    """
    if led_by(s, hit) not in ("at", "in", "during") or group.negated or group.modal:
        return False
    rally = s.lower[hit.last - 1] in ("rally", "rallies")
    return group.lemma in _HARMED or (group.lemma in _SHOUTED and not rally)


_HARMED: Final = frozenset("hurt injure wound kill arrest detain die beat shoot".split())
"""What happens to people in the street."""
_SHOUTED: Final = frozenset("demand chant shout call denounce decry condemn burn throw smash".split())
_LASTING: Final = frozenset({"ASSAULT", "PROTEST"})
_RULE: Final = frozenset({"curfew", "martial-law"})
_AMID: Final = frozenset({"amid", "amidst", "under", "despite"})
"""Words that take rule by decree for what is in force: "streets were empty amid a curfew"."""
_LEADING: Final = 3


def _opens_tersely(s: Sentence, hit: Hit) -> bool:
    """As in "Truce at last in Tigray.", "Nine dead in bus bombing": a sentence without a verb tells of it at once.

    An article or whose it is before it only names a subject: "The war in Iraq", "A history of curfews".
    """
    if hit.first - s.begin > _OPENING or hit.act.type not in _TELEGRAPHED or s.lower[hit.first - 1] == "of":
        return False
    return not any(s.flag(i) & (DET | GENITIVE) and not s.flag(i) & NUMBER for i in range(s.begin, hit.first))


_TELEGRAPHED: Final = frozenset({"ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "SANCTION", "PROTEST", "CONSULT"})
_OPENING: Final = 7
"""Tokens before what a terse sentence tells of."""


def _outside(s: Sentence, hit: Hit, *, named: bool, placed: bool) -> Verdict:
    """A noun in no clause reports its act where somebody stands with it, or a headline names the place."""
    if denied(s, hit):
        return Verdict(shade=negate)
    if named or (s.headline and (placed or not s.begin)):
        return Verdict()
    return Verdict("a bare noun: no verb says that it happened")


def _as_object(s: Sentence, group: Group, hit: Hit, told: dict[int, Finding]) -> Verdict | None:
    """As in "launched an attack", "there was an attack", "ended the siege"."""
    act, lemma = hit.act, group.lemma
    if lemma == "be" and s.lower[max(s.begin, group.first - 1)] == "there":
        return Verdict()
    if act.type in RULED and lemma in UNDOING:
        return undone(lemma)
    # "discussed air strikes"; "the raid" and "North Korea's launch" have been
    talked_of = lemma == "discuss" and not (hit.owned or s.flag(group.head + 1) & DET)
    if act.type in DEEDS and (lemma in WEIGHING or talked_of) and not group.passive:
        return Verdict(shade=negate if group.negated else weighed)
    if _is_danger(group, hit):
        return _DANGER
    if act.type == "CONSULT" and put_off(s, group) and not group.passive:
        # "cancelled concerts and a visit by the premier"
        return TOLD_BY_VERB if hit.clause in told else Verdict(shade=negate)
    if act.type == "MOBILIZE" and not group.passive and calls_off(s, group):
        return Verdict(shade=goes_on if group.negated else negate)  # "halted the deployment of more troops"
    if lemma not in _CARRYING or group.passive:
        return None
    above = told.get(hit.clause)
    if above is not None and not _joined(s, above.hit, hit):
        return TOLD_BY_VERB
    hit.light = True
    return Verdict(shade=to_come) if lemma in COMING else Verdict()


def _beside(hit: Hit, above: Finding | None, has_target: bool, *, timed: bool) -> Verdict:
    """What `above`, the act that the verb tells, makes of a noun that the verb does not carry."""
    act = hit.act
    if above is not None:
        other = above.hit.act
        if other.type == "SANCTION" and act.type == "CONSULT":
            return Verdict(f"what “{other.id}” is about, not a report of it")
        if agreed(hit, above.hit) and above.shade.modality != "negated":
            return Verdict(shade=to_come)
        if other.id in _GRANTING and act.type == "MOBILIZE" and hit.place != "subject":
            return Verdict(shade=to_come)
        if other.type == "ACCUSE" and other.frame == "patient" and hit.place == "subject" and (has_target or hit.owned):
            return Verdict()  # "the bombing of Tripoli drew protests"
        if other.effect == "confirm" and act.type in _DONE_BY and hit.place == "object" and (has_target or hit.owned):
            return Verdict()  # "confirmed the deployment of 10,000 soldiers to Russia"
        if other.type in SPEAKING and not timed:
            return Verdict(f"what “{other.id}” is about, not a report of it")
    if hit.owned and (has_target or timed) and act.modality != "considered":
        return Verdict()
    return Verdict("a bare noun: nothing says that it happened")


def _lasted(s: Sentence, hit: Hit) -> bool:
    """As in "after three days of fighting", "a week of protests": how long it went on says that it did."""
    at = hit.first - 1
    while at > hit.first - _LEADING and not s.flag(at) & (PREP | MARK):
        at -= 1
    if at <= s.begin or s.lower[at] != "of" or s.lower[at - 1] not in _SPELLS:
        return False
    return not _AFTER.isdisjoint(s.lower[max(s.begin, at - 1 - _LEADING) : at - 1])


_AFTER: Final = frozenset({"after", "following", "amid"})
_SPELLS: Final = frozenset("hours day days night nights week weeks month months".split())


_DONE_BY: Final = frozenset({"MOBILIZE", "ASSAULT", "AID", "RETREAT", "COERCE"})
"""Types of acts that a confirmation vouches for."""


def _is_danger(group: Group, hit: Hit) -> bool:
    """As in "sees China as a military threat"."""
    return hit.act.id == "threaten" and group.lemma in _SEEING


_DANGER: Final = Verdict("a danger, not a threat: nobody makes it")


def _averted(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "thwarted attacks planned by the group", "to keep out bombers": what has not come about."""
    if hit.place != "object" or hit.act.type != "ASSAULT":
        return False
    group = groups[hit.clause]
    return group.lemma in AVERTING or (group.lemma, s.lower[group.head + 1]) in _WARDING


_WARDING: Final = frozenset({("keep", "out"), ("ward", "off"), ("fend", "off"), ("stave", "off"), ("head", "off")})


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
        if (near or described) and group.lemma in _DONE:
            hit.clause, hit.light = k, True
            hit.place = "subject" if near or group.subject == span else "object"
            return True
    return False


_DONE: Final = LIGHT | {"direct"}


def _joined(s: Sentence, told: Hit, hit: Hit) -> bool:
    """Whether the noun is a further item of a list: "declared martial law and a general mobilisation"."""
    if hit.act.id == told.act.id or hit.first < told.last:
        return False
    return any(s.lower[i] in ("and", ",") for i in range(told.last, hit.first))
