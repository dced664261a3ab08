"""Bare words for forces, whose kind the text tells: Iran's Guards, officers of an army or police, captains of teams."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.vocabulary import Sector


def know_guards(text: str, mentions: Sequence[ActorMention]) -> None:
    """Tells "the Guards", written large, in a text that has named Iran for its corps."""
    iran = next((m.start for m in mentions if m.country == "IRN"), len(text))
    for mention in mentions:
        actor = mention.actor
        corps = mention.end - len("Guards")
        if actor.text.endswith("Guards") and corps > iran and text[corps - 4 : corps].lower() == "the ":
            mention.mean(replace(actor, country="IRN", sector="MIL"))


def know_officers(mentions: Sequence[ActorMention]) -> None:
    """Tells bare "officers" of an army in a text that has told of soldiers, and of no police, before."""
    force: Sector | None = None
    for mention in mentions:
        actor = mention.actor
        if actor.text.lower() not in _OFFICERS:
            force = actor.sector if actor.sector == "POL" or (actor.sector == "MIL" and force is None) else force
        elif actor.sector == "POL" and force == "MIL":
            mention.mean(replace(actor, sector="MIL"))


def know_enemies(text: str, mentions: Sequence[ActorMention]) -> None:
    """Tells forces that are only called those whom the speaker fights: "the army said enemy forces had come"."""
    for mention in mentions:
        if mention.country is None and _ENEMY.search(text, max(0, mention.start - _CALLED), mention.start):
            mention.tags = (*mention.tags, "enemy")


_ENEMY: Final = re.compile(r"(?i)\b(?:enemy|hostile|opposing|adversary) $")
_CALLED: Final = 12


def know_captains(text: str, mentions: Sequence[ActorMention]) -> None:
    """Tells "South Africa's captain", who leads a team, from one of its army, which has many."""
    for mention in mentions:
        if mention.office == "captain" and _OF_TEAM.search(text, max(0, mention.end - _OWNED), mention.end):
            mention.mean(replace(mention.actor, sector="CVL"))
            mention.tags = (*mention.tags, "private")


_OF_TEAM: Final = re.compile(r"[^s\W][’']s captain$")
_OWNED: Final = 12
"""Characters of "'s captain" with the letter before it."""
_OFFICERS: Final = frozenset({"officers", "the officers", "officer", "the officer"})
