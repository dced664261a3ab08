"""Everyday: acts that a sentence spells and does not mean, whether they are of force or not."""

from itertools import pairwise
from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.private import private
from tocsin.coding.acts.recoding import by_a_man
from tocsin.coding.acts.things import classes_in
from tocsin.coding.acts.twins import twin
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import INFINITIVE, Group, Sentence
from tocsin.coding.text.grammar import COORD, MARK, PREP, PRON


def everyday(
    scene: Scene,
    s: Sentence,
    groups: list[Group],
    hit: Hit,
    *,
    actors: list[ActorMention],
    recipients: list[ActorMention],
) -> str:
    """What is meant instead of an act, as in "a flag flew over the town", or "" where it may be meant."""
    act = hit.act
    if reason := private(s, hit, actors, recipients):
        return reason
    if act.id in _JOURNEYS and not hit.noun and actors and all(_travels(m) for m in actors):
        return "somebody travels: no force moves"
    if act.id in _ORDERED and not hit.noun and _told_to_do(s, groups, hit):
        return "they are told or need time to do something else than to go"
    if act.type == "MOBILIZE" and not hit.noun and by_a_man(s, groups, hit) and not _of_fighters(s, groups, hit):
        return "a man with a bomb, no aircraft"
    if act.type == "REQUEST" and hit.lemma == "want" and _for_itself(s, hit, actors):
        return "a wish of those who ask nobody"
    if hit.lemma == "consider" and act.type != "THREATEN" and not hit.noun and _takes_for(s, groups[hit.clause]):
        return "what somebody takes another for: nothing is weighed"
    if act.mode == "consider" and hit.lemma == "study" and not hit.noun and _at_school(s, groups[hit.clause]):
        return "a course of study: nothing is weighed"
    if act.id in _ENRICHING and not _SOLELY.isdisjoint(s.lower[hit.first : min(hit.last + 2, s.end)]):
        return "a peaceful purpose, as whoever speaks has it"
    if act.id == "hostages-held" and hit.clause >= 0 and groups[hit.clause].lemma in _AT_LARGE:
        return "they travel: they are free"
    if act.id == "hostages-held" and not s.headline and hit.first > s.begin and s.word[hit.first][0].isupper():
        return "a title: nobody is held"
    if act.mode == "phone" and recipients and all(m.sector == "JRN" for m in recipients):
        return "an interview"
    if act.type == "CONSULT" and actors and all(m.sector == "JRN" for m in actors):
        return "what the media talk about"
    if act.id == "refuse-request" and hit.negated and not actors and _nobodys(s, groups, hit):
        return "a thing that does not help refuses nothing"
    if act.id == "hold-ship" and not actors and _nobodys(s, groups, hit):
        return "what is kept somewhere is not seized"
    if reason := "" if hit.noun else twin(s, groups, hit):
        return reason
    if act.mode == "strike" and not hit.noun and _lifeless(s, groups, hit):
        return "what fails is on no strike"
    if act.id == "border-flight" and hit.lemma == "sail" and "drone" not in hit.classes and _to_port(scene, s, hit):
        return "a call at a port: no line is crossed"
    if act.mode == "aerial" and "retardant" in s.vocabulary:
        return "aircraft at a fire"
    if act.id in _FIGHTS and not hit.noun and _with_nature(s, hit):
        return "a fight with fire or water, not with anybody"
    if actors and all(m.sector == "BUS" or "private" in m.tags for m in actors):
        if act.mode in _BY_STATES:
            return "a firm holds nobody"
        if act.about == "pact" and hit.classes.isdisjoint(_OF_ARMS):
            return "firms among themselves: no defence pact"
    if act.mode == "resign" and actors and all(m.kind == "company" for m in actors):
        return "a firm holds no office"
    moves = act.type == "MOBILIZE" or (act.type == "RETREAT" and act.mode == "withdraw")
    if moves and actors and all(m.sector == "BUS" for m in actors):
        return "a firm moves no forces"
    if act.type == "MOBILIZE" and not hit.noun and groups[hit.clause].passive and _one_man(actors):
        return "a man who is taken somewhere: no force moves"
    if act.type == "MOBILIZE" and not hit.noun and _to_a_bed(s, groups, hit):
        return "taken to be treated, tried or buried: they go to no front"
    if act.mode == "visit" and hit.noun and "mission" in s.lower[hit.first : hit.last] and _of_an_embassy(s, hit):
        return "an embassy, no journey"
    if act.type == "MOBILIZE" and not hit.noun and _to_search(s, groups, hit):
        return "sent to search, not to fight"
    return ""


_BY_STATES: Final = frozenset({"arrest", "deport", "curfew", "martial-law"})
"""Modes of what only those in power do."""
_OF_ARMS: Final = frozenset({"weapons", "missile", "drone", "troops"})


def _for_itself(s: Sentence, hit: Hit, actors: list[ActorMention]) -> bool:
    """As in "The builder wanted to put up 90 homes"."""
    to = s.lower[hit.first + 1 : hit.first + 2] == ["to"]
    return to and all(m.sector in ("BUS", "CVL", "UNK", None) for m in actors)


def _takes_for(s: Sentence, group: Group) -> bool:
    """As in "considers Hamas a terrorist group", "with what it considers a rebel force"."""
    last = group.head + 1
    if group.first - 2 >= s.begin and s.lower[group.first - 2] == "what":
        return True
    for i in range(last, min(last + _TAKEN, s.end)):
        if s.words[i].flags & (PREP | MARK | COORD) or s.lower[i].endswith("ing"):
            return False
        if i > last and s.lower[i] in ("a", "an"):
            return True
    return False


def _at_school(s: Sentence, group: Group) -> bool:
    """As in "where officers will study", "studied in Moscow"."""
    behind = group.head + 1
    return not group.passive and (behind >= s.end or bool(s.flag(behind) & (MARK | PREP)))


_TAKEN: Final = 4
"""Tokens of the name before that for which somebody is taken."""
_ENRICHING: Final = frozenset({"programme-charged", "nuclear-work", "work-goes-on"})
_SOLELY: Final = frozenset({"solely", "only", "purely", "exclusively"})
_AT_LARGE: Final = frozenset("board arrive return land fly travel reunite".split())


def _nobodys(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether a clause has a subject that is no pronoun: "intervention would not help"."""
    span = subject_of(groups, hit.clause)
    return span is not None and not s.flag(span[0]) & PRON


def _lifeless(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "two data cables stopped working"."""
    span = subject_of(groups, hit.clause)
    last = head_of(s, *span)[1] if span is not None else 0
    return span is not None and bool(classes_in(s, last - 1, last) & {"infrastructure", "weapons", "vehicle"})


_FLAG: Final = 5
"""Tokens in which it is told whose flag it is."""


def _to_port(scene: Scene, s: Sentence, hit: Hit) -> bool:
    """As in "sailed into Portsmouth", "sailed into the harbour of Riga", not "into Danish waters"."""
    if not _HARBOURS.isdisjoint(s.lower[hit.last : min(hit.last + 4, s.end)]):
        return True
    return any(place.kind in ("city", "capital") for place in scene.places_in(hit.last, min(hit.last + 1, s.end)))


_HARBOURS: Final = frozenset({"port", "harbour", "harbor"})


def _with_nature(s: Sentence, hit: Hit) -> bool:
    """As in "soldiers fought the floods", "joined the battle against the flames"."""
    behind = s.lower[hit.last : min(hit.last + _FLAG, s.end)]
    behind = behind[: next((i for i in range(len(behind)) if s.flag(hit.last + i) & MARK), len(behind))]
    return not (s.grammar.natural.isdisjoint(behind) and FLAMES.isdisjoint(behind))


_FIGHTS: Final = frozenset({"fight", "enter-combat"})
FLAMES: Final = frozenset("fires flames blaze blazes inferno water waters erosion pollution".split())


def _to_search(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "sent 50 soldiers to look for a missing man", "put troops on standby for rescues"."""
    for group in groups:
        if group.parent == hit.clause and group.link == "to" and group.form == INFINITIVE:
            behind = s.lower[group.head + 1 : min(group.head + _FLAG, s.end)]
            if group.lemma in _SEARCHING or (group.lemma in _FIGHTING and not s.grammar.natural.isdisjoint(behind)):
                return True
    stop = groups[hit.clause].stop
    return any(pair[0] == "for" and pair[1] in _RESCUES for pair in pairwise(s.lower[hit.last : max(stop, hit.last)]))


_RESCUES: Final = frozenset("rescue rescues relief clean-up cleanup".split())
_SEARCHING: Final = frozenset(
    "look search rescue groom clean vaccinate harvest shovel count film photograph measure plant spray herd".split()
)
_FIGHTING: Final = frozenset({"fight", "battle", "combat", "contain"})


def _one_man(actors: list[ActorMention]) -> bool:
    """As in "The rebel leader was taken to a barracks"."""
    return len(actors) == 1 and actors[0].kind in ("person", "office") and not actors[0].plural


def _to_a_bed(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "The wounded soldiers were flown to a hospital in Germany"."""
    words = s.lower[hit.first : max(groups[hit.clause].stop, hit.last)]
    hurt = subject_of(groups, hit.clause)
    if hurt is not None and not _HURT.isdisjoint(s.lower[slice(*hurt)]):
        return True
    return "to" in words and not _BEDS.isdisjoint(words[words.index("to") :][:_WAY])


_HURT: Final = frozenset({"wounded", "injured", "dead", "fallen", "killed", "slain", "sick"})
_BEDS: Final = frozenset(
    """
    hospital hospitals clinic clinics infirmary dispensary ward theatre theater surgery ambulance ambulances morgue
    mortuary cemetery court jail prison trial rehabilitation
    """.split()
)
_WAY: Final = 9
"""Tokens in which it is told where somebody is taken: "to the combined military hospital of the city"."""


def _of_an_embassy(s: Sentence, hit: Hit) -> bool:
    """As in "an official of the US diplomatic mission", not "on a diplomatic mission"."""
    for i in range(hit.first - 1, max(s.begin - 1, hit.first - _FLAG), -1):
        if s.words[i].flags & PREP:
            return s.lower[i] in ("of", "at", "outside", "near", "from")
    return False


def _of_fighters(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "tribal fighters are girding for a battle": forces may do so as well as aircraft."""
    span = subject_of(groups, hit.clause)
    return "troops" in hit.act.subject and span is not None and s.lower[head_of(s, *span)[1] - 1].startswith("fighter")


def _told_to_do(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "ordered officers to deal with it", "it took the forces a day to retake it": "to" leads to no place."""
    if hit.lemma not in ("order", "take"):
        return False
    if s.lower[hit.last - 1] == "to":
        told = next((group for group in groups if group.first == hit.last - 1 and group.form == INFINITIVE), None)
        return told is not None and told.lemma not in _GOING
    told = groups[hit.clause + 1] if hit.clause + 1 < len(groups) and hit.lemma == "order" else None
    if told is None or told.form != INFINITIVE or told.lemma in _GOING:
        return False
    return _MORE.isdisjoint(s.lower[hit.first : told.first])  # "ordered his National Army (NA) to target ships"


_MORE: Final = frozenset("more additional extra further reinforcements another".split())
_GOING: Final = frozenset(
    "advance deploy head join march mass move occupy patrol enter go cross return guard secure defend seal".split()
)
"""Verbs of what troops are sent for: "ordered the brigade to march on the capital"."""


_ORDERED: Final = frozenset({"send-troops", "reinforce", "send-weapons-forward"})
"""Acts of forces that are ordered somewhere: "ordered the army to the border"."""
_JOURNEYS: Final = frozenset({"cross-border", "troops-reach", "troops-move", "troops-under-way"})


def _travels(mention: ActorMention) -> bool:
    """Whether somebody is one person, not a force: "the editor tried to cross the border"."""
    return mention.kind == "person" or (mention.kind == "office" and not mention.plural)
