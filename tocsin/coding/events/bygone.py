"""Bygones: what a sentence tells as long over, though it gives no day: of a place, in a novel, of somebody's elders."""

from datetime import timedelta
from itertools import pairwise
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.nouns import carrier
from tocsin.coding.acts.works import AUDIENCE, WORKS, opens_in_a_work
from tocsin.coding.roles.tellers import teller
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.surroundings import is_plural
from tocsin.coding.syntax.verbs import FINITE, REDUCED, Group, Sentence
from tocsin.coding.text.acts import FORCE, FORCE_OR_THREAT
from tocsin.coding.text.grammar import DET, NUMBER


def bygone(scene: Scene, s: Sentence, groups: list[Group], one: Finding) -> bool:
    """Whether an act to which no day is given is long over, or never was outside a tale."""
    return (
        _since_a_war(scene, s, groups, one)
        or _over_years(s, groups, one)
        or _of_a_kind(s, groups, one)
        or _summed_up(s, groups, one)
        or came_to_power(groups, one)
        or _seen_since(s, groups, one)
        or (not s.headline and one.hit.act.type in FORCE and _long_ago(s, groups, one))
    )


def _summed_up(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "where an insurgency has killed 5,000", "a war in which 900 died": what it has done over the years."""
    k = one.hit.clause
    if k < 0 or one.hit.noun:
        return False
    if groups[k].link == "relative":
        span, words = groups[k].antecedent, _CONFLICTS if one.hit.lemma in _TOLLS else _UPRISINGS
    else:
        span, words = subject_of(groups, k) if groups[k].perfect else None, _UPRISINGS
    return span is not None and not words.isdisjoint(s.lower[span[0] : span[1]])


def came_to_power(groups: list[Group], one: Finding) -> bool:
    """As in "a junta led by soldiers who seized power", "hanged since the army took over": how rulers have come to."""
    k = one.hit.clause
    if one.hit.act.about != "power" or one.hit.noun or k < 0:
        return False
    return groups[k].link == "relative" or (groups[k].link == "since" and groups[k].past and not groups[k].perfect)


def _seen_since(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "has seen more than 20 coups since independence": what a state has been through."""
    k = one.hit.clause
    if k < 0 or not one.hit.noun or one.hit.act.about != "power":
        return False
    return groups[k].lemma in _LIVING_THROUGH and groups[k].perfect and "since" in s.lower[one.hit.last : s.end]


_LIVING_THROUGH: Final = frozenset({"see", "have", "suffer", "experience", "endure", "witness", "undergo", "survive"})
_UPRISINGS: Final = frozenset({"insurgency", "insurgencies", "rebellion", "insurrection"})
_CONFLICTS: Final = _UPRISINGS | {"war", "wars", "conflict"}
_TOLLS: Final = frozenset({"kill", "die", "claim", "leave", "cost"})


def _long_ago(s: Sentence, groups: list[Group], one: Finding) -> bool:
    k = one.hit.clause
    if k < 0:
        return False
    if one.hit.noun:
        return False
    return _once(s, groups[k]) or _of_elders(s, groups, k) or _of_a_place(groups, k) or _is_marked(s, groups, k)


def _once(s: Sentence, group: Group) -> bool:
    """As in "the hotel, once shelled by rebels": a single word that dates a deed."""
    before = s.lower[max(s.begin, group.head - 2) : group.head]
    return "once" in before and "at" not in before and (group.form == REDUCED or group.past)


def _of_elders(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "soldiers shot her grandfather", unless somebody tells it as news."""
    if _ELDERS.isdisjoint(s.vocabulary) or not groups[k].past:
        return False
    elders = any(whose in _WHOSE and who in _ELDERS for whose, who in pairwise(s.lower[s.begin : s.end]))
    return elders and teller(s, groups, k) < 0


_WHOSE: Final = frozenset({"his", "her", "my", "our", "their", "whose", "'s"})
_ELDERS: Final = frozenset(
    """
    grandfather grandmother grandparents great-grandfather great-grandmother great-grandparents great-uncle great-aunt
    ancestors ancestor forefathers forebears
    """.split()
)


def _is_marked(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "gathered to mark the day on which the troops invaded", "a ceremony to honour those who fell there"."""
    group = groups[k]
    at = group.subject[0] - 2 if group.link == "when" and group.subject is not None else s.begin
    if group.link == "relative":
        above = _above(s, groups, k)[1:]
    else:
        above = _above(s, groups, carrier(s, groups, at)) if at > s.begin and s.lower[at] in _WHEN else []
    return any(groups[marked].lemma in _MARKING for marked in above)


_WHEN: Final = frozenset({"day", "night", "hour", "moment", "year"})
_MARKING: Final = frozenset({"mark", "commemorate", "honour", "honor", "remember", "mourn"})


def told_in_a_work(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "The novel opens with a raid in which gunmen kill a judge", "In the film, soldiers attack a village"."""
    if s.headline or one.hit.act.type not in FORCE_OR_THREAT:
        return False
    if opens_in_a_work(s) or _shown_in_a_work(s, groups, one.hit.clause):
        return True
    for k in _above(s, groups, one.hit.clause):
        span = subject_of(groups, k)
        if span is None:
            continue
        who = s.lower[span[0] : span[1]]
        if groups[k].lemma in _TELLING and not WORKS.isdisjoint(who):
            return True
        if groups[k].lemma in _LEARNING and not AUDIENCE.isdisjoint(who):
            return True  # "Visitors learn how the Turks besieged Vienna"
    return False


def _shown_in_a_work(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "The exhibition shows how bombers destroyed the town", where "shows" may be taken for a noun."""
    span = groups[k].subject if k >= 0 and groups[k].link == "how" else None
    if span is None:
        return False
    how = span[0] - 1
    while how > s.begin and s.lower[how] != "how":
        how -= 1
    return s.lower[how - 1] in _SHOWS and not WORKS.isdisjoint(s.lower[max(s.begin, how - _TITLED) : how - 1])


_SHOWS: Final = frozenset("shows show showed tells tell told explains explain".split())
_TITLED: Final = 7
"""Tokens of a work with what it is of: "the new exhibition at the museum"."""


def _above(s: Sentence, groups: list[Group], k: int) -> list[int]:
    """A clause and those that it hangs on, as far as they are known."""
    found: list[int] = []
    while k >= 0 and k not in found:
        found.append(k)
        group = groups[k]
        k = carrier(s, groups, group.antecedent[1] - 1) if group.antecedent is not None else group.parent
    return found


_TELLING: Final = frozenset(
    "open begin start end close tell show follow depict recount describe chronicle trace portray feature".split()
)
_LEARNING: Final = frozenset({"learn", "discover"})


def _of_a_place(groups: list[Group], k: int) -> bool:
    """As in "The town, where militiamen killed 300, has become a centre of pottery": what a place or a thing has seen.

    The sentence tells of today; "The army, which killed nine, denies it" is news of the army.
    """
    group = groups[k]
    seen = group.link == "relative" and group.subject != group.antecedent
    if not group.past or group.perfect or group.modal or not (group.link == "where" or seen):
        return False
    main = [g for g in groups if g.form == FINITE and g.link in ("", ",") and g is not group]
    return bool(main) and all(g.lemma in _IS_TODAY and not (g.past or g.modal or g.progressive) for g in main)


_IS_TODAY: Final = frozenset(
    """
    be become have remain stand lie house host serve sell grow mark attract offer feature teach live work play run walk
    open restore rebuild name make
    """.split()
)
"""Verbs of what a place is now, or what people do there."""


def _since_a_war(scene: Scene, s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "When Russia attacked Ukraine, he enlisted", "since the war of 2022 the bloc has adopted ten packages".

    A war that is known dates what is told, or what was done over years is summed up.
    """
    if one.hit.clause < 0 or one.hit.noun:
        return False
    group = groups[one.hit.clause]
    if one.hit.act.type == "THREATEN" and group.link == "relative" and group.past and group.perfect:
        return True  # "the man whose president had threatened to take the island"
    if one.hit.act.id == "strike-state" and group.link in _TIMING:
        return group.past and not group.passive
    if s.lower[s.begin] != "since" or not group.perfect or group.past:
        return False
    long_ago = (scene.published.date() - _YEAR).isoformat()
    times = scene.times_in(s.begin, min(s.begin + _OPENING, one.hit.first))
    return any(time.start is not None and time.start.isoformat() < long_ago for time in times)


_TIMING: Final = frozenset({"when", "since", "before", "after", "until"})
_YEAR: Final = timedelta(days=365)
_OPENING: Final = 8
"""Tokens in which a sentence says since when."""


def _over_years(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "a town that rebels besieged for three years", "the siege, which lasted four years": what is long over.

    The past tells that it has ended, the years that no news is told.
    """
    if one.hit.act.type != "ASSAULT" and one.hit.act.mode != "restrict":
        return False
    if one.hit.noun:
        told = [g for g in groups if g.lemma == "last" and g.antecedent is not None]
        return any(g.past and g.antecedent[0] <= one.hit.first < g.antecedent[1] for g in told if g.antecedent)
    group = groups[one.hit.clause] if one.hit.clause >= 0 else None
    if group is not None and one.hit.act.id in _TOLLS_OF_WAR and _of_a_war(s, group):
        return True
    if group is None or not group.past or group.modal or group.progressive:
        return False
    return _for_years(s, group, one)


def of_old(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "the rebels, who have fought the army for decades": what only describes those of whom news is told."""
    group = groups[one.hit.clause] if one.hit.clause >= 0 else None
    if group is not None and one.hit.act.type in _DEEDS and _long_since(s, groups, group):
        return True
    if group is None or group.link != "relative" or not group.perfect or group.modal:
        return False
    return _for_years(s, group, one)


def _long_since(s: Sentence, groups: list[Group], group: Group) -> bool:
    """As in "For decades the rebels fought the army, bombing its posts", "has for years raided the coast"."""
    while group.link == "participle" and group.parent >= 0:
        group = groups[group.parent]
    span = group.subject
    if span is None or group.modal or not (group.past or group.perfect):
        return False
    before = range(s.begin, span[0]) if s.lower[s.begin] == "for" else range(span[0], group.head)
    return any(s.lower[i] == "for" and not _YEARS.isdisjoint(s.lower[i + 1 : i + _LENGTH]) for i in before)


_DEEDS: Final = frozenset({"ASSAULT", "COERCE"})


def _for_years(s: Sentence, group: Group, one: Finding) -> bool:
    for i in range(group.head + 1, min(max(group.stop, one.hit.last) + 2, s.end - 1)):
        if s.lower[i] == "for" and not _YEARS.isdisjoint(s.lower[i + 1 : min(i + _LENGTH, s.end)]):
            return True
    return False


def _of_a_war(s: Sentence, group: Group) -> bool:
    """As in "half a million people have died as a result of the war": a toll of years, no news."""
    if not group.perfect or group.past:
        return False
    behind = s.lower[group.head + 1 : max(group.stop, group.head + 1)]
    return "days" not in behind and any(the in ("the", "civil") and war in _WARS for the, war in pairwise(behind))


_WARS: Final = frozenset({"war", "conflict"})
_TOLLS_OF_WAR: Final = frozenset({"die", "kill", "be-killed", "deaths"})
_YEARS: Final = frozenset({"years", "decades"})
_LENGTH: Final = 6
"""Tokens of "for", and how long: "for almost four years"."""


def _of_a_kind(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "Soldiers wounded in the war wait for years": what is told of all of a kind is no news of one deed."""
    group = groups[one.hit.clause] if one.hit.clause >= 0 and not one.hit.noun and not s.headline else None
    if group is None or group.form != REDUCED or one.hit.act.type != "ASSAULT" or group.subject is None:
        return False
    first, last = group.subject
    if first != s.begin or s.words[first].flags & (DET | NUMBER) or not is_plural(s.lower[last - 1]):
        return False
    told = [g for g in groups if g.form == FINITE]  # if none, the participle tells: "Homes shelled by rebels"
    return bool(told) and not any(g.subject == group.subject and (g.past or g.modal or g.progressive) for g in groups)
