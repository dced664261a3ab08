"""Parties: between whom a text is, so that the side that a clause leaves out can be told.

"Moscow denied the charge" says nothing of whose charge it was; the sentences around it do. The side that is missing is
the one spoken of nearest, weighed by how much the whole text speaks of it and by whom the first side has dealt with.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal

from tocsin.coding.lexicon import Match
from tocsin.coding.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.verbs import Sentence

_SILENT: Final = frozenset({"outlet", "company", "bystander"})
_REACH: Final = 2
"""Sentences before an act in which its other side may stand."""
_NEARNESS: Final = (3.0, 1.6, 0.8)
"""What a naming weighs in the sentence of the act, the one before it, and the one before that."""
_BEHIND: Final = 0.8
"""What a naming behind the act weighs more."""
_WHOLE: Final = 3.0
"""What the share of a country in the whole text weighs."""
_DEALT: Final = 1.5
"""What it weighs that two sides have dealt with each other in this text."""
_CONCERNED: Final = 2.5
"""What it weighs that somebody did the harm that is condemned, or suffered that which calls for support."""
_MOST: Final = 40
"""Namings looked at for one act, so that no text costs more than its length."""
_ARMS: Final = 1.5
"""What it weighs that the text names forces or attacks of somebody's, where harm is to be laid at a door."""
_SITES: Final = frozenset({"in", "at", "near", "from", "off"})


Stand = Literal["party", "accuser", "friend"]


class Parties:
    """The sides that an article speaks of."""

    def __init__(self, scenes: Iterable[Scene]) -> None:
        self.scenes = {scene.field: scene for scene in scenes}
        counts: Counter[str] = Counter()
        for scene in self.scenes.values():
            weight = 2 if scene.field == "title" else 1
            for mention in scene.actors:
                if mention.country is not None and mention.kind not in _SILENT and not mention.resolved:
                    counts[mention.country] += weight
        total = counts.total() or 1
        self._torn = self._wars_within()
        self._share = {code: number / total for code, number in counts.items()}
        self._dealt: dict[str, set[str]] = {}
        self._with_arms: frozenset[str] | None = None
        self._blamed: Counter[str] = Counter()
        self._struck: Counter[str] = Counter()

    def meet(self, actors: Sequence[ActorMention], recipients: Sequence[ActorMention], *, hostile: bool) -> None:
        """Remembers that two sides have dealt with each other, and whether the first has done the other harm."""
        if hostile:
            self._blamed.update({one.country for one in actors if one.country})
            self._struck.update({other.country for other in recipients if other.country})
        for one in actors:
            for other in recipients:
                if one.country and other.country and one.country != other.country:
                    self._dealt.setdefault(one.country, set()).add(other.country)
                    self._dealt.setdefault(other.country, set()).add(one.country)

    def opposite(
        self,
        scene: Scene,
        s: Sentence,
        at: int,
        side: Collection[str],
        *,
        stand: Stand = "party",
        tellers: Collection[int] = (),
    ) -> ActorMention | None:
        """The chief party other than `side` around token `at`; those who only tell of it stand back (`tellers`).

        `stand` is what `side` takes to what was done: an "accuser" speaks to the one who did it, a "friend" to the one
        who suffered it.
        """
        best: ActorMention | None = None
        most = 0.0
        dealt = set().union(*(self._dealt.get(code, ()) for code in side))
        sentence = max(0, bisect_right(scene.spans, (scene.tokens.start[s.begin], 1 << 60)) - 1)
        position = scene.tokens.start[at]
        for mention in self._near(scene, s):
            code = mention.country
            if code is None or code in side or mention.kind in _SILENT or mention.start in tellers:
                continue
            weight = _NEARNESS[min(_REACH, max(0, sentence - mention.sentence))]
            if mention.start > position:
                weight += _BEHIND
            if mention.preposition in _SITES and not mention.modifier:
                weight *= 0.7
            if mention.sector == "IGO":
                weight *= 0.5
            if mention.resolved:
                weight *= 0.5
            weight += _WHOLE * self._share.get(code, 0.0)
            if code in dealt:
                weight += _DEALT
            if self._spoken_to(code, stand):
                weight += _CONCERNED
            if stand == "accuser" and code in self._armed():
                weight += _ARMS
            if weight > most:
                best, most = mention, weight
        return best or self._chief(side, scene, tellers)

    def _armed(self) -> frozenset[str]:
        """Those whose forces, weapons or attacks the text names: "Russian shelling", "Syrian troops"."""
        if self._with_arms is None:
            self._with_arms = frozenset(
                mention.country
                for scene in self.scenes.values()
                for mention in scene.actors
                if mention.country is not None and not mention.resolved and _bears_arms(scene, mention)
            )
        return self._with_arms

    def _spoken_to(self, code: str, stand: Stand) -> bool:
        harm = self._blamed[code] - self._struck[code]
        if not harm and self._blamed[code]:
            # Blow for blow: who began is blamed.
            harm = 1 if next(iter(self._blamed)) == code else -1
        return harm > 0 if stand == "accuser" else harm < 0 if stand == "friend" else False

    def dealt(self, side: Collection[str], code: str | None) -> bool:
        """Whether one of `side` has dealt with `code` in this text."""
        return any(code in self._dealt.get(one, ()) for one in side)

    def hostile(self, code: str | None) -> bool:
        """Whether the text has told of harm that `code` did."""
        return code is not None and self._blamed[code] > 0

    def _wars_within(self) -> dict[str, dict[bool, ActorMention]]:
        """The countries at war within: an armed group of theirs is named, and so is a side of the state."""
        sides: dict[str, dict[bool, ActorMention]] = {}
        for scene in self.scenes.values():
            for mention in scene.actors:
                code = mention.country
                if code is not None and not mention.resolved and mention.sector in _SIDES:
                    sides.setdefault(code, {}).setdefault(mention.sector == "REB", mention)
        return {code: both for code, both in sides.items() if len(both) == 2}

    def within(self, side: Collection[str], sectors: Collection[str]) -> ActorMention | None:
        """The other side of a war within the country of `side`, if the text is about one above all."""
        for code in sorted(side):
            both = self._torn.get(code)
            if both is not None and self._share.get(code, 0.0) >= _OVER_ALL:
                return both["REB" not in sectors]
        return None

    def _near(self, scene: Scene, s: Sentence) -> list[ActorMention]:
        """The namings in a sentence and just before it."""
        if s.end <= s.begin:
            return []
        tokens = scene.tokens
        right = bisect_right(scene.actor_starts, tokens.end[s.end - 1] - 1)
        left = right
        sentence = bisect_right(scene.spans, (tokens.start[s.begin], 1 << 60)) - 1
        while left and right - left < _MOST and scene.actors[left - 1].sentence >= sentence - _REACH:
            left -= 1
        return scene.actors[left:right]

    def _chief(self, side: Collection[str], here: Scene, tellers: Collection[int]) -> ActorMention | None:
        """The party other than `side` that the text speaks of most, where it does more than tell of it (`tellers`)."""
        left = [(share, code) for code, share in self._share.items() if code not in side]
        if not left:
            return None
        share, code = max(left)
        if share < _WORTH:
            return None
        for field in ("title", "text"):
            scene = self.scenes.get(field)
            for mention in scene.actors if scene else ():
                told = scene is here and mention.start in tellers
                if mention.country == code and mention.kind not in _SILENT and not told:
                    return mention
        return None


_SIDES: Final = frozenset({"REB", "GOV", "MIL", "POL"})
_OVER_ALL: Final = 0.45
"""The share of a text from which a war in a country is a war within it."""
_WORTH: Final = 0.12
"""The share of a text below which somebody is no party to what the text tells."""


def _bears_arms(scene: Scene, mention: ActorMention) -> bool:
    if mention.sector in ("MIL", "REB"):
        return True
    at = scene.token_at(mention.end)
    words = scene.tokens.lower[at : at + 3]
    return any(word in scene.grammar.strong_words for word in words) and (mention.modifier or words[:1] == ["'s"])


def leading_country(matches: Sequence[Match], title: Sequence[Match]) -> tuple[str | None, float]:
    """The country that a text speaks of most, and its share of all that it names."""
    counts: Counter[str] = Counter()
    for weight, several in ((2, title), (1, matches)):
        for match in several:
            code = _code(match)
            if code is not None:
                counts[code] += weight
    if not counts:
        return None, 0.0
    country, number = counts.most_common(1)[0]
    return country, number / counts.total()


def _code(match: Match) -> str | None:
    payload = match.payload
    if match.kind == "place":
        code: str | None = payload.code
        return code
    if match.kind == "actor" and payload.kind in ("country", "demonym", "seat") and payload.codes:
        first: str = payload.codes[0]
        return first
    return None
