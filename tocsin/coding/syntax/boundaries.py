"""Boundaries: where one clause ends and the next begins, and by which word."""

from typing import Final

from tocsin.coding.syntax.surroundings import lists_names, speaks
from tocsin.coding.syntax.verbs import Sentence, is_form, lemma_of
from tocsin.coding.text.grammar import (
    ADV,
    CLASSED,
    COORD,
    DET,
    GERUND,
    MARK,
    NUMBER,
    PREP,
    PRON,
    QUOTE,
    REL,
    SUBORD,
    THIRD,
    VERB,
)
from tocsin.coding.timex.words import lexicon

ADVERBIAL: Final = frozenset(
    """
        after before since while when once until till as because although though whereas if unless lest provided
        where whenever
        """.split()
)
GUISES: Final = frozenset("dressed disguised masked clad posing masquerading known described identified listed".split())
"""Words whose "as" tells what somebody looks like or is called: "gunmen dressed as soldiers stormed the bank"."""
_JOINING: Final = MARK | REL | SUBORD | COORD | ADV | PREP | DET | PRON
"""What a word must be one of to open a clause, or to end one."""
_HARD: Final = frozenset((";", ":", "—", "–", "--", "(", ")", "…", "..."))


def boundary_between(s: Sentence, left: int, right: int) -> tuple[int, str]:
    """The last word between two verbs that opens a clause: its index and what it is; (-1, "") if there is none."""
    opener = _opener(s, left, right)
    if opener is not None:
        return opener
    i = right - 1
    comma = -1
    while i >= left:
        f = s.words[i].flags
        if s.lower[i] == "case" and i > left and s.lower[i - 1] == "in" and s.lower[i + 1] != "of":
            return i, "if"  # "in case they must be evacuated"
        if not f & _JOINING:
            i -= 1
            continue
        w = s.lower[i]
        if w == ")" and i - 2 >= left and s.lower[i - 2] == "(":
            i -= 3  # "the African Union (AU) peacekeepers": the letters part nothing
            continue
        if w in _HARD or f & QUOTE:
            return i, w
        if f & REL and w not in ("that", "where"):
            return i, w
        if w == "that" and (i + 1 >= right or s.flag(i - 1) & MARK or not _demonstrative(s, i, right)):
            return i, w
        adverbial = w in ADVERBIAL and f & SUBORD
        if w in ("whether", "how", "why", "what") or (adverbial and not _as_preposition(s, i, right)):
            return i, w
        if w == "or" and i + 1 < right and s.lower[i + 1] in ("so", "more", "less", "fewer"):
            i -= 1
            continue
        if f & COORD and w in ("and", "but", "or", "yet", "nor"):
            if i == right - 1 or only_adverbs(s, i + 1, right):
                return i, w
            if w not in ("but", "yet") and _ends_list(s, i, left):
                if left > s.begin:
                    return -1, ""
                i -= 1
                continue
            if i > left and (s.lower[i - 1] == "," or w == "but"):
                return i, w
            if w == "and" and (behind := _pair_behind(s, i, left, right)) >= 0:
                return behind, s.lower[behind]
            if comma < 0 and _clausal_and(s, i, left, right):
                return i, w
        if w == "," and comma < 0:
            comma = i
            if only_adverbs(s, i + 1, right):
                return i, w
            if not _list_or_apposition(s, i, left, right):
                return i, w
        i -= 1
    return -1, ""


def _pair_behind(s: Sentence, i: int, left: int, right: int) -> int:
    """What opens a clause before those whom "and" joins at its head, or -1 where it joins nobody so.

    As in "…; Estonia and Latvia followed", "… and Oslo and Rome agreed", "While Oslo waited, the army and rebels fled",
    "…, the army and residents said", "… on Monday, Oslo, Rome and Bonn said".
    """
    if s.word[i - 1][0].isupper() and all(s.word[j][0].isupper() for j in range(i + 1, right)):
        at = i - 1
        while at > left and s.word[at][0].isupper():
            at -= 1
        if s.lower[at] in _HARD or s.lower[at] in ("and", "but"):
            return at
    comma = next((j for j in range(i - 1, left - 1, -1) if s.lower[j] == ","), -1)
    before = comma
    while (before := _comma_of_list(s, left, before)) >= 0:
        comma = before
    if not 0 <= comma < i - 1 or _singular(s, right) or not (_fronted(s, left) or _tell(s, comma, right)):
        return -1
    parted = any(_parts(s, j) for j in range(comma + 1, right) if j != i and s.lower[j] != ",")
    return -1 if parted else comma


def _comma_of_list(s: Sentence, left: int, comma: int) -> int:
    """The comma before the name that ends at one: "…, Sweden's, Norway's and Denmark's ministers", or -1."""
    name = comma - 1
    while name > left and (s.word[name][0].isupper() or s.lower[name] in _POSSESSIVE):
        name -= 1
    return name if left < name < comma - 1 and s.lower[name] == "," else -1


def _parts(s: Sentence, i: int) -> bool:
    """Whether a word parts what stands before it from what stands behind: no name does, nor a noun with its number."""
    if s.word[i][0].isupper() or s.words[i].flags & CLASSED or s.flag(i - 1) & (DET | NUMBER):
        return False
    return bool(s.words[i].flags & _NO_PHRASE)


def _tell(s: Sentence, comma: int, right: int) -> bool:
    """Whether those behind a comma, who are no further name of a list, are said to say something.

    As in "… on Friday, the army and residents said", "… at dawn, Oslo and Rome said"; but not "struck Mali, Chad and
    Niger said", where it is not told who speaks.
    """
    if not speaks(s, lemma_of(s, right, ~0)):
        return False
    named = s.word[comma + 1][0].isupper() and not s.flag(comma + 1) & DET
    return not named or s.word[comma - 1][0].islower() or comma - 1 in s.dated


def _fronted(s: Sentence, left: int) -> bool:
    """Whether the clause that ends before token `left` opens its sentence and hangs on what follows its comma."""
    opening = range(s.begin, min(s.begin + _LED, left))
    doing = s.lower[s.begin] == "having" or any(bits & GERUND for _, bits in s.words[s.begin].verbs)
    return doing or any(s.lower[j] in ADVERBIAL for j in opening)


_POSSESSIVE: Final = frozenset({"'s", "’s"})
_LED: Final = 4
"""Tokens in which a sentence says that it opens with such a clause: "Two days after"."""
_NO_PHRASE: Final = MARK | SUBORD | REL | VERB


def _opener(s: Sentence, left: int, right: int) -> tuple[int, str] | None:
    """The last word before a verb that opens a clause for it, commas notwithstanding: "which X, its leader, called"."""
    last = right - 1
    while last > left and s.words[last].flags & ADV and not s.words[last].flags & COORD:
        last -= 1
    if last > left and s.words[last].flags & COORD:
        # "… as baseless and described": the verb goes on from one before.
        return None
    for i in range(right - 1, left - 1, -1):
        f = s.words[i].flags
        if not f & _JOINING:
            continue
        w = s.lower[i]
        if w in _HARD or f & QUOTE:
            return None
        if w in ("who", "which", "whom", "whose", "whether", "how", "why", "what"):
            return i, w
        if w == "that" and (i + 1 >= right or s.flag(i - 1) & MARK or not _demonstrative(s, i, right)):
            return i, w
        if w in ADVERBIAL and not _as_preposition(s, i, right):
            return i, w
        if w == "but":
            return None
    return None


def only_adverbs(s: Sentence, a: int, b: int) -> bool:
    return all(s.words[i].flags & ADV for i in range(a, b))


def _demonstrative(s: Sentence, i: int, right: int) -> bool:
    """As in "that country said", "in May that year rebels shelled": it points at a noun, and opens no clause."""
    if s.lower[i + 1] in _TIMES and not any(s.grammar.cues.get(lemma) for lemma, _ in s.words[i - 1].verbs):
        return True
    return i + 2 == right and not s.word[i + 1][0].isupper() and s.flag(i - 1) & PREP != 0


_TIMES: Final = frozenset("year month week day night morning evening spring summer autumn winter decade".split())


def _as_preposition(s: Sentence, i: int, right: int) -> bool:
    """As in "after the attack, Russia said": the word governs a noun phrase that a comma ends, or stands by itself."""
    if s.lower[i] == "as" and ((i > s.begin and s.lower[i - 1] in GUISES) or s.lower[i + 1 : i + 3] in _BELONGING):
        return True
    if lists_names(s, i + 1, right):
        return False
    if s.lower[i] == "once" and (s.lower[i + 1] in ("more", "again", "a") or only_adverbs(s, i + 1, right)):
        return True  # "once again fired", "once again both have agreed"
    if s.lower[i] in ("if", "unless", "because", "although", "though", "while", "when", "whereas", "where", "once"):
        return False
    commas = [j for j in range(i + 1, right) if s.lower[j] == ","]
    if _of_time(s, i + 1, commas[-1] if commas else right):
        # "shares that had fallen since July 1998, rose", but "before the year is out"
        return s.lower[i + 1] != "the" or s.lower[right] not in _PASSES
    # A second comma right before the verb closes an apposition: "after two cables, one of them new, were cut".
    return bool(commas) and (len(commas) == 1 or not only_adverbs(s, commas[-1] + 1, right))


_BELONGING: Final = (["part", "of"], ["a", "part"], ["members", "of"], ["a", "member"])
"""Words behind the "as" of "soldiers serving there as part of a mission were killed"."""


def _of_time(s: Sentence, a: int, b: int) -> bool:
    """Whether the words from `a` to `b` are a time and nothing else: "July 1998", "the end of last year"."""
    known = lexicon()
    classes = [known.get(word, ("FIG" if word[0].isdigit() else "",))[0] for word in s.lower[a:b]]
    named = a in s.dated or not _NAMES_TIME.isdisjoint(classes)  # "since May"
    return named and _NAMES_TIME.union(_JOINS_TIME).issuperset(classes)


_PASSES: Final = frozenset("is was ends ended runs ran begins began starts started comes came".split())
"""What a time does where it is a subject."""
_NAMES_TIME: Final = frozenset(
    "MONTH MABBR WEEKDAY DAYPART SEASON UNIT UNITS FIG TODAY WEEKEND DECADE CLOCKWORD".split()
)
_JOINS_TIME: Final = frozenset("MAYBE THE OF LAST THIS NEXT EARLY MID END PRIOR SMALL TENS DOT ORD AMPM COMMA".split())


def _clausal_and(s: Sentence, i: int, left: int, right: int) -> bool:
    """Whether "and" begins a new clause: a verb stands right before it, or what is already the verb's complement.

    So do a verb with its particle, "the war drags on and the rebels march", and one with a name for its object where
    the next verb is in the singular: "Minsk arms Iran and Moscow sends troops".
    """
    joined = i == left + 1 and s.lower[left] not in _PARTICLES and not _singular(s, right)
    return left > s.begin and not (joined or _said_of_several(s, i, left) or _between(s, i, left))


def _said_of_several(s: Sentence, i: int, left: int) -> bool:
    """As in "said two men and a woman were killed": behind a verb that has no other object both are what is told of."""
    if not is_form(s, left - 1, _ONLY_SAYING):
        return False
    first = left + (s.lower[left] == "that")
    counted = s.flag(first) & (DET | CLASSED) or s.word[first][0].isupper()
    return bool(counted) and not any(s.words[j].flags & (MARK | PRON) or _acts(s, j) for j in range(first, i))


def _acts(s: Sentence, i: int) -> bool:
    return bool(s.words[i].flags & VERB) and not s.words[i].flags & CLASSED


_ONLY_SAYING: Final = frozenset({"say", "add", "insist", "believe", "think", "estimate"})


def _ends_list(s: Sentence, i: int, left: int) -> bool:
    """Whether "and" comes before the last of a list that is a subject: "Kenya, Uganda, and Ethiopia sent troops".

    Nothing is joined where no verb stands before; behind a verb of saying, what is said may begin with such a list.
    """
    if left == s.begin:
        return True
    commas = sum(s.lower[j] == "," for j in range(left, i)) + (s.lower[i - 1] != ",")
    says = any(s.grammar.cues.get(lemma) for lemma, _ in s.words[left - 1].verbs)
    return says and commas > 1 and not s.flag(left) & (PREP | MARK | ADV) and i - left <= _ITEM * commas


_ITEM: Final = 5
"""Tokens of an item of a list, with its comma."""


def _between(s: Sentence, i: int, left: int) -> bool:
    """Whether "and" joins the two of "between China and Japan"."""
    before = s.lower[left:i]
    return "between" in before and "and" not in before[before.index("between") :]


def _singular(s: Sentence, i: int) -> bool:
    """Whether a verb at `i` goes with one subject, not with two that "and" joins."""
    return s.lower[i] in ("is", "was", "has", "does") or any(bits & THIRD for _, bits in s.words[i].verbs)


_PARTICLES: Final = frozenset("on up down out off away back".split())


def _list_or_apposition(s: Sentence, i: int, left: int, right: int) -> bool:
    """Whether a comma only separates parts of one subject: "Britain, France and Germany", "Kim, a former general"."""
    if left > s.begin:
        if s.headline and s.lower[left - 1] in ("says", "say", "said") and i - left < _NAMES and right - i <= _NAMES:
            # "Rubio says India, Pakistan agree": headlines leave the "and" out
            return all(s.word[j][0].isupper() for j in (left, i + 1) if j < right)
        inside = range(left, i)
        if not any(s.lower[j] == "," for j in inside) and not s.flag(i + 1) & DET:
            return any(s.lower[j] == "and" for j in range(i + 1, right))
        return s.flag(i + 1) & DET != 0 and s.flag(right - 1) & MARK != 0
    return True


_NAMES: Final = 4
"""Tokens of a name that a headline lists: "South Korea", "Rapid Support Forces"."""


def opens_clause(s: Sentence, left: int, start: int) -> bool:
    """Whether a new clause's subject begins before `start`: a conjunction, "that" or a semicolon stands before it."""
    return any(s.flag(j) & (SUBORD | COORD) or s.lower[j] in (";", ":") for j in range(left, start))
