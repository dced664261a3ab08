"""Dealings: what a text has told of between two sides, whom it has told of harming whom, and who stands with whom."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import Final

from tocsin.coding.names.mention import ActorMention

_TOLD: Final = 2
_SUPPOSED: Final = 1
"""What dealings of two sides weigh that the text tells, and those that it only lets suppose."""


class Dealings:
    """Who has dealt with whom in an article, as far as it has been read."""

    def __init__(self) -> None:
        self.pairs: dict[frozenset[str], int] = {}
        """How often two sides have dealt with each other, weighed by how sure that is."""
        self.doing: list[ActorMention] = []
        """Who did the deed that was told last."""
        self._risen: set[str] = set()
        """The countries whose rebels have attacked somebody."""
        self._dealt: dict[str, set[str]] = {}
        self._fought: set[frozenset[str]] = set()
        self._foes: set[frozenset[str]] = set()
        self._friends: set[frozenset[str]] = set()
        self._allies: set[frozenset[str]] = set()
        self._hosts: set[tuple[str, str]] = set()
        self._violent: set[str] = set()
        self._blamed: dict[str, int] = {}
        """How often harm was said to be somebody's, in the order of the text."""
        self._struck: dict[str, int] = {}

    def meet(
        self,
        actors: Sequence[ActorMention],
        recipients: Sequence[ActorMention],
        *,
        hostile: bool = False,
        deed: bool = False,
        foes: bool = False,
        friends: bool = False,
        force: bool = False,
        hosts: bool = False,
        supposed: bool = False,
    ) -> None:
        """Remembers that two sides have dealt with each other, whether by a deed, and whether it did the other harm.

        `foes`: the harm is meant, as that of troops sent to a friend is not. `friends`: they did it with or for each
        other. `force`: it was an attack. `hosts`: forces went to the other, who let them. `supposed`: only the text
        around tells that it was the one with the other.
        """
        if deed:
            self.doing = [one for one in actors if one.country]
        if supposed:
            pairs = self._pair(actors, recipients, _SUPPOSED)
            if force:
                self._fought.update(frozenset(two) for two in pairs)
            recipients = ()
        if force:
            self._violent.update(one.country for one in actors if one.country)
            self._risen.update(one.country for one in actors if one.country and one.sector == "REB")
        if hostile:
            # In the order of the text: who was blamed first is said to have begun.
            _count(self._blamed, actors)
        if hostile and deed:
            _count(self._struck, recipients)
        for one, other in self._pair(actors, recipients, _TOLD):
            if foes:
                self._foes.add(frozenset({one, other}))
            if hosts:
                self._hosts.add((one, other))
            if friends:
                self._friends.add(frozenset({one, other}))
            self._dealt.setdefault(one, set()).add(other)
            self._dealt.setdefault(other, set()).add(one)

    def _pair(
        self, actors: Sequence[ActorMention], recipients: Sequence[ActorMention], weight: int
    ) -> list[tuple[str, str]]:
        """Counts the dealings of every two of different countries; gives back those countries."""
        theirs = [other.country for other in recipients if other.country]
        found = [(one.country, code) for one in actors if one.country for code in theirs if code != one.country]
        for two in found:
            pair = frozenset(two)
            self.pairs[pair] = self.pairs.get(pair, 0) + weight
        return found

    def ally(self, sides: Iterable[ActorMention]) -> None:
        """Remembers that some help each other, or are bound to."""
        codes = {m.country for m in sides if m.country}
        self._allies |= {frozenset(two) for two in combinations(codes, 2)}

    def partners(self, side: Collection[str]) -> set[str]:
        """Those who have dealt with one of `side` in this text."""
        return set().union(*(self._dealt.get(code, ()) for code in side))

    def dealt(self, side: Collection[str], code: str | None) -> bool:
        """Whether one of `side` has dealt with `code` in this text."""
        return any(code in self._dealt.get(one, ()) for one in side)

    def foes(self, side: Collection[str], code: str | None) -> bool:
        """Whether the text has told of harm between one of `side` and `code`."""
        return code is not None and any(frozenset({one, code}) in self._foes for one in side)

    def fought(self, codes: Collection[str]) -> bool:
        """Whether the text has told of harm between two of `codes`, or of an attack that was the one's on the other."""
        pairs = {frozenset(two) for two in combinations(codes, 2)}
        return not pairs.isdisjoint(self._foes) or not pairs.isdisjoint(self._fought)

    def friends(self, side: Collection[str], code: str | None) -> bool:
        """Whether the text has told of one of `side` dealing kindly with `code`, and of no harm by those."""
        kind = code is not None and any(frozenset({one, code}) in self._friends for one in side)
        return kind and not self.hostile(code)

    def hosts(self, side: Collection[str], code: str | None) -> bool:
        """Whether the text has told of forces of one of `side` that went to `code`, not against it."""
        return code is not None and any((one, code) in self._hosts for one in side)

    def allies(self, side: Collection[str]) -> set[str]:
        """Those of whom the text has told that they and one of `side` help each other, and of no harm between them."""
        return {code for two in self._allies - self._foes if not two.isdisjoint(side) for code in two - {*side}}

    def hostile(self, code: str | None) -> bool:
        """Whether the text has told of harm that `code` did."""
        return code is not None and self._blamed.get(code, 0) > 0

    def violent(self, code: str | None) -> bool:
        """Whether the text has told of an attack by `code`."""
        return code in self._violent

    def harmful(self, code: str | None) -> bool:
        """Whether the text has told of harm that `code` did or suffered."""
        return code is not None and self._blamed.get(code, 0) + self._struck.get(code, 0) > 0

    def attackers(self) -> Collection[str]:
        """Those of whom the text has told an attack."""
        return self._violent

    def risen(self, code: str) -> bool:
        """Whether the rebels of a country have attacked somebody."""
        return code in self._risen

    def harm(self) -> dict[str, int]:
        """How much more harm each has done than suffered, of those who did some, in the order of the text."""
        return {code: n - self._struck.get(code, 0) for code, n in self._blamed.items()}

    def did_harm(self, code: str) -> bool:
        """Whether `code` has done more harm than it suffered; of those who traded blows, who began is blamed."""
        harm = self._blamed.get(code, 0) - self._struck.get(code, 0)
        if not harm and self._blamed.get(code, 0):
            return next(iter(self._blamed)) == code
        return harm > 0


def _count(harm: dict[str, int], mentions: Sequence[ActorMention]) -> None:
    """Counts a harm for the country of each mention, once for each country."""
    for code in dict.fromkeys([mention.country for mention in mentions if mention.country]):
        harm[code] = harm.get(code, 0) + 1
