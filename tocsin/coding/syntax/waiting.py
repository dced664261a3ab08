"""Waiting: subjects that another clause parts from their finite verb: "The soldiers sent to Kursk attacked"."""

from typing import Final

from tocsin.coding.syntax.boundaries import ADVERBIAL
from tocsin.coding.syntax.hanging import hung_at, hung_before, is_embedded
from tocsin.coding.syntax.intents import INTENTS
from tocsin.coding.syntax.speakers import may_speak
from tocsin.coding.syntax.subjects import Range, last_phrase, noun_phrase, says_that
from tocsin.coding.syntax.surroundings import speaks
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import ADV, COORD, DET, MARK, PREP, REL, SUBJECT_PRON, SUBORD

TOLD: Final = frozenset("claims reports allegations accusations charges rumours rumors suggestions fears".split())
"""Nouns that say what is told behind them, "that" or no "that"."""
BETWEEN: Final = COORD | REL | MARK | SUBORD
"""What a word must be one of to stand between two clauses."""


def waiting(s: Sentence, pending: list[Range], mark: str) -> Range:
    """The subject that waits for its verb, as in "Iran, which arms rebels who fired, denied": the one set off."""
    opened = [n for n, span in enumerate(pending) if s.lower[span[1] : span[1] + 1] == [","]]
    if mark == "," and opened:
        del pending[opened[-1] + 1 :]
    return pending.pop()


def behind_pronoun(s: Sentence, groups: list[Group], k: int, left: int) -> bool:
    """Whether a verb has its pronoun right before it: "said on Tuesday it had ordered", "weapons it has supplied"."""
    group, pronoun = groups[k], groups[k].first - 1
    if pronoun < left or not s.flag(pronoun) & SUBJECT_PRON or s.lower[pronoun] == "there":
        return False
    at_once = pronoun == left  # "Mali, which denies it has sent troops, …"
    above = groups[k - 1]
    if at_once and not (above.link == "relative" and (above.lemma == "deny" or speaks(s, above.lemma))):
        return False
    group.subject = (pronoun, group.first)
    if at_once or (speaks(s, above.lemma) and (says_that(s, pronoun) or _says_where(s, above.head + 1, pronoun))):
        group.link, group.parent = "zero", k - 1
    elif s.lower[pronoun - 1] in TOLD:
        group.link, group.parent = "that", k - 1  # "denied reports it had sent troops"
    else:
        group.link, group.antecedent = "relative", last_phrase(s, left, pronoun)
    return True


def _told_to_do(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether no more than what somebody is "sent to do" or is "trying to do" stands between him and his verb."""
    doing, told = groups[k - 1], groups[k - 2]
    described = told.form == REDUCED or (told.form == ING and told.link == "reduced")
    if doing.form != INFINITIVE or doing.parent != k - 2 or not described or not told.subject:
        return False
    speaking = speaks(s, doing.lemma) or doing.lemma in s.grammar.cues or s.flag(groups[k].first - 1) & SUBJECT_PRON
    if speaking or any(g.form == FINITE for g in groups[: k - 2]):
        return False
    between = range(doing.head + 1, groups[k].first)
    return not any(s.words[i].flags & BETWEEN and not s.words[i].flags & PREP for i in between)


def _says_where(s: Sentence, start: int, stop: int) -> bool:
    """Whether all that stands between a verb of saying and a pronoun is where it was said: "said on Twitter it had"."""
    if not s.flag(start) & PREP or stop - start > SAID_WHERE:
        return False
    return not any(s.words[i].flags & BETWEEN for i in range(start, stop))


SAID_WHERE: Final = 6
"""Tokens that a place where something is said takes at most."""


def behind_clause(s: Sentence, groups: list[Group], k: int, pending: list[Range], left: int) -> bool:
    """Gives a verb the subject that was named before the clause between them; whether there is one."""
    group, before = groups[k], groups[k - 1]
    described = before.form in (REDUCED, ING) and before.subject
    if described and not (_fresh(s, left, group.first) and not _takes_object(s, before)):
        # "The soldiers sent to Kursk attacked": what the participle describes is the subject.
        group.subject = before.subject
        group.link, group.parent = hung_before(s, groups, k - 1)
        return True
    if k > 1 and _told_to_do(s, groups, k):
        # "Farmers forced to leave their fields sued": they are whom the participle describes.
        group.subject = groups[k - 2].subject
        group.link, group.parent = hung_before(s, groups, k - 2)
        return True
    if k > 1 and before.lemma == "be" and before.form == INFINITIVE and before.parent == k - 2:
        guise = groups[k - 2]
        if _takes_object(s, guise) and guise.subject:
            group.subject = guise.subject  # "Gunmen pretending to be soldiers attacked"
            return True
    if pending and (is_embedded(s, groups, k - 1) or _sent_to(groups, k)):
        # "The men who attacked Kyiv fled": the noun before the verb, if any, is the other one's object.
        group.subject = pending.pop()
        group.link, group.parent = hung_at(s, groups, k)
        return True
    return False


def _sent_to(groups: list[Group], k: int) -> bool:
    """As in "The troops that were sent to carry it out left": what they were sent for stands between."""
    doing, told = groups[k - 1], groups[k - 2]
    return k > 1 and doing.form == INFINITIVE and doing.parent == k - 2 and told.link == "relative" and told.passive


def set_off(
    s: Sentence, groups: list[Group], k: int, mark: str, *, left: int, boundary: int, pending: list[Range]
) -> None:
    """As in "Jets in Syria, where troops are based, struck": who stands before the clause set off waits for a verb."""
    if mark not in ADVERBIAL or boundary <= left or s.lower[boundary - 1] != ",":
        return
    led_in = s.flag(left) & (PREP | SUBORD | ADV) and not s.flag(left) & DET
    if led_in or any(g.form == FINITE for g in groups[:k]):
        return
    waiting = noun_phrase(s, left, boundary - 1)
    if waiting is not None:
        pending.append(waiting)


def waits_before(s: Sentence, groups: list[Group], k: int) -> bool:
    """Gives a verb the subject that stands before what an infinitive or an -ing tells of it; whether there is one."""
    group, before = groups[k], groups[k - 1]
    if k == 1 and before.form == INFINITIVE and before.subject and not before.modal:
        # "The offensive to retake the town began": what the infinitive tells of is the subject.
        group.subject, before.subject = before.subject, None
        return True
    if k == 1 and _about_doing(s, before):
        # "Talks on sending tanks go on": what they are on is no part of the subject.
        group.subject = noun_phrase(s, s.begin, before.first - 1)
        return group.subject is not None
    if k > 1 and before.form == INFINITIVE and s.lower[before.first - 1] in INTENTS:
        # "said that its plan to send shells had failed": the plan is the subject, what it tells of no part of it.
        opening = groups[k - 2].head + 1
        group.subject = last_phrase(s, opening + (s.lower[opening] == "that"), before.first)
        group.link, group.parent = hung_at(s, groups, k)
        before.subject = None
        return True
    return False


def _about_doing(s: Sentence, group: Group) -> bool:
    """As in "the debate about deploying soldiers": a preposition hangs an act on the noun that opens the sentence."""
    return group.form == ING and group.first - 1 > s.begin and s.lower[group.first - 1] == group.link != "by"


def _fresh(s: Sentence, left: int, right: int) -> bool:
    """Whether a subject of its own stands between a participle and a verb: no preposition leads the stretch."""
    return right > left and not s.flag(left) & (PREP | ADV)


def _takes_object(s: Sentence, group: Group) -> bool:
    """As in "gunmen riding motorcycles attacked": the noun behind a form in -ing that describes another is its own."""
    return group.form == ING and group.link == "reduced" and not may_speak(s, group)
