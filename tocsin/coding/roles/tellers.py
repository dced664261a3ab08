"""Tellers: the clause that says who tells what another clause tells: above it, set off within it, or behind it."""

from typing import Final

from tocsin.coding.roles.references import References
from tocsin.coding.syntax.modality import chain
from tocsin.coding.syntax.subjects import SPOKEN, subject_of
from tocsin.coding.syntax.verbs import FINITE, ING, Group, Sentence
from tocsin.coding.text.grammar import MARK, QUOTE, TO

_TELLING: Final = frozenset({"report", "allege"})
_CITING: Final = _TELLING | {"warn"}


def teller(s: Sentence, groups: list[Group], k: int) -> int:
    """The clause whose subject says what clause `k` tells, or -1 where nobody is cited for it."""
    for parent in chain(groups, k)[:1]:
        lemma = groups[parent].lemma
        if groups[k].link == "ing":
            return -1  # "considers arming the rebels"
        if lemma in _RULING and groups[k].link == "that":
            return parent
        return parent if lemma in SPOKEN or s.grammar.cues.get(lemma) in _CITING else -1
    found = trailing(s, groups, k)
    if found is None:
        found = leading(s, groups, k)
    return -1 if found is None else found


_RULING: Final = frozenset({"rule", "hold", "decree", "declare"})
"""Verbs by which a court says so: "ruled that the sales broke the law"."""


def leading(s: Sentence, groups: list[Group], k: int) -> int | None:
    """The verb of saying before the quotation that clause `k` stands in: 'The army stated: "Rebels fired …"'."""
    first = groups[k].first
    quoted = first if s.words[first].flags & QUOTE else first - 1  # 'The answer was short: "Lies."'
    opening = next((i for i in range(quoted, s.begin + 1, -1) if s.words[i].flags & QUOTE), -1)
    if opening < 0 or s.lower[opening - 1] not in (":", ","):
        return None
    before = (j for j in range(k - 1, -1, -1) if groups[j].head < opening)
    said = next((j for j in before if groups[j].form == FINITE), None)
    if said is None or _speaks(s, groups[said]):
        return said
    return said if s.lower[opening - 1] == ":" else None  # 'The envoy dared them to try it: "It would mean war."'


def trailing(s: Sentence, groups: list[Group], k: int) -> int | None:
    """A verb of saying behind what is said, or set off within it: "…, the ministry said".

    Of two the nearer one says it: "…, the envoy said on Monday, the state news agency reported".
    """
    behind = next((j for j in range(k + 1, len(groups)) if _says_behind(s, groups, j, k)), None)
    if behind is not None or k <= 0 or groups[k - 1].form != FINITE or not _speaks(s, groups[k - 1]):
        return behind
    return k - 1 if _within(s, groups[k - 1], groups[k]) else None


def _says_behind(s: Sentence, groups: list[Group], j: int, k: int) -> bool:
    """Whether clause `j` says at its end what clause `k` before it tells."""
    group = groups[j]
    if group.form != FINITE or not _speaks(s, group):
        return False
    if group.late_subject:
        return True
    if group.stop - group.head > _SAID or any(g.parent == j and g.form != ING for g in groups[j + 1 :]):
        return False
    span = subject_of(groups, j)
    return span is not None and groups[k].head < span[0] and s.lower[span[0] - 1] in _SET_OFF


_SAID: Final = 14
"""Tokens behind a verb of saying in which it is told when and to whom."""
_SET_OFF: Final = frozenset({",", '"', "”", "—"})
"""Marks before whoever says what stands before them."""


def headed_by(s: Sentence) -> tuple[int, int] | None:
    """The tokens of whom a headline sets before its colon, as who tells it: "Straw: a strike would be folly"."""
    if not s.headline:
        return None
    colon = next((i for i in range(s.begin + 1, min(s.end, s.begin + _NAME)) if s.lower[i] == ":"), -1)
    return (s.begin, colon) if colon > 0 and not any(s.flag(i) & (TO | MARK) for i in range(s.begin, colon)) else None


_SITES: Final = frozenset({"in", "at"})
_NAME: Final = 7
"""Tokens within which a headline's speaker and its colon stand."""


def telling(s: Sentence, groups: list[Group], roles: References) -> frozenset[int]:
    """Where those begin who only tell what the sentence is about: the subjects of its verbs of saying.

    So does whom a headline sets before or behind its colon: "Seoul: nine soldiers killed".
    """
    found: set[int] = set()
    for k, group in enumerate(groups):
        tells = s.grammar.cues.get(group.lemma) in _TELLING or _speaks_of(s, group)
        if tells and group.form == "finite" and not group.passive:
            found.update(mention.start for mention in roles.subject(k))
            first, last = subject_of(groups, k) or (0, 0)
            site = next((i for i in range(first, last) if s.lower[i] in _SITES), last)
            found.update(m.start for m in roles.scene.actors_in(site, last))  # "officials in Seoul and Washington said"
    for heading in (headed_by(s), s.signed):
        if heading is None:
            continue
        found |= {m.start for m in roles.scene.actors_in(*heading)}
    return frozenset(found)


def _speaks_of(s: Sentence, group: Group) -> bool:
    """As in "spoke of 3,000 dead"."""
    return group.lemma in ("speak", "tell", "talk") and s.lower[group.head + 1 : group.head + 2] == ["of"]


def _speaks(s: Sentence, group: Group) -> bool:
    return s.grammar.cues.get(group.lemma) in _TELLING or group.lemma in SPOKEN


def _within(s: Sentence, group: Group, told: Group) -> bool:
    """As in "Any such ship, the admiral said, would be sunk": the speaker stands within what is said.

    So it does behind its verb: "If they attack, replied the admiral, there will be consequences".
    """
    if told.subject is None or group.subject is None:
        return False
    if group.late_subject:
        return s.lower[group.first - 1] == "," and group.first > s.begin and s.lower[group.subject[1]] == ","
    if told.subject[1] > group.first and told.subject[0] != group.head + 2:
        return False
    return s.lower[group.head + 1] == "," and s.lower[group.subject[0] - 1] == ","
