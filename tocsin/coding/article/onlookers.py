"""Onlookers: who is named with an act and is no side of it, but hosts those who are, tells of it or suffered before."""

from collections.abc import Collection
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.mention import only_hosts
from tocsin.coding.roles.addressees import STRUCK
from tocsin.coding.roles.dealings import Dealings
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence

_THERE: Final = frozenset({"in", "at", "near"})


def hosts(scene: Scene, s: Sentence) -> frozenset[int]:
    """Where those are named whose capital others only meet in: "talks held in the Qatari capital, Doha"."""
    return frozenset(m.start for m in scene.actors_in(s.begin, s.end) if "capital" in m.tags and m.preposition == "in")


def venues(scene: Scene, s: Sentence) -> frozenset[int]:
    """Where the capitals are named in which something was only agreed: "pledged in Doha to respect the truce"."""
    return frozenset(m.start for m in scene.actors_in(s.begin, s.end) if only_hosts(m))


def observers(scene: Scene, s: Sentence, cited: Collection[int], sectors: Collection[str]) -> frozenset[int]:
    """Where those of some sectors, or offices far from any front, begin who are only `cited` in a sentence."""
    found = scene.actors_in(s.begin, s.end)
    return frozenset(m.start for m in found if m.start in cited and (m.sector in sectors or m.kind == "agency"))


def offices_far_off(scene: Scene, s: Sentence, dealings: Dealings, tellers: Collection[int]) -> set[str]:
    """Whose offices tell of a fight in a text that tells of no attack by them: they are far from it."""
    told = [m for m in scene.actors_in(s.begin, s.end) if m.start in tellers and m.kind == "agency"]
    return {m.country for m in told if m.country and m.sector == "GOV" and not dealings.violent(m.country)}


def befallen(scene: Scene, s: Sentence, dealings: Dealings, hit: Hit) -> set[str]:
    """Whom a deed that is condemned was done to, or where: "condemned the attack on a mosque in Pakistan"."""
    if "attack" not in hit.classes:
        return set()
    there = STRUCK if "misrule" in hit.classes else STRUCK | _THERE
    found = scene.actors_in(hit.last, s.end)
    codes = {m.country for m in found if m.country and m.preposition in there and not m.modifier}
    return {code for code in codes if not dealings.hostile(code)}
