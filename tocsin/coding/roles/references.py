"""References: whom a noun phrase, a relative word or a pronoun of one sentence speaks of."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Final

from tocsin.coding.names.descriptions import RIVALS, each_other, of_three, of_two, realm
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.pronouns import antecedents
from tocsin.coding.roles.parties import Parties
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import ING, Group, Sentence

_OF_PARTNERS: Final = frozenset({"each", "both", "either", "neither", "two"})
_PLACING: Final = frozenset(
    """
    in near at on to against off over into around inside with after before about as than like under toward towards
    across outside for along between since during despite
    """.split()
)
"""Prepositions that make a name a place, a goal or a circumstance, not the head of its phrase."""
_MANY: Final = frozenset({"people", "group", "force", "demonym"})
_TWO: Final = 2
_PERSONS: Final = frozenset({"person", "office", "spokesperson"})
_FORUMS: Final = frozenset({"body", "board", "council", "panel"})
_GROUPS: Final = frozenset({"group", "movement", "militia", "faction"})
_REACH: Final = 2
"""Sentences back in which those stand whom a description means."""
_MOST: Final = 40
"""Namings looked at for one description, so that no text costs more than its length."""
_COUNTING: Final = frozenset(
    "many several some others dozen dozens scores hundreds thousands most a few handful at least more than".split()
)
_FAR_BACK: Final = 200
_JOINTS: Final = frozenset({", ", " and ", ", and "})
_PLACES: Final = frozenset({"country", "seat"})
_DEFINITE: Final = (["the"], ["these"], ["those"], ["its"], ["their"])
_SHORT: Final = 5
"""Tokens of a phrase whose pronoun tells whose it is: "two of their lorries"."""
_LONGEST_LIST: Final = 12
_NEAR: Final = 5
"""Tokens before an "as" in which a "same" makes it one that compares."""
_PRONOUNS: Final = frozenset("it he she they him them her who its his their we i".split())
_OF_ONE: Final = frozenset({"he", "she", "him", "his", "her"})
_NOBODY: Final = frozenset({"country", "seat", "organisation", "agency", "body", "force", "group", "company"})
"""Those for whom "he" can't stand: "police arrested the editor as he tried to leave"."""
_APPOSED: Final = frozenset({", ", ", the ", ", its ", ", a "})
_OFFICES: Final = frozenset({"office", "spokesperson"})
_JOINING: Final = frozenset({"and", "or", "nor", "&", ",", "both"})
_BETWEEN: Final = frozenset("and or nor & , the both as well also a an its his their of".split())


@dataclass(slots=True)
class Before:
    """What the sentences before one have spoken of."""

    parties: Parties
    """The sides of the text so far."""
    focus: list[ActorMention] = field(default_factory=list)
    """Those whom they spoke of last."""
    together: list[ActorMention] = field(default_factory=list)
    """Those who did something with each other in the last one."""
    senders: list[ActorMention] = field(default_factory=list)
    """Those whose forces they told of last."""
    shooters: list[ActorMention] = field(default_factory=list)
    """Those who fired or tested something last."""
    judges: list[ActorMention] = field(default_factory=list)
    """Those whose sanctions they told of last."""


class References:
    """Who is meant in one sentence."""

    def __init__(self, scene: Scene, s: Sentence, groups: list[Group], before: Before) -> None:
        self.scene = scene
        self.s = s
        self.groups = groups
        self.before = before
        self.focus = before.focus
        self._subjects: dict[int, list[ActorMention]] = {}

    def subject(self, k: int) -> list[ActorMention]:
        """The actors in a clause's subject; a pronoun stands for those last spoken of."""
        if k not in self._subjects:
            self._subjects[k] = self._subject(k)
        return self._subjects[k]

    def _subject(self, k: int) -> list[ActorMention]:
        span = subject_of(self.groups, k)
        if span is None:
            return []
        group = self.groups[k]
        if each_other(self.s, span) and 0 <= group.parent < k:
            return self.subject(group.parent)  # "accused each other of breaking the truce"
        if group.link == "relative" and group.antecedent == span:
            nearest = self._nearest(span)
            if nearest:
                return nearest
        if group.link == "relative" and group.antecedent and self.s.lower[span[0] - 1] == "whose":
            # "Jeremy Corbyn, whose office accused …"
            return self.people(span, k) if self._of_its_own(span) else self.people(group.antecedent, k)
        return self.people(span, k)

    def _of_its_own(self, span: Range) -> bool:
        """Whether a phrase names somebody by more than their office."""
        return any(m.country and not m.resolved for m in self.scene.actors_in(*span))

    def _nearest(self, span: Range) -> list[ActorMention]:
        """Whom "which" or "who" stands for where a name ends the words before it: "sanctions on Moscow, which …"."""
        end = bisect_left(self.scene.actor_starts, self.scene.tokens.end[span[1] - 1])
        if self.s.lower[span[1] : span[1] + 1] == ["that"] and self.s.lower[span[0] : span[1]].count("in"):
            return []  # "a bombing in Kabul that killed two": what happened there
        found = self.scene.actors[max(0, end - 1) : end]  # it may begin before: "his Polish counterpart, Andrzej Duda"
        if not found or found[-1].modifier or found[-1].end != self.scene.tokens.end[span[1] - 1]:
            return []
        if found[-1].preposition and found[-1].kind in _PLACES and self.s.lower[span[1]] == "that":
            return []  # "a war in Mali that has killed thousands": no country needs to be told which it is
        return self.with_earlier(found[-1:])

    def people(self, span: Range, k: int = -1) -> list[ActorMention]:
        """The actors that a noun phrase names: its head's, else those that describe it; `k` is its clause."""
        first, last = span
        found = self.scene.actors_in(first, last)
        if found and found[0].plural and found[0].resolved | (found[0].country is None):
            several = self._three(first) if of_three(self.s, first, last) else self.two(first, last)
            several = several or self._last_two(found[0])
            if several:
                return several
        if len(found) > _TWO and found[0].plural and found[0].sector == "GOV" and found[1].preposition == "from":
            several = listed(self.scene, found[1:])
            if len(several) > 1:
                return several  # "negotiators from Russia and Ukraine"
        if self.s.lower[last - 2 : last] == ["of", "them"] and not found:
            if self.s.lower[first] in _OF_PARTNERS and self.before.together:
                return list(self.before.together)  # "obliges each of them to help"
            if self.s.recent and not self._speaks(k):
                return list(self.before.senders)  # "the first of them reached the front"
        heads = [m for m in found if not m.modifier and self._free(m, first, k)]
        if len(heads) > 1 and self.scene.text[heads[-2].end : heads[-1].start] == " the ":
            heads = heads[-1:]  # "at the request of Germany and France the council met"
        if heads:
            # "…, the ministry said", "… arms Iran and Moscow sends troops": what stands before that is no list with it.
            set_off = k >= 0 and (self.groups[k].link == "," or self.s.lower[first - 1] == "and")
            return [self._owned(m, k) for m in (listed(self.scene, heads) if set_off else self.with_earlier(heads))]
        called = self._called(last) or self._called_only(first, last)
        if called:
            return called
        described = [
            m for m in found if (m.modifier and "origin" not in m.tags) or m.preposition in ("from", "of", "by")
        ]
        if described:
            return listed(self.scene, described)
        if k >= 0 and self.groups[k].link == "," and self.s.lower[first] in ("it", "he", "she", "they"):
            # "…, it added": whoever spoke before, not whom the words speak of.
            return list(self.focus)
        if of_two(self.s, first, last):
            return self.two(first, last)
        if of_three(self.s, first, last):
            return self._three(first)
        state = self._realm(first, last, k)
        if state is not None:
            return [state]
        other = self.rival(first, last)
        if other is not None:
            return [other]
        if last - first <= _SHORT and any(self.s.lower[i] in _PRONOUNS for i in range(first, min(last, first + 3))):
            return self._antecedent(first, k)
        if not found:
            return self._titled(first) or self._some(first, last)
        return found[:1] if found[0].preposition not in _PLACING and "origin" not in found[0].tags else []

    def _called(self, last: int) -> list[ActorMention]:
        """Whose name stands behind the phrase that ends at `last`: "the group known as M23"."""
        if self.s.lower[last : last + 2] != ["known", "as"] and self.s.lower[last : last + 1] != ["called"]:
            return []
        return [m for m in self.scene.actors_in(last, min(last + 4, self.s.end))[:1] if not m.modifier]

    def _called_only(self, first: int, last: int) -> list[ActorMention]:
        """Which "the group" and "the Iran-backed movement" is, or "the 15-nation body": the one that was named last."""
        if self.s.lower[first] not in ("the", "this"):
            return []
        if self.s.lower[last - 1] in _GROUPS:
            named = [m for m in self._earlier(first) if m.kind == "group" and m.actor.name and not m.modifier]
            near = [m for m in named if m in self._named(first)]
            return (near or (named if len({m.actor.name for m in named}) == 1 else []))[-1:]
        if self.s.lower[last - 1] in _FORUMS and any("-" in word for word in self.s.lower[first:last]):
            return [m for m in self._named(first) if m.kind == "organisation" and m.sector == "IGO"][-1:]
        return []

    def _some(self, first: int, last: int) -> list[ActorMention]:
        """Whom "many", "dozens" and "a few" are of: the people of whom the text spoke last, if it sent no arms."""
        if not _COUNTING.issuperset(self.s.lower[first:last]) or self.s.recent:
            return []
        return [m for m in self._named(first) if m.kind == "people" and m.plural and not m.preposition][-1:]

    def _speaks(self, k: int) -> bool:
        """Whether a clause says who speaks: "…, one of them warned"."""
        return k >= 0 and self.groups[k].link == ","

    def _titled(self, first: int) -> list[ActorMention]:
        """Whose name stands at `first` behind the office: "the spokesman for the ministry, Esmail Baghaei, said"."""
        if first - 1 <= self.s.begin or self.s.lower[first - 1] != "," or not self.s.word[first][0].isupper():
            return []
        end = self.scene.tokens.end[first - 2]
        before = self.scene.actors_in(self.s.begin, first - 1)[-1:]
        return [m for m in before if m.end == end and m.kind in _OFFICES]

    def two(self, first: int, last: int, apart: Collection[str | None] = ()) -> list[ActorMention]:
        """Whom "the two", "both neighbours" or "the two leaders" at `first` stands for, none of `apart`."""
        words = self.s.lower[first : min(last, first + 3)]
        if words[:1] != ["both"] and words[:2] != ["the", "two"] and not of_two(self.s, first, last):
            return []
        before = self._named(first) or self._heading()
        counted = [m for m in before if self._counted_two(m) and "generic" not in m.tags]
        if counted and not self.scene.actors_in(first, last) and last - first <= _TWO:
            return counted[-1:]  # "captured two soldiers … Both were wounded"
        persons = {m.country: m for m in before if m.kind in _PERSONS and m.sector == "GOV"}
        leaders = [m for country, m in persons.items() if country is not None and country not in apart]
        if self.scene.actors_in(first, last) and len(leaders) == _TWO:
            return leaders
        return self.before.parties.pair(before, self.scene.text, apart, self._earlier(first))

    def _heading(self) -> list[ActorMention]:
        """Those named in the headline of this text."""
        title = self.before.parties.scenes.get("title")
        return [] if title is None or title is self.scene else title.actors

    def _three(self, first: int) -> list[ActorMention]:
        """The last three of different countries that were listed before token `first`."""
        before = self._named(first)
        lists = [listed(self.scene, before[i:]) for i in range(len(before))]
        return next(
            (found for found in reversed(lists) if len({m.country for m in found}) == len(found) == _TWO + 1), []
        )

    def rival(self, first: int, last: int) -> ActorMention | None:
        """Whom "its neighbour" and "their old foe" at `first` stand for: the other party of the text."""
        if self.s.lower[first] not in ("its", "their", "his", "her"):
            return None
        if not any(word in RIVALS for word in self.s.lower[first + 1 : min(last, first + 4)]):
            return None
        own = {m.country for m in self._antecedent(first, -1) if m.country}
        own |= {m.country for g in self.groups if g.head < first for m in self._plainly(g) if m.country}
        if not own:
            return None
        return self.before.parties.opposite(self.scene, self.s, first, own) or self._next(first, own)

    def _next(self, first: int, own: Collection[str]) -> ActorMention | None:
        """Whom the words behind token `first` name next, none of `own`, as far as the sentence behind."""
        at = bisect_left(self.scene.actor_starts, self.scene.tokens.start[first])
        sentence = bisect_right(self.scene.spans, (self.scene.tokens.start[first], 1 << 60)) - 1
        behind = [m for m in self.scene.actors[at : at + _MOST] if m.sentence <= sentence + 1 and not m.resolved]
        return next((m for m in behind if m.country and m.country not in own), None)

    def _plainly(self, group: Group) -> list[ActorMention]:
        """The actors named in a clause's own subject."""
        return self.scene.actors_in(*group.subject) if group.subject is not None else []

    def _counted_two(self, mention: ActorMention) -> bool:
        """Whether a mention is one of two: "two North Korean soldiers"."""
        text = self.scene.text
        return text.endswith("two ", 0, mention.start) or text.startswith("two ", mention.start)

    def _last_two(self, those: ActorMention) -> list[ActorMention]:
        """The last two named, for "the two" in front of `those`."""
        words = self.scene.text[max(0, those.start - 12) : those.start].lower().split()
        both, two = words[-1:] == ["both"], words[-1:] == ["two"] and words[-2:-1] in _DEFINITE
        if not (both or two):
            return []
        at = self.scene.token_at(those.start)
        of_text = self.two(at - 1 if both else at - 2, at + 1)
        return of_text or antecedents("two", those.start, those.sentence, self.scene.actors)

    def _earlier(self, first: int) -> list[ActorMention]:
        """Those whom the text has named before token `first`, however far back."""
        stop = bisect_left(self.scene.actor_starts, self.scene.tokens.start[first])
        return self.scene.actors[max(0, stop - _FAR_BACK) : stop]

    def _named(self, first: int) -> list[ActorMention]:
        """Those named before token `first`, a few sentences back."""
        sentence = bisect_right(self.scene.spans, (self.scene.tokens.start[first], 1 << 60)) - 1
        stop = bisect_left(self.scene.actor_starts, self.scene.tokens.start[first])
        start = stop
        while start and self.scene.actors[start - 1].sentence >= sentence - _REACH and stop - start < _MOST:
            start -= 1
        return self.scene.actors[start:stop]

    def _realm(self, first: int, last: int, k: int) -> ActorMention | None:
        """The state that "the country" or "the kingdom" stands for as a subject."""
        if k < 0 or last - first != _TWO or self.s.lower[first] not in ("the", "this", "that"):
            return None
        sentence = bisect_right(self.scene.spans, (self.scene.tokens.start[first], 1 << 60)) - 1
        return realm(self.s.lower[last - 1], self._named(first), sentence)

    def _owned(self, mention: ActorMention, k: int) -> ActorMention:
        """As in "His army": of whoever was spoken of last."""
        i = self.scene.token_at(mention.start) - 1
        if not mention.resolved or i < self.s.begin or self.s.lower[i] not in ("his", "its", "their", "her"):
            return mention
        owners = self._antecedent(i, k)
        here = owners and owners[0].start >= self.scene.tokens.start[self.s.begin]
        country = owners[0].country if here else None
        return mention if country is None else replace(mention, actor=replace(mention.actor, country=country))

    def with_earlier(self, heads: list[ActorMention]) -> list[ActorMention]:
        """Those whom a list joins to the first of `heads`, before it and behind it."""
        found = listed(self.scene, heads)
        at = bisect_left(self.scene.actor_starts, heads[0].start) - 1
        limit = self.scene.tokens.start[self.s.begin]
        while at >= 0 and len(found) < _LONGEST_LIST:
            mention = self.scene.actors[at]
            gap = self.scene.text[mention.end : found[0].start]
            apart = mention.preposition in _PLACING and mention.preposition != "between"
            if mention.start < limit or gap not in _JOINTS or mention.modifier or apart:
                break
            found.insert(0, mention)
            at -= 1
        return found

    def _antecedent(self, at: int, k: int) -> list[ActorMention]:
        """Whom a pronoun stands for: the subject of a clause before it in its sentence, else those last spoken of."""
        if self.s.lower[at] in ("they", "their", "them") and k >= 0:
            several = self._several(at)
            if several:
                return several
        if self.s.lower[at] not in ("we", "i", "our", "my"):
            for j in range(k - 1, -1, -1):
                span = self.groups[j].subject
                if span is not None and span[1] <= at and (self.groups[j].link != "relative" or j == k - 1):
                    found = [m for m in self.scene.actors_in(*span) if not m.modifier and m.preposition not in _PLACING]
                    if found and self.s.lower[at] in _OF_ONE and (found[0].plural or found[0].kind in _NOBODY):
                        continue
                    several = self.with_earlier(found) if found else []
                    if self.s.lower[at] in ("it", "its") and (len(several) > 1 or (several and _police(several[0]))):
                        return []  # "police and border guards boarded the tanker, as its anchor had …"
                    if several:
                        return several
            if self.s.lower[at] in _OF_ONE:
                start = self.scene.tokens.start[at]
                sentence = bisect_right(self.scene.spans, (start, 1 << 60)) - 1
                found = antecedents("he", start, sentence, self.scene.actors)
                return list(self.focus) if not found or self._goes_on(found[0]) else found
        elif k >= 0:
            # "We will respond," said the general.
            for j in range(len(self.groups) - 1, -1, -1):
                group = self.groups[j]
                if (
                    j != k
                    and group.lemma in ("say", "tell", "add", "warn", "declare", "write")
                    and group.subject is not None
                ):
                    found = [m for m in self.scene.actors_in(*group.subject) if m.preposition not in _PLACING]
                    if found or self._somebody_else(group.subject):
                        return found[:1]
        if self.before.together and self.s.lower[at] in ("they", "their", "them") and not self._of_many():
            return list(self.before.together)
        return list(self.focus)

    def _somebody_else(self, speaker: Range) -> bool:
        """Whether who speaks is nobody that was named: "“We fled,” says the veteran"."""
        words = self.s.word[slice(*speaker)]
        return words[0].lower() in ("a", "an", "the", "one") and not any(word[0].isupper() for word in words[1:])

    def _goes_on(self, nearest: ActorMention) -> bool:
        """Whether "he" is still the person spoken of before, and not whom the last sentence named behind a preposition.

        As in "The envoy flew in. He met the president's guard. He left."
        """
        person = self.focus[0] if self.focus else None
        before = person is not None and person.kind in _PERSONS and not person.plural and len(self.focus) == 1
        return before and bool(nearest.preposition) and person is not None and person.start < nearest.start

    def _of_many(self) -> bool:
        """Whether those spoken of last are several by themselves."""
        return len(self.focus) > 1 or any(m.plural or m.kind in _MANY for m in self.focus)

    def _several(self, at: int) -> list[ActorMention]:
        """Whom "they" stands for in its sentence where its subjects are single: "Pakistan shot down two Indian jets
        after they crossed".
        """
        earlier = self.scene.actors_in(self.s.begin, at)
        if len(earlier) < _TWO or earlier[0].plural or earlier[0].kind in _MANY or len(listed(self.scene, earlier)) > 1:
            return []
        several = [m for m in earlier[1:] if m.country != earlier[0].country and self._many(m, at)]
        return several[-1:]

    def _many(self, mention: ActorMention, stop: int) -> bool:
        """Whether a mention is of several, or describes a plural: "two Indian jets"."""
        i = self.scene.token_at(mention.end)
        words = self.s.lower[i : min(i + 2, stop)] if mention.modifier else self.s.lower[i - 1 : i]
        return mention.plural or any(word.endswith(("s", "troops", "men")) and word != "'s" for word in words)

    def _free(self, mention: ActorMention, first: int, k: int) -> bool:
        """Whether no preposition within the phrase from `first` on makes a place of somebody.

        What leads to the phrase is no part of it: "the cover for soldiers whom Kyiv expects to fight", "sanctions on
        Iran for supplying drones".
        """
        leads = mention.preposition in _LEADING and self.s.lower[first - 1 : first] == [mention.preposition]
        return mention.preposition not in _PLACING or leads or self._leads_clause(mention, k)

    def _leads_clause(self, mention: ActorMention, k: int) -> bool:
        """Whether what looks like a subject's preposition leads its clause: "as Rwandan troops shelled the town"."""
        if not mention.preposition or k < 0:
            return False
        if mention.preposition == "with" and self.groups[k].form == ING:
            return True  # "…, with Chad accusing its neighbour"
        if self.groups[k].link != mention.preposition:
            return False
        at = self.scene.token_at(mention.start)
        if self.s.lower[at - 1] in ("a", "an"):
            return False  # "dressed as a policeman"
        return "same" not in self.s.lower[max(self.s.begin, at - _NEAR) : at]  # "in the same breath as Rabat's …"


_LEADING: Final = frozenset({"for", "on", "against"})
"""Prepositions that lead to those of whom a clause tells what they do."""


def _police(mention: ActorMention) -> bool:
    """Whether somebody is no "it", though a body: "police and border guards boarded a tanker"."""
    return mention.sector == "POL" and mention.kind == "force"


def listed(scene: Scene, mentions: list[ActorMention]) -> list[ActorMention]:
    """The first mention and those that a list joins to it: "Britain, France and Germany"."""
    if not mentions:
        return []
    found = [mentions[0]]
    for mention in mentions[1:]:
        gap = scene.text[found[-1].end : mention.start]
        if mention.possessive and not found[-1].possessive:
            break  # "Ethiopia, Eritrea's old rival"
        words = gap.lower().replace(",", " , ").split()
        if len(gap) > 24 or not _BETWEEN.issuperset(words) or (words and _JOINING.isdisjoint(words)):
            break
        if _same(found[-1], mention, gap):
            found[-1] = mention if mention.kind == "person" else found[-1]
        else:
            found.append(mention)
    return found


def _same(one: ActorMention, other: ActorMention, gap: str) -> bool:
    """Whether two mentions are of one person: "the official, Josep Borrell", "Kim Hong-kyun, the vice-minister"."""
    kinds = {one.kind, other.kind}
    return gap in _APPOSED and one.country == other.country and "person" in kinds and not kinds.isdisjoint(_OFFICES)
