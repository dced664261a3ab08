"""Antecedents: whom a pronoun of a sentence stands for, by its clauses and by what was told before."""

from bisect import bisect_left
from typing import Final

from tocsin.coding.names.mention import BODIES, HUMANS, ActorMention
from tocsin.coding.names.pronouns import antecedents
from tocsin.coding.roles.before import Before
from tocsin.coding.roles.lists import PLACING, list_around, listed
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.speakers import may_speak
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, Group, Sentence
from tocsin.coding.text.acts import SPEECH

_WE: Final = frozenset({"we", "i", "our", "my"})
_THEY: Final = frozenset({"they", "their", "them"})
_IT: Final = frozenset({"it", "its"})
_SAYING: Final = frozenset({"say", "tell", "add", "warn", "declare", "write"})
_OF_ONE: Final = frozenset({"he", "she", "him", "his", "her"})
_MANY: Final = frozenset({"people", "group", "force", "demonym"})
_ARMED: Final = frozenset({"REB", "MIL"})
_STATES: Final = frozenset({"country", "seat"})
_WORDS: Final = frozenset(
    """
    announcement statement claim pledge promise vow threat warning declaration admission denial insistence decision
    """.split()
)
"""Words of somebody that a clause with "that" spells out."""
_OWNED: Final = 4
_GROUPS: Final = frozenset({"group", "movement", "militia", "faction"})
_MOST: Final = 40
"""Namings looked at for one group, so that no text costs more than its length."""
_BESIDE: Final = 3
"""Tokens behind a verb in which a state stands that is its object."""
_CALLING: Final = frozenset({"call", "name", "brand", "label", "describe", "dub"})


class Antecedents:
    """Whom the pronouns of one sentence stand for."""

    def __init__(self, scene: Scene, s: Sentence, groups: list[Group], before: Before) -> None:
        self.scene = scene
        self.s = s
        self.groups = groups
        self.before = before
        self.focus = before.focus

    def of(self, at: int, k: int) -> list[ActorMention]:
        """Whom the pronoun at token `at` of clause `k` stands for: the subject of a clause before it, else those last
        spoken of.
        """
        word = self.s.lower[at]
        if word in _THEY and k >= 0:
            several = self._several(at)
            if several:
                return several
        here = self._speaker(k) if word in _WE else self._subject(word, at, k)
        if here is not None:
            return self._but_object(here, at, k) if word == "it" and k >= 0 else here
        if word == "it" and (owner := self._announcing(at)):
            return owner
        if word not in _WE and (spoken := self._spoken_of(word, at, k)):
            return spoken
        if k >= 0 and (agreeing := self._goes_on_with(word, at, k)):
            return agreeing
        if word in _IT and self.focus and self.focus[0].kind in HUMANS and self.focus[0].actor.name:
            start = self.scene.tokens.start[at]
            return antecedents("it", start, self.focus[0].sentence + 1, self.scene.actors) or list(self.focus)
        if word in _THEY and not self._of_many():
            return list(self.before.together) or self._others(at) or ([] if self._quotes_one(k) else list(self.focus))
        return list(self.focus) or (self._later(k) if word not in _WE else [])

    def _but_object(self, here: list[ActorMention], at: int, k: int) -> list[ActorMention]:
        """The other side, where the subject before would act on itself: "Mali cut ties with Togo as it blamed Mali"."""
        behind = self.scene.actors_in(self.groups[k].head + 1, min(self.groups[k].head + _BESIDE, self.s.end))[:1]
        if not behind or behind[0].preposition or behind[0].modifier or behind[0].kind not in _STATES:
            return here
        if here[:1] and here[0].country != behind[0].country:
            return here
        others = [m for m in self.scene.actors_in(self.s.begin, at) if m.kind in _STATES and not m.modifier]
        return [m for m in others if m.country != behind[0].country][-1:] or here

    def _announcing(self, at: int) -> list[ActorMention]:
        """Who means himself by "it" behind his own words: "Iran's announcement on Monday that it would enrich more"."""
        owners = [m for m in self.scene.actors_in(self.s.begin, at) if m.possessive and m.kind in BODIES]
        return [m for m in owners if not _WORDS.isdisjoint(self.s.lower[slice(*self._owned_by(m))])][-1:]

    def _owned_by(self, mention: ActorMention) -> tuple[int, int]:
        """The tokens behind a genitive in which the noun stands that is owned."""
        at = self.scene.token_at(mention.end)
        return at, min(at + _OWNED, self.s.end)

    def _quotes_one(self, k: int) -> bool:
        """Whether a clause is of a quotation by the one person spoken of last, who is no "they"."""
        voice = self.before.voice
        return voice is not None and k >= 0 and voice.says(self.groups[k].head) and voice.speaker[:1] == self.focus[:1]

    def _later(self, k: int) -> list[ActorMention]:
        """Whom a pronoun stands for before anybody is named: "After it had shelled the port, Oman closed it"."""
        if k != 0 or not self.groups[k].link:
            return []
        later = (g.subject for g in self.groups[1:] if g.link == "," and g.subject is not None)
        span = next((span for span in later if self.s.lower[span[0] - 1] == ","), None)
        return [m for m in self.scene.actors_in(*span) if not m.modifier] if span is not None else []

    def _spoken_of(self, word: str, at: int, k: int) -> list[ActorMention]:
        """Whom a speaker means by "they" or "it": those his own words have named, not himself."""
        voice = self.before.voice
        if voice is None or k < 0 or not voice.says(self.groups[k].head) or at <= voice.first:
            return []
        start = self.scene.tokens.start[at]
        return antecedents(word, start, self.scene.sentence_of(at), self.scene.actors_in(voice.first, at))

    def _goes_on_with(self, word: str, at: int, k: int) -> list[ActorMention]:
        """Who goes on, of those who told of a deed and those who did it: the former with words, fighters with deeds.

        As in "Kenya shelled a town, Somalia said. It called the attack an act of war", "Officials said gunmen entered
        the town. They shot a teacher".
        """
        told, span = self.before.told, subject_of(self.groups, k)
        if told is None or span != (at, at + 1) or word not in ("it", "they"):
            return []
        if self._of_words(self.groups[k]):
            return [m for m in told.tellers[:1] if _agrees(m, word)]
        armed = all(m.sector in _ARMED for m in told.doers) and not any(m.sector in _ARMED for m in told.tellers)
        return told.doers if armed and word == "they" and _agrees(told.doers[0], word) else []

    def _of_words(self, group: Group) -> bool:
        """Whether a verb tells of words, not of deeds: "said", "accused", "called"."""
        patterns = self.s.grammar.verbs.get(group.lemma)
        acts = {pattern.act.type for pattern in patterns.bare} if patterns is not None else set()
        return may_speak(self.s, group) or (bool(acts) and acts <= SPEECH) or group.lemma in _CALLING

    def _others(self, at: int) -> list[ActorMention]:
        """Whom "they" stands for where one person was spoken of last: those near him who are several."""
        focus = self.focus
        if not focus or focus[0].kind not in HUMANS:
            return []
        several = antecedents("they", self.scene.tokens.start[at], focus[0].sentence + 1, self.scene.actors)
        return [m for m in several if m.kind != "country"]

    def _subject(self, word: str, at: int, k: int) -> list[ActorMention] | None:
        """The subject of an earlier clause that "it", "he" or "they" can stand for; None where there is none."""
        apart = k >= 0 and word in _IT and self.groups[k].form == FINITE
        for j in range(k - 1, -1, -1):
            span = subject_of(self.groups, j)
            if span is None or span[1] > at or (self.groups[j].link == "relative" and j != k - 1):
                continue
            if apart and j and self.groups[j].form == INFINITIVE:
                continue  # "Romania will ask NATO to act after drones entered its airspace"
            # "…, with the army saying it had struck a camp": what leads to the clause makes no place of its subject
            leading = PLACING - {"with" if self.groups[j].form == ING else self.groups[j].link}
            named = [m for m in self.scene.actors_in(*span) if m.preposition not in leading]
            found = [m for m in named if not m.modifier]
            if not found and word in _THEY and self.s.lower[span[1] - 1].endswith("s"):
                found = [m for m in named if "origin" not in m.tags]  # "Israeli helicopters hit it, and then they …"
            if not found and word in _IT and self.s.lower[span[1] - 1] in _GROUPS:
                return self._group(span[0])  # "the Lebanese group said that it"
            if found and word in _OF_ONE and (found[0].plural or found[0].kind in BODIES):
                continue  # "police arrested the editor as he tried to leave"
            several = list_around(self.scene, self.s, found) if found else []
            if word in ("it", "its") and (len(several) > 1 or (several and _police(several[0]))):
                return []  # "police and border guards boarded the tanker, as its anchor had …"
            if several:
                return several
        if word in _OF_ONE:
            found = antecedents("he", self.scene.tokens.start[at], self.scene.sentence_of(at), self.scene.actors)
            return found if found and not self._goes_on(found[0]) else list(self.focus)
        return None

    def _group(self, first: int) -> list[ActorMention]:
        """Which "the group" at token `first` is: the one that was named last."""
        at = bisect_left(self.scene.actor_starts, self.scene.tokens.start[first])
        before = self.scene.actors[max(0, at - _MOST) : at]
        return [m for m in before if m.kind == "group" and m.actor.name and not m.modifier][-1:]

    def _speaker(self, k: int) -> list[ActorMention] | None:
        """Who says "we", as in "“We will respond,” said the general"; None where the sentence does not tell."""
        if k < 0:
            return None
        voice = self.before.voice
        if voice is not None and voice.says(self.groups[k].head):
            return voice.speaker
        for j in range(len(self.groups) - 1, -1, -1):
            group = self.groups[j]
            if j != k and group.lemma in _SAYING and group.subject is not None:
                found = [m for m in self.scene.actors_in(*group.subject) if m.preposition not in PLACING]
                if found or self._somebody_else(group.subject):
                    return found[:1]
        return None

    def _somebody_else(self, speaker: Range) -> bool:
        """Whether who speaks is nobody that was named: "“We fled,” says the veteran"."""
        words = self.s.word[slice(*speaker)]
        return words[0].lower() in ("a", "an", "the", "one") and not any(word[0].isupper() for word in words[1:])

    def _goes_on(self, nearest: ActorMention) -> bool:
        """Whether "he" is still the person spoken of before, and not whom the last sentence named behind a preposition.

        As in "The envoy flew in. He met the president's guard. He left."
        """
        person = self.focus[0] if self.focus else None
        before = person is not None and person.kind in HUMANS and not person.plural and len(self.focus) == 1
        return before and bool(nearest.preposition) and person is not None and person.start < nearest.start

    def _of_many(self) -> bool:
        """Whether those spoken of last are several by themselves."""
        return len(self.focus) > 1 or any(m.plural or m.kind in _MANY for m in self.focus)

    def _several(self, at: int) -> list[ActorMention]:
        """Whom "they" stands for in its sentence where its subjects are single: "Pakistan shot down two Indian jets
        after they crossed".
        """
        earlier = self.scene.actors_in(self.s.begin, at)
        of_many = bool(earlier) and (earlier[0].plural or earlier[0].kind in _MANY or self._leads_many(earlier[0], at))
        if len(earlier) < 2 or of_many or len(listed(self.scene, earlier)) > 1:
            return []
        several = [m for m in earlier[1:] if m.country != earlier[0].country and self._many(m, at)]
        return several[-1:]

    def _leads_many(self, mention: ActorMention, stop: int) -> bool:
        """Whether a mention describes a plural that is a subject: "NATO planes killed 70 when they attacked"."""
        i = self.scene.token_at(mention.end)
        span = next((g.subject for g in self.groups if g.subject and g.subject[0] <= i < g.subject[1]), None)
        return mention.modifier and span is not None and span[1] <= stop and self.s.lower[span[1] - 1].endswith("s")

    def _many(self, mention: ActorMention, stop: int) -> bool:
        """Whether a mention is of several, or describes a plural: "two Indian jets"."""
        i = self.scene.token_at(mention.end)
        words = self.s.lower[i : min(i + 2, stop)] if mention.modifier else self.s.lower[i - 1 : i]
        return mention.plural or any(word.endswith(("s", "troops", "men")) and word != "'s" for word in words)


def _agrees(mention: ActorMention, word: str) -> bool:
    """Whether "it" may stand for one body, or "they" for several people."""
    if word == "it":
        return not mention.plural and mention.kind in BODIES
    return mention.plural or mention.kind in _MANY


def _police(mention: ActorMention) -> bool:
    """Whether somebody is no "it", though a body: "police and border guards boarded a tanker"."""
    return mention.sector == "POL" and mention.kind == "force"
