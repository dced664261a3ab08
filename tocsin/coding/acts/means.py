"""Means: the mode of an act where not its verb but what it is done with, or by how many, tells it."""

from typing import Final

from tocsin.coding.acts.agents import doers
from tocsin.coding.acts.hits import Hit
from tocsin.coding.reading import Actor
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence

_PLAIN: Final = frozenset(
    {
        "attack",
        "kill",
        "be-killed",
        "wound",
        "hit-target",
        "strike-place",
        "hit-state",
        "strike-state",
        "die",
        "beat-forces",
        "sabotage-found",
        "cut-cable",
        "destroy",
    }
)
"""Acts of force whose words leave open by what means."""
_BLOWING: Final = frozenset({"blow", "bomb", "blast", "dynamite"})
"""Verbs of sabotage by bomb."""
_BY_HAND: Final = frozenset({"beat", "club", "bludgeon", "burn"})
"""Verbs of what is done "to death" with no firearm."""
_INSTRUMENTS: Final = frozenset({"with", "by", "using", "in", "from"})
_WITHIN: Final = 7
"""Tokens behind "by" or "with" in which the means is named."""
_WORDS: Final[dict[str, str]] = {
    **dict.fromkeys("drone drones uav uavs quadcopter quadcopters".split(), "drone"),
    **dict.fromkeys(
        "airstrike airstrikes warplane warplanes jets bombers helicopter helicopters gunship".split(), "aerial"
    ),
    **dict.fromkeys(
        "missile missiles rocket rockets shell shells shellfire artillery mortar mortars".split(), "heavy-weapons"
    ),
    **dict.fromkeys("mine landmine ied grenade grenades explosives".split(), "explosives"),
    **dict.fromkeys(
        "gunfire gunshots rifles sniper snipers gunman gunmen shooting shoot-out firefight".split(), "firearms"
    ),
    **dict.fromkeys("machete machetes knife knives axe axes clubs stones sticks".split(), "primitive"),
}
_PAIRS: Final[dict[tuple[str, str], str]] = {
    **dict.fromkeys((("air", "strike"), ("air", "strikes"), ("air", "raid"), ("air", "raids")), "aerial"),
    **dict.fromkeys((("car", "bomb"), ("roadside", "bomb"), ("truck", "bomb"), ("parcel", "bomb")), "explosives"),
    **dict.fromkeys((("small-arms", "fire"), ("rifle", "fire"), ("machine-gun", "fire")), "firearms"),
    **dict.fromkeys((("tank", "fire"), ("missile", "strike")), "heavy-weapons"),
    ("guided", "bombs"): "aerial",
    ("chemical", "weapons"): "unconventional",
    ("nerve", "agent"): "unconventional",
}
_HARDWARE: Final = frozenset({"weapons", "missile", "drone", "aircraft", "ship", "nuclear-weapons"})
_MANNED: Final = frozenset({"troops", "men", "police", "reserves"})
_MOVES: Final = frozenset(
    {"cross-border", "mass-at-border", "put-on-alert", "order-ready", "troops-cross", "enter-country"}
)
_SEVERAL: Final = 3


def mode_by_means(
    s: Sentence, groups: list[Group], hit: Hit, mode: str | None, actors: tuple[Actor, ...]
) -> str | None:
    """The mode of an event: `mode`, unless what it is done with or who takes part tells more."""
    act = hit.act
    if act.id == "sabotage-found" and hit.lemma in _BLOWING:
        return "explosives"
    if act.id == "kill" and hit.lemma in _BY_HAND and s.lower[hit.last - 1] == "death":
        return "primitive"
    if act.type == "ASSAULT" and act.id in _PLAIN and hit.clause >= 0:
        return _instrument(s, groups, hit) or mode
    if act.type == "MOBILIZE" and mode == "troops" and act.id in _MOVES and hit.clause >= 0:
        moved = doers(s, groups, hit.clause) if act.subject or groups[hit.clause].passive else hit.classes
        return "weapons" if moved & _HARDWARE and not moved & _MANNED else mode
    if act.type == "CONSULT" and mode is None:
        bodies = any(actor.sector == "IGO" for actor in actors)
        return "multilateral" if bodies or len({a.country for a in actors if a.country}) >= _SEVERAL else mode
    return mode


def _instrument(s: Sentence, groups: list[Group], hit: Hit) -> str | None:
    """What an act of force is done with: "killed in a mortar attack", "attacked the depot with drones"."""
    group = groups[hit.clause]
    end = min(max(group.stop, hit.last), s.end)
    for i in range(group.head + 1, end):
        if s.lower[i] in _INSTRUMENTS:
            mode = _named(s, i + 1, min(i + 1 + _WITHIN, end))
            if mode is not None:
                return mode
    span = subject_of(groups, hit.clause)
    return _named(s, *span) if span is not None and not group.passive else None


def _named(s: Sentence, first: int, last: int) -> str | None:
    for i in range(first, last):
        mode = _PAIRS.get((s.lower[i], s.lower[i + 1] if i + 1 < s.end else "")) or _WORDS.get(s.lower[i])
        if mode is not None:
            return mode
    return None
