"""Voices: who speaks a quotation that runs over whole sentences, of which but one says whose it is."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.before import Before, Told, Voice
from tocsin.coding.roles.roles import Roles
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.clauses import clauses_of
from tocsin.coding.syntax.speakers import may_speak
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.quotations import around, speeches

Speech = tuple[int, int]
"""The tokens of a quotation of whole sentences: its opening mark, and its closing one."""


class Voices:
    """Who speaks in one field."""

    def __init__(self, scene: Scene, sentences: Sequence[Sentence]) -> None:
        self.scene = scene
        self.sentences = sentences
        self._begins = [s.begin for s in sentences]
        at = scene.token_at
        self._speeches = [(at(first), at(last) - 1) for first, last in speeches(scene.text)]
        self._known: dict[int, list[ActorMention]] = {}

    def of(self, s: Sentence, before: Before) -> Voice | None:
        """The quotation that a sentence begins in, and who speaks it: none where the text does not tell."""
        at = around(self._speeches, s.begin)
        if at < 0:
            return None
        speech = self._speeches[at]
        if at not in self._known:
            self._known[at] = self._behind(speech, before) or self._ahead(speech, before) or list(before.speaker)
        return Voice(*speech, self._known[at])

    def _behind(self, speech: Speech, before: Before) -> list[ActorMention]:
        """Who is said to speak behind the closing mark: "“… We will answer,” said the general"."""
        s, groups = self._read(speech[1])
        for k, group in enumerate(groups):
            if group.form != FINITE or not may_speak(s, group) or group.first <= speech[1]:
                continue
            span = group.subject
            if span is None:
                # "…,” Jan Novak, deputy head of the town's council, told the agency": set off from his verb
                return [m for m in self.scene.actors_in(speech[1], group.first) if not m.modifier][:1]
            if span[0] > speech[1]:
                roles = Roles(self.scene, s, groups, before)
                return roles.subject(k)[:1] or of_document(roles, k)
        return []

    def _ahead(self, speech: Speech, before: Before) -> list[ActorMention]:
        """Who is said to speak before the opening mark: "The general said: “We have waited. We will answer.”"."""
        s, groups = self._read(speech[0])
        for k in range(len(groups) - 1, -1, -1):
            if groups[k].head < speech[0] and groups[k].form == FINITE and may_speak(s, groups[k]):
                roles = Roles(self.scene, s, groups, before)
                return roles.subject(k)[:1] or of_document(roles, k)
        return []

    def _read(self, token: int) -> tuple[Sentence, list[Group]]:
        s = self.sentences[bisect_right(self._begins, token) - 1]
        return s, clauses_of(s)


def of_document(roles: Roles, k: int) -> list[ActorMention]:
    """Whose statement clause `k` cites: "a statement released by the ministry says"; "the statement said": that of
    whoever spoke last.
    """
    span = roles.groups[k].subject
    if span is None or _DOCUMENTS.isdisjoint(roles.s.lower[span[0] : span[1]]):
        return []
    stop = max(span[1], roles.groups[k].first) if span[0] < roles.groups[k].first else span[1]
    issued = [m for m in roles.scene.actors_in(span[0], stop) if m.preposition in ("by", "from", "of")]
    return issued[:1] or (roles.before.speaker[:1] if roles.s.lower[span[0]] == "the" else [])


_DOCUMENTS: Final = frozenset("statement communique communiqué release letter message bulletin".split())


def spoke(groups: list[Group], roles: Roles) -> list[ActorMention]:
    """Who says something in a sentence, the last of several."""
    for k in range(len(groups) - 1, -1, -1):
        group = groups[k]
        if group.form == FINITE and not group.passive and may_speak(roles.s, group) and (found := roles.subject(k)):
            return found[:1]
    return []


def told(groups: list[Group], roles: Roles) -> Told | None:
    """Who tells of whose deed in a sentence; None where nobody does, or of his own."""
    finite = [k for k, group in enumerate(groups) if group.form == FINITE and group.link != "relative"]
    tellers = next((m for k in finite if may_speak(roles.s, groups[k]) and (m := roles.subject(k))), [])
    doers = next((m for k in finite if not may_speak(roles.s, groups[k]) and (m := roles.subject(k))), [])
    return Told(tellers, doers) if tellers and doers and tellers != doers else None
