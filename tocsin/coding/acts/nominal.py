"""Nouns that name acts: when "the deployment" reports one, and when it only speaks of it."""

from typing import Final

from tocsin.coding.acts.carriers import by_verb
from tocsin.coding.acts.carrying import SPEAKING
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.mentioned import mentioned
from tocsin.coding.acts.verdicts import ENDED, Verdict, to_come
from tocsin.coding.syntax.shades import Shade
from tocsin.coding.syntax.verbs import INFINITIVE, Group, Sentence, is_form
from tocsin.coding.text.grammar import MARK, PREP

_HARM: Final = frozenset({"kill", "be-killed", "wound", "die"})
"""Acts of which the noun beside them tells how: "killed in a mortar attack"."""
_VIOLENT: Final = frozenset(
    {
        *(
            "attack",
            "combat",
            "fight",
            "fighting",
            "gunfight",
            "strike-from-air",
            "bombing",
            "suicide-attack",
            "drone-attack",
        ),
        *("shell", "shoot"),
        *("abduct", "assassinate", "incursion", "incursion-by-craft", "airspace-violation"),
        *("strike-on", "fire-weapon", "cut-cable", "troops-mass", "kill", "cyber"),
    }
)
"""Acts whose noun reports them by itself where a side, a place or a day stands with it."""
_FAILED: Final = frozenset("failed foiled thwarted attempted abortive attempt bid".split())
_GOING_ON: Final = frozenset({"reinforce", "troops-mass"})
"""Acts that are still going on where somebody deplores them."""
_SITTINGS: Final = frozenset({"council-meets", "meet", "phone-talks"})
"""Acts whose noun with a day tells of them: "called back for a cabinet meeting on Thursday"."""
_JUDGED: Final = frozenset({"convict", "arrest", "investigate"})
"""What somebody is arrested or tried for is past: "jailed for the bombing"."""
_UNREAL: Final = frozenset(
    "threat threats fear fears risk risks danger possible potential plot plots plotting warning warnings any further "
    "prone vulnerable future against prevent deter averted averting foiled thwarted prepare like such no war-like "
    "simulated mock rumour rumours rumor rumors hoax scare".split()
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
    counted: bool = False,
) -> Verdict:
    """Whether a noun reports its act, by the verb of the clause it stands in, or by those who stand with it.

    `counted`: it tells how many suffered it, as "the killing of five soldiers" does.
    """
    verdict = mentioned(s, groups, hit, told, timed=timed)
    if verdict is not None:
        return verdict
    if counted:
        return Verdict(shade=_known if hit.place == "subject" else None)
    if hit.act.id == "deaths":
        return Verdict("a bare noun: nothing says how many died")
    if hit.act.type == "ASSAULT" and _provided_against(s, groups, hit):
        return Verdict("what somebody gets ready to deal with, not a report of it")
    verdict = by_verb(s, groups, hit, told, has_target, timed=timed, placed=placed)
    if verdict is ENDED:
        return verdict
    if hit.act.within is not None and hit.place == "subject" and hit.clause not in told:
        return Verdict()  # "The first flight was in May": a company's text tells of it
    asked = hit.clause in told and told[hit.clause].hit.act.type == "REQUEST"
    if verdict.reason and timed and hit.act.id in _SITTINGS and (hit.clause not in told or asked):
        return Verdict()
    if verdict.reason and hit.act.id == "weapons-test" and hit.owned and timed and hit.clause not in told:
        return Verdict()  # "a reply to the North's launch the day before"
    if verdict.reason and hit.act.id == "council-meets" and _in_session(s, hit):
        return Verdict()
    if verdict.reason and hit.act.type == "CONSULT" and has_target and known_already(s, groups, hit):
        return Verdict()  # "told reporters after talks with his Turkish colleague"
    drilling = hit.act.about == "exercise" and hit.place == "oblique" and (hit.owned or has_target)
    if verdict.reason and drilling and (_before_noun(s, hit) == "during" or known_already(s, groups, hit)):
        return Verdict()  # "came amid live-fire drills by India", "during naval exercises of the two"
    if verdict.reason and hit.act.id in _GOING_ON and _deplored(told.get(hit.clause)) and (placed or timed):
        return Verdict()  # "voiced concern over a build-up of troops on the river": what is deplored goes on
    if verdict.reason and hit.act.id == "coup" and not _FAILED.isdisjoint(s.lower[hit.first - 1 : hit.last + 1]):
        return Verdict()  # "arrested after a failed coup": such are told while they are news
    if not verdict.reason or hit.act.id not in _VIOLENT:
        return verdict
    if hit.clause >= 0 and groups[hit.clause].implied and _before_noun(s, hit) in _KNOWING:
        return Verdict()  # "Togo on alert after twin suicide bombings"
    return _violence(s, hit, told.get(hit.clause), verdict, known=hit.owned or has_target, told=timed or placed)


def _provided_against(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "a plan to cope with large attacks", but "to deal with an attack": that one was."""
    if hit.clause < 0 or hit.place != "oblique":
        return False
    group = groups[hit.clause]
    if group.form != INFINITIVE or group.lemma not in _PROVIDING:
        return False
    return _DEFINITE.isdisjoint(s.lower[group.head : hit.first])


_PROVIDING: Final = frozenset("cope deal guard defend protect prepare".split())
_DEFINITE: Final = frozenset("a an the this these those two several recent".split())


def _violence(s: Sentence, hit: Hit, above: Finding | None, verdict: Verdict, *, known: bool, told: bool) -> Verdict:
    """What a noun of violence reports by itself, beside `above`, the act of its verb; else the `verdict` of that verb.

    `known`: a side stands with it; `told`: a day or a place does.
    """
    if above is not None and above.hit.act.id in _HARM:
        return Verdict(replaces=hit.clause)
    if above is not None and above.hit.lemma == "blame" and hit.place == "object" and s.lower[hit.first - 1] == "the":
        return Verdict()  # "blamed the shooting of two guards on rebels": it happened
    if above is not None and above.hit.act.id == "accuse" and told and not hit.owned:
        return Verdict()  # "is blamed for the raid on Saturday"
    if above is not None and above.hit.act.id == "blame-by-saying" and hit.place == "subject" and (known or told):
        return Verdict()  # "the blast at the airport was the work of the rebels, he said"
    before = _described_by(s, hit)
    if not _UNREAL.isdisjoint(before):
        return verdict
    asked_for = above is not None and above.hit.act.type == "REQUEST" and not _after_one(s, hit)
    if (not _FRESH.isdisjoint(before) or _after_one(s, hit)) and not (asked_for or _judged_above(above)):
        return Verdict()
    if above is not None and (above.hit.act.type in SPEAKING or above.hit.act.mode in _JUDGED):
        return verdict
    if above is not None and above.hit.act.type == "ASSAULT" and hit.act.id != "incursion":
        return verdict
    if known or told:
        return Verdict(shade=None if _TO_COME.isdisjoint(before) else to_come)
    return verdict


def _known(shade: Shade) -> Shade:
    """What has happened whatever its verb makes of it: "the deaths of twenty men will not be in vain"."""
    shade.modality = "actual" if shade.modality != "historical" else shade.modality
    return shade


def _described_by(s: Sentence, hit: Hit) -> list[str]:
    """The words right before a noun, from the "in" on if one leads to it: "no casualties in the latest raid"."""
    before = s.lower[max(s.begin, hit.first - 4) : hit.first]
    return before[before.index("in") :] if "in" in before else before


def _in_session(s: Sentence, hit: Hit) -> bool:
    """As in "condemned the siege at an emergency session", "after one": where and when is no part of what they do."""
    return any(
        s.lower[i] in ("at", "in", "after", "following") for i in range(max(s.begin, hit.first - 2), hit.first)
    ) and bool(_URGENT & {*s.lower[hit.first : hit.last]})


_URGENT: Final = frozenset({"emergency", "urgent", "extraordinary", "special"})


def _after_one(s: Sentence, hit: Hit) -> bool:
    """As in "was moved after an attack", "amid a military build-up": something new that the clause takes as known."""
    for i in range(hit.first - 1, max(s.begin, hit.first - 6), -1):
        if s.lower[i] in ("a", "an", "another"):
            return s.lower[i - 1] in _KNOWING or s.lower[i - 1] == "during"
        if s.words[i].flags & (PREP | MARK):
            return False
    return False


def presupposed(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "vowed to avenge him after a raid", "wants to investigate the bombing": that has been."""
    if hit.act.id not in _VIOLENT or hit.clause < 0:
        return False
    return _after_one(s, hit) or (groups[hit.clause].lemma in _LOOKING_INTO and hit.place == "object")


_LOOKING_INTO: Final = frozenset({"investigate", "probe", "avenge", "mourn", "examine"})


def _before_noun(s: Sentence, hit: Hit) -> str:
    """The preposition that leads to a noun, a few words before it."""
    return next((s.lower[i] for i in range(hit.first - 1, max(s.begin, hit.first - 4), -1) if s.flag(i) & PREP), "")


def _deplored(above: Finding | None) -> bool:
    return above is not None and above.hit.act.mode == "disapprove"


def _judged_above(above: Finding | None) -> bool:
    return above is not None and (above.hit.act.type == "ASSAULT" or above.hit.act.mode in _JUDGED)


_KNOWING: Final = frozenset("after following despite amid because".split())
"""Prepositions whose noun tells of what has happened, whatever the clause makes of itself."""
_KNOWN_BY: Final = frozenset({("face", "of"), ("wake", "of"), ("light", "of"), ("response", "to"), ("reply", "to")})


_ANSWERING: Final = frozenset({"respond", "react", "retaliate", "answer"})
_ANSWERS: Final = frozenset({"retaliation", "reprisal", "reprisals", "revenge", "payback", "punishment"})
"""Words for an answer to what somebody has done."""


def known_already(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether the clause takes an act as known: "in the face of North Korea's dispatch", "after Iran's attack"."""
    if hit.place != "oblique":
        return False
    if hit.act.type == "ASSAULT" and _harmless(s, groups[hit.clause]):
        return True
    for i in range(hit.first - 1, max(s.begin, hit.first - 8), -1):
        if s.lower[i] in _KNOWING or (s.lower[i - 1], s.lower[i]) in _KNOWN_BY:
            return True
        if s.lower[i] in ("to", "for") and (s.lower[i - 1] in _ANSWERS or is_form(s, i - 1, _ANSWERING)):
            return hit.owned or s.lower[i + 1] == "the"  # "will respond to Iran's attack", not "to an attack"
        if s.words[i].flags & PREP and s.lower[i] != "of":
            return s.lower[i] == "about" and s.lower[i - 1] in ("know", "knows", "knew")
    return False


def _harmless(s: Sentence, group: Group) -> bool:
    """As in "no casualties were reported in the clash", "nobody was hurt by the blast": denied is the harm alone."""
    span = group.subject
    if span is None:
        return False
    if group.lemma == "be":
        return not _HURT.isdisjoint(s.lower[group.head + 1 : group.head + 4])
    if not group.passive:
        return False
    return group.lemma in _HURTING or not _HURT.isdisjoint(s.lower[span[0] : span[1]])


_HURTING: Final = frozenset({"hurt", "harm", "injure", "wound", "kill"})
_HURT: Final = frozenset("casualties casualty injuries injury deaths fatalities damage losses victims dead".split())
