"""Whether an act of force can be meant: who does it, with what, and whether nature or an accident did."""

from typing import Final

from tocsin.coding.acts.accidents import ARMED, by_accident, by_nobody, in_training, of_old
from tocsin.coding.acts.disposal import made_harmless
from tocsin.coding.acts.everyday import everyday
from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.nature import by_beasts, by_nature
from tocsin.coding.acts.private import OF_STATES
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence

_HARM: Final = frozenset(
    {"kill", "be-killed", "wound", "die", "deaths", "destroy", "shoot-down", "weapon-hits", "hit-target", "casualties"}
)
_VERBAL: Final = frozenset(
    """
    scathing verbal personal blistering stinging withering veiled thinly-veiled political heart panic asthma
    charm rhetorical twitter
    """.split()
)
_STATES: Final = frozenset({"country", "seat", "group", "force", "body", "agency", "organisation"})
_BODILY: Final = frozenset(
    {
        "target",
        "troops",
        "weapons",
        "missile",
        "drone",
        "aircraft",
        "ship",
        "vehicle",
        "people",
        "territory",
        "infrastructure",
        "captives",
        "police",
        "fire",
        "shots",
        "crowd",
        "diplomats",
        "teargas",
    }
)


def implausible(
    scene: Scene,
    s: Sentence,
    groups: list[Group],
    hit: Hit,
    *,
    actors: list[ActorMention],
    recipients: list[ActorMention],
) -> str:
    """Why an act cannot be meant in its sentence, or "" where it can."""
    act = hit.act
    reason = everyday(scene, s, groups, hit, actors=actors, recipients=recipients)
    if reason:
        return reason
    suffered = not hit.noun and groups[hit.clause].passive and act.type != "ASSAULT"  # cattle are seized by somebody
    verb = not hit.noun and not suffered and act.mode != "cyber"
    if by_beasts(s, hit) or (verb and by_nature(s, groups, hit, storms=act.id not in _HARM, named=bool(actors))):
        return "done by no force of anybody's"
    if act.type != "ASSAULT":
        return ""
    if _unarmed(scene, s, groups, hit, actors=actors, recipients=recipients):
        return "done without arms by those who have none"
    first = max(s.begin, hit.first - 3) if hit.noun else hit.first
    if any(s.lower[i] in _VERBAL for i in range(first, hit.last)):
        return "an attack with words"
    if hit.noun and act.id == "attack" and _on_a_decision(s, hit.last):
        return "an attack with words"
    if (
        scene.of_labour
        and hit.noun
        and s.lower[hit.last - 1] in _STRIKES
        and not actors
        and _HURT.isdisjoint(s.vocabulary)
    ):
        return "a strike of workers"
    if hit.noun and s.lower[hit.last - 1] in _STRIKES and s.lower[hit.last : hit.last + 2] in _CALLED:
        return "a strike of workers"
    if _idles(s, groups, hit):
        return "a strike of workers"
    if not hit.noun and _by_measure(s, groups, hit):
        return "done by a measure, with no weapon"
    if hit.noun and s.lower[hit.last - 1] in _RAIDS and not _SEARCHES.isdisjoint(s.vocabulary):
        return "a search, no attack"
    if (act.mode == "explosives" or act.id in _HARM) and (scene.accidental or by_accident(s)):
        return "an accident, by nobody's hand"
    if act.mode == "explosives" and in_training(s):
        return "an accident, by nobody's hand"
    if (act.mode == "explosives" or act.id in _HARM) and of_old(s, groups, hit):
        return "what an older war has left"
    if made_harmless(s, groups, hit):
        return "a find that is made harmless"
    if act.mode == "explosives" and not _HOAX.isdisjoint(s.vocabulary):
        return "a hoax: there was no bomb"
    if hit.lemma == "plant" and not _CALLERS.isdisjoint(s.lower[s.begin : hit.first]):
        return "only what a caller says"
    if act.id in _HARM:
        return by_nobody(scene, s, groups, hit, [*actors, *recipients])
    near = [*actors, *_foilers(scene, groups, hit)]
    if act.plain and not act.object and not _fits(hit, near, recipients) and not _told_of_harm(scene, s, hit):
        return "an everyday use of the word: neither force nor state nor target is named"
    return ""


def _unarmed(
    scene: Scene,
    s: Sentence,
    groups: list[Group],
    hit: Hit,
    *,
    actors: list[ActorMention],
    recipients: list[ActorMention],
) -> bool:
    """As in "airlines invaded the market", "the comedian bombed": neither force nor victim is told of anywhere near."""
    firms = bool(actors) and all(m.sector == "BUS" and "mercenary" not in m.tags for m in actors)
    if (
        scene.of_security
        or scene.warlike
        or hit.act.id in _HARM
        or hit.classes & (_BODILY - _SOLD if firms else _BODILY)
    ):
        return False
    span = subject_of(groups, hit.clause) if hit.clause >= 0 else None
    by_arms = hit.act.subject or hit.act.frame == "thing" or (span is not None and classes_in(s, *span) & _ARMS)
    by_arms = by_arms or ((hit.noun or hit.turned) and hit.act.mode in _WITH_WEAPONS)
    if by_arms or not _HURT.isdisjoint(s.vocabulary):
        return False  # "Ethiopian jets bombed the town"
    if not actors:
        return bool(recipients) and all("private" in m.tags for m in recipients)
    return all(_is_civil(m) for m in actors) and all(_is_civil(m) or m.kind == "seat" for m in recipients)


_ARMS: Final = frozenset("troops weapons missile drone aircraft ship vehicle fire shots police rebels".split())
"""Classes of those and of what strikes in earnest."""
_WITH_WEAPONS: Final = frozenset({"aerial", "drone", "heavy-weapons"})
"""Modes of acts whose nouns name a weapon: "air strikes", "missile attacks"."""
_SOLD: Final = frozenset({"target", "territory", "people", "crowd", "vehicle"})
"""What firms win, sell to or sell, and do no harm to: markets, regions, customers."""


def _is_civil(mention: ActorMention) -> bool:
    """Whether somebody is a firm, a private person, or is told only by a people's name before another noun."""
    return mention.sector == "BUS" or "private" in mention.tags or (mention.kind == "demonym" and mention.modifier)


_STRIKES: Final = frozenset({"strike", "strikes"})
_CALLED: Final = (["called", "by"], ["called", "for"], ["called", "over"], ["called", "to"], ["called", "against"])
_RAIDS: Final = frozenset({"raid", "raids"})
_SEARCHES: Final = frozenset(
    """
    cocaine heroin drug drugs narcotics cannabis smuggling laundering counterfeit warrant warrants detectives addresses
    """.split()
)
"""What the police look for and with, by which a raid is no attack."""


def _foilers(scene: Scene, groups: list[Group], hit: Hit) -> list[ActorMention]:
    """Those who have to do with an act that is the object of their verb: "the security service foiled two attacks"."""
    span = subject_of(groups, hit.clause) if hit.place == "object" else None
    return scene.actors_in(*span) if span is not None else []


def _on_a_decision(s: Sentence, i: int) -> bool:
    """Whether what stands behind "attack" is said or decided by somebody: "the attack on the new law"."""
    return s.lower[i : i + 1] in (["on"], ["against"]) and "policy" in classes_in(
        s, *head_of(s, i + 1, min(s.end, i + 7))
    )


def _by_measure(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether sanctions or a law do it: "measures that target banks", "targets ports with new fees"."""
    stop = min(max(groups[hit.clause].stop, hit.last), s.end)
    means = next((i + 1 for i in range(hit.first + 1, stop) if s.lower[i] in ("with", "in")), stop)
    if not _CHARGES.isdisjoint(s.lower[means : min(means + _NAMED, stop)]):
        return True
    span = subject_of(groups, hit.clause)
    if span is None:
        return False
    first, last = head_of(s, *span)
    return last - 1 not in s.heads and not _MEASURES.isdisjoint(classes_in(s, first, last))


def _idles(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Strike grounds flights", "Strikes hit trains": a bare strike that only stops traffic or lessons."""
    span = subject_of(groups, hit.clause) if hit.clause >= 0 else None
    if span is None or (hit.noun and hit.place != "subject"):
        return False
    noun = head_of(s, *span)[1] - 1
    if s.lower[noun] not in _STRIKES or (noun > s.begin and s.lower[noun - 1] in _ARMED_ONES):
        return False
    head = groups[hit.clause].head
    return not _SERVICES.isdisjoint(s.lower[head + 1 : min(head + _NAMED, s.end)])


_ARMED_ONES: Final = frozenset({"air", "drone", "missile", "rocket", "artillery", "israeli", "russian", "us"})
_SERVICES: Final = frozenset(
    "flights trains buses ferries trams metro classes lessons commuters passengers deliveries mail surgery".split()
)
_MEASURES: Final = frozenset({"sanctions", "law", "policy"})
_CHARGES: Final = frozenset(
    "tariff tariffs fee fees fine fines tax taxes duty duties levy levies curb curbs cut cuts probe probes".split()
)
_NAMED: Final = 5
"""Tokens behind "with" in which the means is named."""


_HOAX: Final = frozenset({"hoax", "hoaxes", "hoaxer"})
_CALLERS: Final = frozenset({"caller", "callers"})


def _told_of_harm(scene: Scene, s: Sentence, hit: Hit) -> bool:
    """Whether a noun of force stands in a text of security, or beside those whom it killed or hurt."""
    if not hit.noun and hit.lemma != "shoot":
        return False
    return scene.of_security or not _HURT.isdisjoint(s.vocabulary)


_HURT: Final = frozenset(
    """
    kill kills killed killing die dies died dead deaths wound wounds wounded injured injures
    """.split()
)


def _fits(hit: Hit, actors: list[ActorMention], recipients: list[ActorMention]) -> bool:
    if hit.classes & _BODILY:
        return True
    if any(m.sector in ARMED or m.kind in ("group", "force") for m in (*actors, *recipients)):
        return True
    if hit.lemma == "shoot" and any(m.sector in OF_STATES for m in recipients):
        return True
    if hit.noun:
        return any(m.kind in _STATES or m.sector in OF_STATES for m in (*actors, *recipients)) and bool(recipients)
    if hit.lemma == "open" and any(m.kind in _STATES for m in actors):
        return True  # "Pakistan opened fire"
    doers = any(m.kind in _STATES or m.kind in ("demonym", "people") for m in actors)
    return doers and any(m.kind in _STATES or m.kind in ("demonym", "people") for m in recipients)
