"""Parties: between whom a text is, so that the side that a clause leaves out can be told.

"Moscow denied the charge" says nothing of whose charge it was; the sentences around it do. The side that is missing is
the one spoken of nearest, weighed by how much the whole text speaks of it and by whom the first side has dealt with.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal

from tocsin.coding.names.compounds import COMPOUNDS
from tocsin.coding.names.descriptions import listed_pairs
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.bystanders import bears_arms, between_others, is_anybody, is_told, silent
from tocsin.coding.roles.dealings import Dealings
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.sentences import dateline
from tocsin.vocabulary import Field

Stand = Literal["party", "accuser"]

_REACH: Final = 2
"""Sentences before an act in which its other side may stand."""
_NEARNESS: Final = (2.4, 1.6, 1.0)
"""What a naming weighs in the sentence of the act, the one before it, and the one before that."""
_BEHIND: Final = 0.8
"""What a naming behind the act weighs more."""
_WHOLE: Final[dict[Stand, float]] = {"party": 3.0, "accuser": 4.5}
"""What the share of a country in the whole text weighs: more for those who only speak to what others did."""
_DEALT: Final = 1.5
"""What it weighs that two sides have dealt with each other in this text."""
_CONCERNED: Final = 2.5
"""What it weighs that somebody did the harm that is condemned."""
_DOING: Final = 1.5
"""What it weighs, for those who only speak, that somebody did the deed that was told last."""
_MOST: Final = 40
"""Namings looked at for one act, so that no text costs more than its length."""
_ARMS: Final = 1.5
"""What it weighs that the text names forces or attacks of somebody's, where harm is to be laid at a door."""
_ONE_BREATH: Final = 4
"""What it weighs that two are named in one breath, in dealings with each other."""
_FAR_MORE: Final = 3
_LAND: Final = frozenset({"country", "seat"})
_SITES: Final = frozenset({"in", "at", "near", "from", "off"})
_SIDES: Final = frozenset({"REB", "GOV", "MIL", "POL"})
_OVER_ALL: Final = 0.45
"""The share of a text from which a war in a country is a war within it."""
_AS_MUCH: Final = 0.5
"""What part of a country's share in a text makes armed foreigners a side of its war."""
_OFTEN: Final = 2
"""Namings below which somebody is no party to what a text about another country tells far from them."""
_WORTH: Final = 0.12
"""The share of a text below which somebody is no party to what the text tells."""


class Parties:
    """The sides that an article speaks of."""

    def __init__(self, scenes: Iterable[Scene]) -> None:
        self.scenes = {scene.field: scene for scene in scenes}
        openings = {field: dateline(scene.text) for field, scene in self.scenes.items()}
        self._begins = {field: opening.end if opening else 0 for field, opening in openings.items()}
        """Where the first sentence of each field begins, behind where and when it was filed."""
        self._heard: dict[Field, int] = dict.fromkeys(self.scenes, 0)
        """How many of its mentions have been taken in, of each field."""
        self._counts: dict[str, int] = {}
        self._total = 0
        self._sides: dict[str, dict[bool, ActorMention]] = {}
        self._lands: dict[str, ActorMention] = {}
        """Where each country is named as such first."""
        self._armed: set[str] = set()
        self.dealings = Dealings()

    def filed(self, mention: ActorMention) -> bool:
        """Whether somebody is only named as where a text was filed: "MANILA - Four sailors were freed"."""
        return mention.start < self._begins.get(mention.actor.field, 0)

    def hear(self, field: Field, end: int) -> None:
        """Takes in those whom a field names before the code point `end`, where an item ends."""
        scene = self.scenes[field]
        stop = bisect_left(scene.actor_starts, end)
        weight = 2 if field == "title" else 1
        for mention in scene.actors[self._heard[field] : stop]:
            code = mention.country
            if code is None:
                continue
            if mention.sector in _SIDES and not (mention.modifier or is_anybody(mention)):
                sides = self._sides.setdefault(code, {})
                held = sides.get(mention.sector == "REB")
                if held is None or (held.kind == "person" and mention.kind != "person" and mention.sector == "REB"):
                    sides[mention.sector == "REB"] = mention
            if mention.resolved:
                continue
            if mention.kind in _LAND and not mention.modifier:
                self._lands.setdefault(code, mention)
            if not silent(mention):
                self._counts[code] = self._counts.get(code, 0) + weight
                self._total += weight
            if bears_arms(scene, mention):
                self._armed.add(code)
        self._heard[field] = max(stop, self._heard[field])

    def land(self, mention: ActorMention) -> ActorMention:
        """The country of somebody who speaks for it, as the text has named it; else himself."""
        return self._lands.get(mention.country or "", mention)

    def share(self, code: str) -> float:
        """The share of a country in all that has been named."""
        return self._counts.get(code, 0) / self._total if self._total else 0.0

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

        `stand` is what `side` takes to what was done: an "accuser" speaks to the one who did it.
        """
        best: ActorMention | None = None
        most = 0.0
        dealt = self.dealings.partners(side)
        sentence = scene.sentence_of(s.begin)
        position = scene.tokens.start[at]
        doing = [] if stand == "party" else [m for m in self.dealings.doing if m.actor.field == scene.field]
        near = self._near(scene, s)
        apart = between_others(scene.text, near, side) if stand == "party" else ()
        for mention in (*near, *doing):
            code = mention.country
            if code is None or code in side or silent(mention) or mention.start in tellers or mention.start in apart:
                continue
            if stand == "party" and mention.preposition in ("from", "by") and not mention.modifier:
                continue  # whence somebody comes, by whom he is backed
            if mention.sector == "IGO" and is_told(scene.text, mention):
                continue
            if mention.modifier and scene.text.startswith(COMPOUNDS, mention.end):
                continue  # "Rwandan-backed rebels"
            if mention.sentence < sentence - 1 and code not in self._armed and not self._involved(code, dealt):
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
            weight += _WHOLE[stand] * self.share(code)
            if code in dealt:
                weight += _DEALT
            if stand == "accuser" and self.dealings.did_harm(code):
                weight += _CONCERNED
            if mention in doing:
                weight += _DOING
            if stand == "accuser" and code in self._armed:
                weight += _ARMS
            if weight > most:
                best, most = mention, weight
        if best is not None:
            return best
        involved = [code for code in self._others(side) if self._involved(code, dealt)]
        return self._chief(involved, side, scene, tellers)

    def _others(self, side: Collection[str]) -> list[str]:
        return [code for code in self._counts if code not in side]

    def _involved(self, code: str, dealt: Collection[str]) -> bool:
        """Whether the text has told of anything between `code` and others that makes it a side: of harm, of dealings.

        Whoever is only named in another sentence is no side of what this one tells.
        """
        return code in dealt or self.dealings.hostile(code)

    def pair(
        self,
        before: Sequence[ActorMention],
        text: str,
        apart: Collection[str | None],
        earlier: Sequence[ActorMention] = (),
    ) -> list[ActorMention]:
        """The two whom "both" or "the two" means behind the mentions `before`, none of them of `apart`.

        They are those that have dealt with each other most, or that were last named in one breath; the two that the
        text is about far more may have been named `earlier`.
        """
        near, two = self._closest(before, text, apart)
        far, main = self._closest(earlier, "", apart)
        return main if not two or far > _FAR_MORE * near else two

    def _closest(
        self, before: Sequence[ActorMention], text: str, apart: Collection[str | None]
    ) -> tuple[int, list[ActorMention]]:
        """Who of some have dealt with each other most, and how much they have."""
        nearest = {m.country: m for m in before if m.country and not silent(m)}
        weights = {pair: n for pair, n in self.dealings.pairs.items() if pair <= nearest.keys()}
        for pair in listed_pairs(text, before)[-1:] if text else ():
            if pair <= nearest.keys():
                weights[pair] = weights.get(pair, 0) + _ONE_BREATH
        left = [(n, pair) for pair, n in weights.items() if pair.isdisjoint(apart)]
        if not left:
            return 0, []
        most, best = max(left, key=lambda one: (one[0], min(nearest[code].start for code in one[1])))
        return most, sorted((nearest[code] for code in best), key=lambda m: m.start)

    def far_from(self, side: Collection[str], code: str | None) -> bool:
        """Whether `code` is hardly spoken of in a text about `side` alone, with which it has not dealt."""
        if code is None or self.dealings.dealt(side, code) or self.dealings.hostile(code):
            return False
        return self.share(code) < _WORTH and any(self.share(one) >= _OVER_ALL for one in side)

    def concern(self, here: Scene, side: Collection[str]) -> ActorMention | None:
        """Whom a text is about to those outside it: who has done most harm, else who is named most."""
        return self.culprit(here, side) or self._chief(self._others(side), side, here, ())

    def culprit(self, here: Scene, side: Collection[str] = ()) -> ActorMention | None:
        """Who, none of `side`, has done more harm than they have suffered, and most of all."""
        harm = self.dealings.harm()
        worst = max(harm, key=lambda code: (harm[code], self._counts.get(code, 0)), default=None)
        return self._named(worst, here, ()) if worst is not None and harm[worst] > 0 and worst not in side else None

    def within(self, side: Collection[str], sectors: Collection[str]) -> ActorMention | None:
        """The other side of a war within the country of `side`, if the text is about one above all."""
        for code in sorted(side):
            both = self._sides.get(code, {})
            if len(both) == 2 and self.share(code) >= _OVER_ALL and not self._fought_from_abroad(code):
                return both["REB" not in sectors]
        return None

    @property
    def has_rebels(self) -> bool:
        """Whether the text has named rebels of any country."""
        return any(True in sides for sides in self._sides.values())

    def rebels(self, code: str | None) -> ActorMention | None:
        """The rebels that the text has named of a country."""
        return self._sides.get(code or "", {}).get(True)

    def state(self, side: Collection[str]) -> ActorMention | None:
        """Those in power in a country of `side`, as the text has named them."""
        return next((found for code in sorted(side) if (found := self._sides.get(code, {}).get(False))), None)

    def foremost(self, apart: Collection[str]) -> ActorMention | None:
        """Those in power of whose country the text speaks most, but for some."""
        others = (code for code in self._sides if code not in apart and self.state({code}) is not None)
        return self.state({max(others, key=self.share, default="")})

    def _fought_from_abroad(self, code: str) -> bool:
        """Whether the text speaks nearly as much of another country's forces, as of Israel's in Lebanon.

        Or tells of their attack on that country, and of none by the rebels there.
        """
        attacked = not self.dealings.risen(code) and any(
            self.dealings.foes({code}, other) for other in self.dealings.attackers() if other != code
        )
        return attacked or any(
            other != code and self.share(other) > _AS_MUCH * self.share(code) for other in sorted(self._armed)
        )

    def _near(self, scene: Scene, s: Sentence) -> list[ActorMention]:
        """The namings in a sentence and just before it."""
        if s.end <= s.begin:
            return []
        tokens = scene.tokens
        right = bisect_right(scene.actor_starts, tokens.end[s.end - 1] - 1)
        left = right
        sentence = scene.sentence_of(s.begin)
        while left and right - left < _MOST and scene.actors[left - 1].sentence >= sentence - _REACH:
            left -= 1
        # Who is named before the first sentence is where the report was filed, not whom it is about.
        return [mention for mention in scene.actors[left:right] if mention.start >= self._begins[scene.field]]

    def _chief(
        self, codes: Iterable[str], side: Collection[str], here: Scene, tellers: Collection[int]
    ) -> ActorMention | None:
        """The one of `codes` that the text speaks of most, where it does more than tell of it (`tellers`)."""
        left = [(self._counts.get(code, 0), code) for code in codes]
        if not left:
            return None
        count, code = max(left)
        alone = any(self.share(one) >= _OVER_ALL for one in side)
        if count < max(_OFTEN if alone else 1, _WORTH * self._total):
            return None
        return self._named(code, here, tellers)

    def _named(self, code: str, here: Scene, tellers: Collection[int]) -> ActorMention | None:
        """The first naming of a party that does more than tell of what the text is about."""
        for field, scene in self.scenes.items():
            for mention in scene.actors[: self._heard[field]]:
                told = scene is here and mention.start in tellers
                if mention.country == code and not mention.resolved and not silent(mention) and not told:
                    return mention
        return None
