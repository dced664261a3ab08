"""Nouns that name acts: when "the deployment" reports one, and when it only speaks of it."""

from typing import Final

from tocsin.coding.acts.carriers import (
    DEEDS,
    ENDED,
    FAILING,
    HAPPENING,
    LIGHT,
    SPEAKING,
    Verdict,
    by_verb,
    negate,
    to_come,
)
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.modality import Shade
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import DET, MARK, MODAL, PREP

_HARM: Final = frozenset({"kill", "be-killed", "wound", "die"})
"""Acts of which the noun beside them tells how: "killed in a mortar attack"."""
_VIOLENT: Final = frozenset(
    {
        *("attack", "fight", "fighting", "gunfight", "strike-from-air", "bombing", "suicide-attack", "drone-attack"),
        *("shell", "shoot"),
        *("abduct", "assassinate", "incursion", "incursion-by-craft", "airspace-violation"),
        *("strike-on", "fire-weapon", "cut-cable", "troops-mass", "kill"),
    }
)
"""Acts whose noun reports them by itself where a side, a place or a day stands with it."""
_LIKEWISE: Final = frozenset({"so", "nor", "neither"})
_SITTINGS: Final = frozenset({"council-meets", "meet", "phone-talks"})
"""Acts whose noun with a day tells of them: "called back for a cabinet meeting on Thursday"."""
_JUDGED: Final = frozenset({"convict", "arrest", "investigate"})
"""What somebody is arrested or tried for is past: "jailed for the bombing"."""
_UNREAL: Final = frozenset(
    "threat threats fear fears risk risks danger possible potential plot plots plotting warning warnings any further "
    "prone vulnerable "
    "future against prevent deter averted averting foiled thwarted prepare like such no war-like simulated mock".split()
)
_DANGERS: Final = frozenset({"terrorist", "terror", "security", "existential", "jihadist", "islamist"})
"""What threats are of that nobody makes: "a terrorist threat"."""
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
    if s.lower[s.begin] in _LIKEWISE and s.flag(s.begin + 1) & MODAL:
        return Verdict("its verb stands in the sentence before")  # "So will an attack on an ally"
    if _retold(s, groups, hit):
        return Verdict("only says what something told before was")
    if hit.act.id == "threaten" and s.lower[hit.last : hit.last + 1] in (["from"], ["of"], ["posed"]):
        return Verdict("a danger, not a threat: nobody makes it")
    if hit.act.id == "threaten" and s.lower[hit.first - 1] in _DANGERS:
        return Verdict("a danger, not a threat: nobody makes it")
    if hit.act.type == "ASSAULT" and hit.place == "oblique" and not timed and _counted_from(s, hit, "since"):
        return Verdict(shade=_past)
    if hit.act.type == "ASSAULT" and (
        _counted_from(s, hit, "anniversary") or (not timed and _of_the_war(s, groups, hit))
    ):
        return Verdict(shade=_past)
    above = told.get(hit.clause)
    if hit.act.mode == "ceasefire" and above is not None and above.hit.act.id == "break-ceasefire":
        return Verdict("what is broken")
    if hit.act.mode == "ceasefire" and _run_out(s, hit):
        return Verdict(shade=_past)
    if hit.act.mode == "ceasefire" and _broken(s, hit):
        return Verdict("a truce that does not hold")
    if hit.act.type == "RETREAT" and _no_longer(groups, hit):
        return Verdict(shade=negate)
    if hit.act.type == "ASSAULT" and _ailing(s, hit):
        return Verdict("only what a place is known for")
    if hit.act.type in DEEDS and (_ruled(s, hit) or _only_meant(groups, hit, told)):
        return Verdict("only what a policy or a limit is on")
    if hit.act.type in _ENDABLE and _told_to_end(s, hit):
        return Verdict("it is told to end")
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
    if not verdict.reason or hit.act.id not in _VIOLENT:
        return verdict
    above = told.get(hit.clause)
    if above is not None and above.hit.act.id in _HARM:
        return Verdict(replaces=hit.clause)
    if above is not None and above.hit.act.id == "accuse" and (timed or placed) and not hit.owned:
        return Verdict()  # "is blamed for the raid on Saturday"
    before = _described_by(s, hit)
    if any(word in _UNREAL for word in before):
        return verdict
    if (any(word in _FRESH for word in before) or _after_one(s, hit)) and not _judged_above(above):
        return Verdict()
    if above is not None and (above.hit.act.type in SPEAKING or above.hit.act.mode in _JUDGED):
        return verdict
    if above is not None and above.hit.act.type == "ASSAULT" and hit.act.id != "incursion":
        return verdict
    if hit.owned or has_target or placed or timed:
        return Verdict(shade=to_come if any(word in _TO_COME for word in before) else None)
    return verdict


def _described_by(s: Sentence, hit: Hit) -> list[str]:
    """The words right before a noun, from the "in" on if one leads to it: "no casualties in the latest raid"."""
    before = s.lower[max(s.begin, hit.first - 4) : hit.first]
    return before[before.index("in") :] if "in" in before else before


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


def _broken(s: Sentence, hit: Hit) -> bool:
    """As in "regular violations of the ceasefire", "since the collapse of the truce"."""
    return any(
        s.lower[i] == "of" and s.lower[i - 1] in _BREACHES for i in range(max(s.begin + 1, hit.first - 4), hit.first)
    )


_BREACHES: Final = frozenset("violation violations breach breaches collapse breakdown expiry failure lack".split())


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


def _counted_from(s: Sentence, hit: Hit, word: str) -> bool:
    """As in "the third since Russia's invasion", "the anniversary of the attack": time is only counted from it."""
    for i in range(hit.first - 1, max(s.begin - 1, hit.first - 7), -1):
        if s.lower[i] == word:
            return True
        if s.words[i].flags & (PREP | MARK) and s.lower[i] != "of":
            return False
    return False


def _run_out(s: Sentence, hit: Hit) -> bool:
    """As in "renewed strikes after a two-month truce": one that has lasted so long, and no longer does."""
    before = s.lower[max(s.begin, hit.first - 4) : hit.first]
    return "after" in before and any(word.endswith(_SO_LONG) for word in before)


_SO_LONG: Final = ("-day", "-week", "-month", "-year", "-hour", "-long")


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
    return hit.place == "object" and groups[hit.clause].lemma in _MEANING and hit.clause not in told


_MEANING: Final = frozenset(
    """
    cover define depict portray regulate govern outlaw prohibit criminalise criminalize simulate mimic rehearse
    resemble entail commemorate recall remember
    """.split()
)


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


_KNOWING: Final = frozenset("after following despite amid because".split())
"""Prepositions whose noun tells of what has happened, whatever the clause makes of itself."""
_KNOWN_BY: Final = frozenset({("face", "of"), ("wake", "of"), ("light", "of"), ("response", "to"), ("reply", "to")})


def known_already(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether the clause takes an act as known: "in the face of North Korea's dispatch", "after Iran's attack"."""
    if hit.place != "oblique":
        return False
    if hit.act.type == "ASSAULT" and _harmless(s, groups[hit.clause]):
        return True
    for i in range(hit.first - 1, max(s.begin, hit.first - 8), -1):
        if s.lower[i] in _KNOWING or (s.lower[i - 1], s.lower[i]) in _KNOWN_BY:
            return True
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


def _past(shade: Shade) -> Shade:
    shade.modality = "historical"
    return shade
