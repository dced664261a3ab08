"""Participial clauses: what a participle or a form in -ing describes, and the clause that it hangs on."""

from typing import Final

from tocsin.coding.syntax.boundaries import ADVERBIAL
from tocsin.coding.syntax.dependents import finite_before
from tocsin.coding.syntax.subjects import Range, last_phrase, noun_phrase
from tocsin.coding.syntax.surroundings import CHARGING, speaks
from tocsin.coding.syntax.valency import judged_for
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import ADV, COORD, DET, MARK, PREP, SUBJECT_PRON, SUBORD


def attach_participle(s: Sentence, groups: list[Group], k: int, left: int, pending: list[Range]) -> None:
    group = groups[k]
    before = s.flag(group.first - 1)
    word = s.lower[group.first - 1] if group.first > s.begin else ""
    i = group.first - 1
    while i > left and s.words[i].flags & ADV and not s.words[i].flags & (PREP | COORD):
        i -= 1
        before, word = s.flag(i), s.lower[i]
    if group.form == REDUCED and not before & (MARK | COORD | SUBORD):
        _attach_reduced(s, groups, k, left)
        return
    group.parent = k - 1
    if before & COORD and group.form == REDUCED and _joins_auxiliary(s, groups, k):
        return
    if before & COORD and k and groups[k - 1].form == group.form:
        group.link, group.parent, group.inherits = groups[k - 1].link, groups[k - 1].parent, k - 1
        group.subject = groups[k - 1].subject
        return
    if before & PREP or word in ADVERBIAL:
        group.link = word
        if word == "for" and k:
            group.subject = judged_for(s, groups[k - 1], i)
            if group.subject is not None:
                return
        if word == "of" and k and _accused(s, groups, k):
            return
        if word in ("of", "from", "into", "for", "against", "with") and k and _led_by_object(s, groups, k, i):
            return
    elif before & (MARK | COORD) or i < s.begin:
        group.link = "participle"
        if _charged_with_more(s, groups, k, i) or (word == "," and _on_charges(s, groups, k, (left, i))):
            return
        between = group.form == REDUCED or _between_commas(s, groups, k)
        if between and word == "," and i > s.begin and not any(g.form == FINITE for g in groups[:k]):
            # "The rebels, backed by Iran, seized …", "The ministers, meeting in Bonn, called …"
            group.subject = noun_phrase(s, s.begin, i)
            if group.subject is not None:
                pending.append(group.subject)
            return
        if between and word == "," and (span := _set_off(s, groups, k, (left, i))) is not None:
            group.subject = span
            pending.append(span)
            return
    else:
        group.link = "ing"
        if group.first > left and not _in_writing(s, groups, k):
            span = last_phrase(s, left, group.first)
            if span is not None:
                group.subject, group.link = span, "reduced"
                return
    if k:
        main = k - 1
        if group.link == "participle" and (found := finite_before(groups, k)) >= 0:
            main = found
        if group.lemma in _ASKING and groups[main].link == "that" and 0 <= groups[main].parent < main:
            main = groups[main].parent  # "denied that its men had crossed, accusing Chad of lies"
        if group.lemma in _DONE:
            charge = _charge_before(groups, k, main)
            main = charge if charge >= 0 else _over_time(s, groups, group, _told_of(s, groups, main))
        group.inherits = main
        group.parent = main


def _led_by_object(s: Sentence, groups: list[Group], k: int, end: int) -> bool:
    """Gives an act behind a preposition the object of the verb before: "accused the army, backed by Chad, of shelling".

    `end` is the token of the preposition; an aside may stand before it.
    """
    aside = k > 1 and s.lower[end - 1] == "," and groups[k - 1].form == REDUCED
    above, stop = (k - 2, groups[k - 1].first - 1) if aside else (k - 1, end)
    if not _controls(s, groups[above]):
        return False
    groups[k].subject, groups[k].parent = noun_phrase(s, groups[above].head + 1, stop), above
    return groups[k].subject is not None


def _told_of(s: Sentence, groups: list[Group], k: int) -> int:
    """The clause before one that only tells who says it: "rebels took the base, activists said, killing nine"."""
    said = s.grammar.cues.get(groups[k].lemma) in ("report", "allege") and groups[k].link == ","
    told = finite_before(groups, k) if said else -1
    return told if told >= 0 else k


def _over_time(s: Sentence, groups: list[Group], group: Group, k: int) -> int:
    """The clause above one of time: "was shot down as it prepared to land, killing four" kills by being shot down."""
    span = groups[k].subject if group.lemma in _HURTING and groups[k].link in _MEANWHILE else None
    if span is None or not s.flag(span[0]) & SUBJECT_PRON or groups[k].lemma in _DONE | _HITTING:
        return k
    above = finite_before(groups, k)
    return above if above >= 0 and groups[above].lemma in _DONE | _HITTING else k


_HURTING: Final = frozenset({"kill", "wound", "injure"})
_MEANWHILE: Final = frozenset({"as", "while", "when"})
_HITTING: Final = frozenset({"hit", "strike", "attack", "ambush", "down", "explode", "blow", "fire", "target", "ram"})


def _charge_before(groups: list[Group], k: int, main: int) -> int:
    """The deed that clause `main` accuses somebody of before participle `k`, or -1.

    As in "accused Chad of shelling a post, killing two": whoever is accused has killed them, not he who says so.
    """
    return next((j for j in range(k - 1, main, -1) if groups[j].link in _CHARGED_WITH and groups[j].parent == main), -1)


_CHARGED_WITH: Final = frozenset({"of", "for", "with"})
_DONE: Final = frozenset(
    """
    kill wound injure slay execute behead massacre shoot stab hack burn torch loot raze destroy damage demolish level
    seize capture take abduct kidnap carry drag force displace leave set drive push arrest detain free
    shell bomb bombard rape torture
    """.split()
)
"""What those do of whom somebody tells, and hardly he who tells it."""


def _attach_reduced(s: Sentence, groups: list[Group], k: int, left: int) -> None:
    """A participle behind the noun that it describes, or that a headline tells of."""
    group = groups[k]
    group.link = "reduced"
    group.parent = -1
    whom = groups[k - 1].antecedent if k and all(above.link == "relative" for above in groups[:k]) else None
    if s.headline and whom is not None and _ends_phrase(s, groups, k):
        group.subject = whom  # "Editor who covered cartels shot dead in Tepic"
    elif s.headline and k and _is_told(s, groups, k):
        group.link, group.parent = "zero", k - 1
        group.subject = noun_phrase(s, groups[k - 1].head + 1, group.first)
    elif s.headline and _tells_headline(s, groups, k):
        group.subject = noun_phrase(s, _opening(s, group.first), group.first)
    elif left < group.first:
        group.subject = last_phrase(s, left, group.first)
    if group.subject is None and k:
        group.inherits = k - 1


def _on_charges(s: Sentence, groups: list[Group], k: int, before: Range) -> bool:
    """Gives a participle behind a comma those of whom it tells, if the clause before catches or frees them; whether.

    As in "caught the general, charged with murder, at an inn", "freed a reporter, arrested on Monday".
    """
    group = groups[k]
    if not k or group.form != REDUCED or group.lemma not in _ON_CHARGES | _CAUGHT:
        return False
    whom = last_phrase(s, *before)
    if group.lemma in _CAUGHT and (groups[k - 1].passive or not _is_of_people(s, whom, groups[k - 1])):
        return False
    group.subject, group.parent = whom, k - 1
    return True


def _is_of_people(s: Sentence, span: Range | None, above: Group) -> bool:
    """Whether people are named between a verb and what stands right behind them."""
    if span is None or span[0] <= above.head:
        return False
    return any(not _HUMAN.isdisjoint(s.grammar.classes.get(s.lower[i], ())) for i in range(*span))


_ON_CHARGES: Final = frozenset("charge want accuse suspect indict convict sentence".split())
_CAUGHT: Final = frozenset("arrest detain jail imprison capture kidnap abduct seize hold kill wound injure".split())
"""What is told of people behind a comma, and hardly of who arrests, frees or buries them."""
_HUMAN: Final = frozenset({"people", "troops", "captives", "citizens", "notables", "helpers", "crews", "dissidents"})


def _tells_headline(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether a participle is what a headline tells, so that all before it is what it is done to.

    As in "Cable between Riga and Oslo cut", "Cable linking Riga and Oslo severed, minister says".
    """
    return _ends_phrase(s, groups, k) and all(group.form == ING for group in groups[:k])


def _is_told(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "UN says hospital hit by air strike", "Iran says two pilots captured": a headline leaves "was" out."""
    said = groups[k - 1]
    return said.form == FINITE and not said.passive and speaks(s, said.lemma) and _ends_phrase(s, groups, k)


def _ends_phrase(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether no verb stands behind participle `k`, or one behind a mark."""
    behind = groups[k + 1].first if k + 1 < len(groups) else s.end
    return behind == s.end or any(s.words[i].flags & MARK for i in range(groups[k].head + 1, behind))


def _opening(s: Sentence, end: int) -> int:
    """Where what a headline tells before `end` begins: behind its last mark."""
    return next((i + 1 for i in range(end - 1, s.begin, -1) if s.words[i].flags & MARK), s.begin)


def _between_commas(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether what a participle tells ends with a comma right before the verb of whom it describes."""
    if groups[k].lemma == "include":
        return False
    behind = next((group for group in groups[k + 1 :] if group.form != INFINITIVE), None)
    return behind is not None and behind.form == FINITE and s.lower[behind.first - 1] == ","


def _in_writing(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "sent a letter to the general demanding a halt": who writes it demands, not who gets it."""
    words = s.lower[groups[k - 1].head + 1 : groups[k].first - 1] if k else ()
    if s.lower[groups[k].first - 1] in _WRITINGS:
        return False  # "adopted a resolution calling on Tehran to answer"
    return groups[k].lemma in _ASKING and not _WRITINGS.isdisjoint(words)


_ASKING: Final = frozenset(
    "demand urge ask request call warn accuse threaten condemn protest propose announce claim say deny confirm".split()
)

_WRITINGS: Final = frozenset("letter letters note message telegram statement resolution ultimatum".split())


def _set_off(s: Sentence, groups: list[Group], k: int, before: Range) -> Range | None:
    """Whom participle `k` describes between commas: "it came after troops, sent from Russia, encircled the town".

    So too behind a report: "said the men, thought to be rebels, had fled".
    """
    left, comma = before
    behind = next((group for group in groups[k + 1 :] if group.form == FINITE), None)
    if behind is None or s.lower[behind.first - 1] != ",":
        return None
    opener = next((j for j in range(comma - 1, left, -1) if s.lower[j] in ADVERBIAL), -1)
    if opener < 0 and k and speaks(s, groups[k - 1].lemma):
        said = s.lower[left] == "that"
        opener = left if said else left - 1 if s.words[left].flags & DET or s.word[left][0].isupper() else -1
    return noun_phrase(s, opener + 1, comma) if opener >= 0 and "," not in s.lower[opener + 1 : comma] else None


def _joins_auxiliary(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "has left the town and blown up the bridge", "may be led out and shot": one auxiliary for two."""
    group, found = groups[k], finite_before(groups, k)
    if found < 0:
        return False
    joined = groups[found]
    by = s.lower[group.head + 1 : group.head + 2] == ["by"]
    if not (bool(joined.modal) if joined.passive else joined.perfect and not by):
        return False
    group.form, group.link, group.inherits, group.parent = FINITE, joined.link, found, joined.parent
    group.passive, group.perfect, group.past, group.modal = joined.passive, joined.perfect, joined.past, joined.modal
    return True


def _controls(s: Sentence, governor: Group) -> bool:
    return governor.lemma in s.grammar.object_control and not governor.passive


def _accused(s: Sentence, groups: list[Group], k: int) -> bool:
    """Gives what somebody is accused of its subject; whether anybody is."""
    group = groups[k]
    group.subject = _described(s, groups, k)
    if group.subject is not None:
        group.parent = k - 2
        return True
    group.subject = _of_whom(s, groups[k - 1])
    return group.subject is not None


def _charged_with_more(s: Sentence, groups: list[Group], k: int, end: int) -> bool:
    """As in "accused the army of murder, burning homes and looting": they are whose deed it is; whether it is so.

    Behind a comma it may as well be what the accuser does: "accused the army of murder, recalling its envoy".
    """
    group, governor = groups[k], groups[k - 1] if k else groups[k]
    if group.form != ING or governor.lemma not in CHARGING or (s.lower[end] == "," and group.lemma not in _DONE):
        return False
    of = next((i for i in range(governor.head + 1, end) if s.lower[i] == "of"), -1)
    charged = governor.subject if governor.passive else noun_phrase(s, governor.head + 1, of)
    if of < 0 or charged is None:
        return False
    group.subject, group.link = charged, "of"
    return True


def _described(s: Sentence, groups: list[Group], k: int) -> Range | None:
    """Whom a relative clause describes before what they are accused of: "accused the men it is fighting of robbery"."""
    if k == 1:
        return None
    above, between = groups[k - 2], groups[k - 1]
    whom = between.antecedent if between.link == "relative" and _controls(s, above) else None
    return whom if whom is not None and whom[0] > above.head else None


def _of_whom(s: Sentence, governor: Group) -> Range | None:
    """Who did what others think of them: "people whom it accuses of aiding the North", "a ship suspected of spying"."""
    if governor.passive and governor.lemma in s.grammar.object_control:
        return governor.subject
    whom = governor.link == "relative" and governor.subject != governor.antecedent and _controls(s, governor)
    return governor.antecedent if whom else None
