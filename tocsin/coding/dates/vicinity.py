"""Vicinity: the stated times around an act, from those of its own clause outwards."""

from collections.abc import Iterator
from typing import Final

from tocsin.coding.dates.dependants import AWAITED, SCENES, dependants, elided, reports
from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.moorings import SUBORDINATE
from tocsin.coding.dates.reckoning import SIGNS
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.verbs import FINITE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import PREP, QUOTE
from tocsin.coding.timex.times import TimeMention


def circles(s: Sentence, groups: list[Group], k: int, moored: list[Mooring]) -> Iterator[list[Mooring]]:
    """The times around clause `k`, from its own to those of the clauses that it hangs together with."""
    around = _Around(s, groups, k, moored)
    yield around.of(k)
    yield around.made()
    yield around.in_which(k)
    yield from around.described()
    if groups[k].link in SUBORDINATE and k:
        yield around.of(k - 1)
    yield from around.shared()
    yield from around.above()
    yield from around.beside()


class _Around:
    """One clause among the times of its sentence."""

    def __init__(self, s: Sentence, groups: list[Group], k: int, moored: list[Mooring]) -> None:
        self.s, self.groups, self.k, self.moored = s, groups, k, moored
        self.verbs = [m for m in moored if not m.noun]
        self.group = groups[k]
        self.finite = [j for j, g in enumerate(groups) if g.form == FINITE and g.link in ("", "and", "zero") and j != k]
        self.main = self.group.link not in ("relative", "reduced") or all(groups[j].link == "zero" for j in self.finite)

    def of(self, j: int) -> list[Mooring]:
        """The times of clause `j`, and of those that depend on it where it has none that tells a day."""
        own = [m for m in self.verbs if m.clause == j]
        if any(not vague(m.mention) for m in own):
            return own
        below = (m for i in dependants(self.s, self.groups, j) for m in self.verbs if m.clause == i)
        return own + [
            m for m in below if self.s.lower[m.first] not in SIGNS
        ]  # "retake a port two years after losing it"

    def made(self) -> list[Mooring]:
        """Of the act that the clause says was done, or what came of it: "a July truce was signed", "ended the war"."""
        group, lower = self.group, self.s.lower
        before = self.groups[self.k - 1] if self.k else None
        if before is not None and before.form == ING and lower[before.head] in _STRIFE and group.lemma in TOLLS:
            return self.of(self.k - 1)  # "six weeks of fighting in May killed 900"
        if group.subject is None or not group.past:
            return []
        first, end = group.subject
        named = next((i for i in range(first + 1, end) if self.s.words[i].flags & PREP), end)
        strife = lower[named - 1] in _STRIFE and group.lemma in TOLLS
        if not strife and group.lemma not in (MAKING if group.passive else _EFFECTS):
            return []
        return [m for m in self.moored if m.noun and first <= m.first <= end + 1 and m.last <= group.first]

    def in_which(self, k: int) -> list[Mooring]:
        """Of what clause `k` was done in, or did: "were killed in the clash, which happened on Monday"."""
        for j in (k - 1, k + 1):
            if not 0 <= j < len(self.groups) or self.groups[j].link != "relative":
                continue
            span = self.groups[j].antecedent
            if span is None or not happens(self.s, self.groups[j]) or not self._names_act(span):
                continue
            if span == self.groups[k].subject or self._in_act(span):
                return self.of(j)
        return []

    def _in_act(self, span: Range) -> bool:
        """Whether a phrase begins with where something was: "in the clash", not "talks in Vienna"."""
        lower, act = self.s.lower, next(i for i in range(*span) if self.s.lower[i] in self.s.grammar.nouns)
        return not SCENES.isdisjoint(lower[max(self.s.begin, span[0] - 1) : act])

    def _names_act(self, span: Range) -> bool:
        return any(word in self.s.grammar.nouns for word in self.s.lower[slice(*span)])

    def described(self) -> Iterator[list[Mooring]]:
        """Of what a relative clause describes; of the relative clause that a second one is joined to."""
        groups, k, group = self.groups, self.k, self.group
        if group.link == "relative":
            # "a meeting on Saturday at which sanctions will be discussed"
            lower = self.s.lower
            yield [m for m in self.verbs if m.clause != k and not _PRONOUNS.isdisjoint(lower[m.last : m.last + 3])]
            if group.past:  # "the 1998 bombing that killed two"
                verb = groups[k - 1].head if k else -1
                yield [m for m in self.moored if m.noun and verb < m.first and m.last < group.first]
            yield self._happened()
        joined = group.link == "and" and k > 0 and groups[k - 1].link == "relative"
        if joined and "," not in self.s.lower[groups[k - 1].head : group.first]:
            yield self.of(k - 1)  # "the gunmen who killed him on Sunday and then fled"

    def _happened(self) -> list[Mooring]:
        """Of the clause that tells when what a relative clause describes happened: "was marred by bombings that …"."""
        span = self.group.antecedent
        if span is None:
            return []
        before = self.groups[self.k - 1] if self.k else None
        if before is not None and before.passive and "by" in self.s.lower[span[0] - 1 : span[0] + 1]:
            return self.of(self.k - 1)
        if self._names_act(span):
            for j, group in enumerate(self.groups):
                if group.subject == span and happens(self.s, group):
                    return self.of(j)
        return []

    def shared(self) -> Iterator[list[Mooring]]:
        """Of the clauses with the same subject, and of the time that leads the sentence."""
        if elided(self.s, self.groups, self.k):
            yield self.of(self.k - 1)
        shared = self.group.inherits if self.group.link != "reduced" else -1
        for _ in range(4):
            if shared < 0:
                break
            yield self.of(shared)
            shared = self.groups[shared].inherits
        if self.main:
            yield self._leading()
            joined = [j for j, g in enumerate(self.groups) if g.inherits == self.k and g.form == FINITE]
            yield [m for j in joined if not (self._quoted(j) or self._told_by_another(j)) for m in self.of(j)]

    def _leading(self) -> list[Mooring]:
        """The time that leads the sentence, or what a semicolon parts: "On Monday they met; on Tuesday … and …"."""
        s, verb = self.s, self.group.head
        parted = max((i for i in range(s.begin, verb) if s.lower[i] == ";"), default=s.begin)
        anew = [m for m in self.verbs if parted < m.first < verb and m.first - parted <= _LED_IN]
        return anew if parted > s.begin and anew else [m for m in self.verbs if m.front]

    def _quoted(self, j: int) -> bool:
        """Whether words that are quoted begin between the clause and clause `j`."""
        span = range(self.group.head + 1, self.groups[j].first)
        return any(self.s.words[i].flags & QUOTE for i in span)

    def _told_by_another(self, j: int) -> bool:
        """As in "…, the envoy, a general, said on Monday": who is set between commas before it is who says so."""
        return reports(self.s, self.groups[j]) and self.s.lower[self.groups[j].first - 1] == ","

    def above(self) -> Iterator[list[Mooring]]:
        """Of the clauses that it hangs on: of a report that has no "that" only where it is one."""
        s, groups, k = self.s, self.groups, self.k
        for _ in range(3):
            if groups[k].parent < 0 or (groups[k].link == "zero" and not reports(s, groups[groups[k].parent])):
                break
            k = groups[k].parent
            yield self.of(k)

    def beside(self) -> Iterator[list[Mooring]]:
        """Of the clauses that say when it was, and of the report that the sentence ends with."""
        k = self.k
        for _ in range(4):  # "when he began to send arms": the clause is the governor's
            if self.groups[k].form == FINITE or self.groups[k].inherits < 0:
                break
            k = self.groups[k].inherits
        if self.group.perfect and self._meanwhile(self.k, self.k + 1, _SINCE):
            yield self.of(self.k + 1)
        if self.groups[k].link in SUBORDINATE or self.groups[k].link == "where":
            for j in range(k - 1, -1, -1):
                yield self.of(j)
                if self.groups[j].link != "where":
                    break
            yield [m for j in self.finite[:1] for m in self.of(j)]
        elif self.main:
            links = MEANWHILE | {"since"} if self.group.perfect else MEANWHILE
            yield [m for j in range(len(self.groups)) if self._meanwhile(k, j, links) for m in self._then(j)]
        elif self._meanwhile(k, k + 1, MEANWHILE):
            yield self._then(k + 1)  # "the truce that collapsed when a bomb exploded on Monday"
        if self.main:
            yield [m for m in self._subject() if m.mention.precision in ("day", "minute")]
        said = _trailing(self.s, self.groups, k) if self.main else -1
        if said >= 0:
            yield self.of(said)
        if self.group.link in JOINED - {";"} and self.group.past:
            yield self._before()
        yield from self._listed()

    def _meanwhile(self, k: int, j: int, links: frozenset[str]) -> bool:
        """Whether clause `j` says when clause `k` was, not when what describes a noun between them was."""
        if j < len(self.groups) and self.groups[j].lemma == "do" and self.groups[j].link == "as":
            return False  # "called it a coup, as it did in 1998"
        if j >= len(self.groups) or self.groups[j].link not in links or self.groups[j].lemma in AWAITED:
            return False
        return j in (0, k + 1) or self.groups[j - 1].link not in ("relative", "reduced")

    def _then(self, j: int) -> list[Mooring]:
        """The times of clause `j` but those of a noun before it: "the scene of a raid in May when six were seized"."""
        of_nouns = {m.first for m in self.moored if m.noun}
        return [m for m in self.of(j) if m.first not in of_nouns]

    def _before(self) -> list[Mooring]:
        """Of what the sentence told before: "a fire broke out in May, and flights were suspended"."""
        for j in range(self.k - 1, -1, -1):
            group = self.groups[j]
            told = group.form == FINITE and group.past and group.link != "relative"
            if (told or (group.form == REDUCED and self.group.perfect)) and (own := self.of(j)):
                return own
        return []

    def _listed(self) -> Iterator[list[Mooring]]:
        """Of the rest of a list of what was done: "rifles were taken and a man was wounded on Monday"."""
        for j in range(self.k, len(self.groups)):
            group = self.groups[j]
            if not (group.past and group.passive and group.form == FINITE and (j == self.k or group.link in _LISTING)):
                return
            # "shots were heard, and on Monday a plant was shelled": what leads a clause is of that alone
            yield [m for m in self.of(j) if j == self.k or m.first > group.head] + self.in_which(j)

    def _subject(self) -> Iterator[Mooring]:
        """Of what the clause's subject did before: "rebels who overran the base on Monday killed two"."""
        k = self.k
        for _ in range(4):
            if self.groups[k].inherits < 0:
                break
            k = self.groups[k].inherits
        subject = self.groups[k].subject
        if subject is None or not self.groups[k].past:
            return
        for j in range(k):
            group = self.groups[j]
            restrictive = group.antecedent == subject and self.s.lower[subject[1]] != ","
            if group.link == "relative" and restrictive and not group.perfect:
                yield from self.of(j)


_LED_IN: Final = 3
"""Tokens behind a semicolon in which a time leads what follows."""
MAKING: Final = frozenset(
    "sign broker reach agree strike declare call launch conduct carry stage commit hold order impose adopt pass approve"
    " ratify mount mastermind".split()
)
_EFFECTS: Final = frozenset("end halt stop spark trigger ignite cause prompt unleash".split())
_STRIFE: Final = frozenset({"war", "wars", "conflict", "fighting", "genocide", "offensive", "rebellion", "uprising"})
TOLLS: Final = frozenset({"kill", "claim", "wound", "displace", "devastate", "leave", "destroy"})
_HAPPENING: Final = frozenset({"happen", "occur", "come", "strike", "begin", "start"})
_PRONOUNS: Final = frozenset({"which", "whom", "where", "when"})
MEANWHILE: Final = frozenset({"when", "as", "while"})
_SINCE: Final = frozenset({"since"})
_LISTING: Final = frozenset({",", "and"})
JOINED: Final = frozenset({"and", "but", ":", ";"})


_TAKEN: Final = (["place"], ["effect"])


def happens(s: Sentence, group: Group) -> bool:
    """Whether a clause says that something was so then: "which happened on Monday", "took place"."""
    placed = group.lemma == "take" and s.lower[group.head + 1 : group.head + 2] in _TAKEN
    return placed or group.lemma in _HAPPENING


def _trailing(s: Sentence, groups: list[Group], k: int) -> int:
    """A verb of saying behind what is said ("…, the ministry said on Tuesday"), or -1."""
    for j in range(len(groups) - 1, k, -1):
        group = groups[j]
        if group.form == FINITE and reports(s, group):
            first = group.subject[0] if group.subject is not None and not group.late_subject else group.first
            if s.lower[first - 1] in (",", '"', "”", "—"):
                return j
    return -1


def vague(mention: TimeMention) -> int:
    """Rank of a time by how much it tells: a date before "now" before one that gives no date."""
    if mention.precision == "unknown":
        return 2
    return 1 if mention.timex.value == "PRESENT_REF" else 0
