"""The tense of the clause around a time expression, which decides whether "Monday" is past or to come."""

import re
from typing import Final, Literal

from tocsin.coding.timex.occasions import convened, struck

Tense = Literal["past", "future", "present", ""]

_REACH: Final = 120
"""Code points looked at on either side: a clause is seldom longer."""

_OPENING_WORDS: Final = 3
"""An expression with no more words before it than this opens its clause ("in early March the court …")."""

_WORD: Final = re.compile(
    r"\s*+([^\W\d_]+(?:-[^\W\d_]++(?<!ed))*(?:['’][a-z]+)?|\d+|[;:,()\"“”]|(?<=\s)[-–—]{1,2}(?=\s))"
)

_PAST: Final = frozenset(
    """
    said told went came took gave made met saw left held began broke brought built bought caught chose drew drove fell
    felt flew found fought got grew heard hit kept killed knew laid led lay lost meant paid put ran rose sank sat sent
    sold shot shut spoke spent stood stole struck swore taught thought threw understood won wore wrote became blew bore
    dealt dug fled forbade froze hid hung lent lit rode rang sang shook slid slept spread sped swept swam woke withdrew
    overthrew frozen broken chosen driven drawn grown hidden risen spoken stolen sworn torn worn forgotten forbidden
    beaten fed sung sunk bound caught set done taken given seen gone written begun fallen known shown thrown
    """.split()
)
_AUXILIARIES: Final = frozenset({"was", "were", "had", "did", "has", "have", "having", "been"})
_PRESENT: Final = frozenset(
    "stays remains holds takes leaves addresses decides debates elects celebrates travels hosts flies follows sits"
    " gathers gather assembles assemble lands reaches shuts"
    " departs joins is are am meet meets hold goes go comes faces await awaits returns arrives heads"
    " votes".split()
)
_DUE: Final = frozenset(
    "begins starts opens reopens ends closes resume resumes convene convenes commences expire expires lapse"
    " lapses".split()
)
"""Verbs whose present tells what is to come, in months too."""
_BEGINNING: Final = frozenset({"begin", "start", "open", "end", "close"})
"""Verbs of what is to come as well, right behind a plural: elsewhere they are nouns and infinitives."""
_OF_PERSONS: Final = frozenset({"visits", "tours", "receives", "sees", "rejoins"})
"""Verbs in the present that are nouns as well, or tell what is so: they count right behind a name."""
_PRETERITE: Final = frozenset({"did", "not", "didn't", "didn’t"})
MODALS: Final = frozenset(
    "will won't won’t shall would could might may can must should cannot wouldn't shouldn't".split()
)
_AWAITED: Final = frozenset(
    "scheduled due expected slated planned payable upcoming plan plans planning poised ready likely".split()
)
_BOUNDS: Final = frozenset(
    "that which who whom where when while after before because but if although though since unless"
    ' ; : , ( ) " “ ” - – — --'.split()
)
_LEADING: Final = frozenset({"before", "after", "since"})
"""Bounds that lead to a time as well as to a clause."""
_INTENDING: Final = tuple(
    "agree chos choos decid expect vow promis order schedul prepar intend hop want need propos pledg offer"
    " ask urg call aim seek sought invit instruct demand requir oblig arrang commit remain"
    " vot".split()
)
"""Beginnings of verbs and nouns whose infinitive lies ahead of them."""
_INTENTIONS: Final = frozenset(
    "set ready about due going likely told deal goal decision deadline bid effort efforts move plan plans"
    " planned planning try tries trying"
    " time way day date deadline until able".split()
)
_REFUSED: Final = frozenset({"refused", "refusing", "declined", "failed"})
_OBLIGING: Final = frozenset({"has", "have", "had", "is", "are", "was", "were"})
"""Verbs that tell of what is to come only right before "to": "has to go"."""
_NOT_VERBS: Final = frozenset(
    "need speed hundred indeed feed breed seed weed bed red shed wed succeed exceed proceed unprecedented sacred naked"
    " wicked embed united infrared allied unchanged undisclosed unspecified unidentified unconfirmed unarmed unfinished"
    " unsolved unresolved unexpected unwanted unaffected uninterrupted undisputed undecided unlimited unmanned"
    " uninhabited unpaid unused".split()
)
_PREFIXES: Final = ("re-", "co-", "pre-", "-", "–", "—")
"""What a verb may begin with that has a hyphen: "re-elected"; and the dashes themselves."""
_NOUNS_BEFORE: Final = frozenset(
    "a an the its their his her of still our behind with by from for in on at under against into over".split()
)
"""Words that a noun group follows, in which a participle is an adjective: "behind closed doors"."""
_IF: Final = frozenset({"if", "If", "unless", "Unless", "until", "once"})
_NOT_INFINITIVES: Final = frozenset(
    "the a an its their his her this that these those it them him us me you reporters power work court date death peace"
    " war end year and or one two three about more some all any many most both such what which".split()
)


def tense(text: str, sentence: tuple[int, int], start: int, end: int) -> Tense:
    """Whether the clause of `text[start:end]` tells of past, present or future; nothing where it has no finite verb.

    The nearest verb before the expression in its clause decides. Where there is none, an expression that opens its
    clause looks behind itself first, any other at the clauses before it first.
    """
    words = _WORD.findall(text, max(sentence[0], start - _REACH), start)
    if convened(words):
        return "future"
    if struck(words):
        return "past"
    at = len(words) - 1
    at -= at >= 0 and words[at] in _LEADING  # "will be over before winter"
    while at >= 0 and words[at] not in _BOUNDS:
        if found := _verb(words, at):
            return found
        at -= 1
    if len(words) - 1 - at > _OPENING_WORDS:
        return _before(words, at) or _behind(text, sentence, end)
    return _behind(text, sentence, end) or _before(words, at)


def _before(words: list[str], at: int) -> Tense:
    return next((found for n in range(at - 1, -1, -1) if (found := _verb(words, n))), "")


def _behind(text: str, sentence: tuple[int, int], end: int) -> Tense:
    """The tense of the first verb behind the expression in its clause; a comma right behind it does not end that.

    Behind a comma what is put in between may come first: "In January, a week after the vote, the army …".
    """
    words = _WORD.findall(text, end, min(sentence[1], end + _REACH))
    put_in = words[:1] == [","]
    for n, word in enumerate(words):
        if found := _verb(words, n):
            return found
        if n and word in _BOUNDS and not (put_in and word in ("after", "before", ",")):
            break
    return ""


def _verb(words: list[str], at: int) -> Tense:
    """The tense of the verb that `words[at]` is part of, nothing if it is no verb."""
    word = words[at]
    if word.endswith(("'ll", "’ll")) or (word.endswith(("'d", "’d")) and not _had(words, at + 1)):
        return "future"
    if "-" in word and not word.startswith(_PREFIXES):
        return ""  # "the go-ahead", "a war-torn town"
    if word in MODALS:
        if words[at + 1 : at + 2] == ["have"] or (word in ("could", "couldn't") and _denied(words, at)):
            return "past" if word != "will" else "future"
        return "future"
    if word in _PAST or (
        word[-2:] == "ed" and len(word) > 3 and word not in _NOT_VERBS and (not at or word[0].islower())
    ):
        return _participle(words, at)
    if word in _AUXILIARIES:
        if word in ("was", "were") and words[at + 1 : at + 2] == ["to"]:
            return "past" if "had" in words[:at] else "future"  # "had come for a show that was to open on Friday"
        before = words[at - 1] if at else ""
        return "" if before == "to" else "future" if before == "will" else "past"
    if word in _DUE or word in _PRESENT:
        before = words[at - 1] if at else ""
        if before == "to" or before in _PRETERITE:
            return ""  # of "to meet" the "to" tells, of "did not go" the "did"
        return "future" if word in _DUE or before in MODALS else "present"
    if (
        word in _BEGINNING
        and at
        and (
            (words[at - 1].endswith("s") and words[at - 1].islower())
            or (at > 1 and words[at - 2] == "and" and words[at - 1][0].isupper())
        )
    ):
        return "future"  # "the talks begin on Monday", "Oman and Qatar start on Friday"
    if word in _OF_PERSONS and at and words[at - 1][0].isupper():
        return "present"  # "Mr Abiy visits Asmara on Friday"
    if word in _AWAITED:
        if words[max(0, at - 2) : at] == ["had", "been"]:
            return "past"
        return "" if at and _makes_noun(words[at - 1], word) else "future"
    if word == "to" and _infinitive(words, at + 1) and _intended(words, at):
        return "future"
    return ""


def _had(words: list[str], at: int) -> bool:
    """Whether what stands behind a short "'d" says that it is "had": "they'd left", "they'd already been told"."""
    behind = [word for word in words[at : at + 2] if not word.endswith("ly") and word not in ("already", "just", "not")]
    return not behind or behind[0] in ("been", "come", "run", "become") or done(behind[0])


def _makes_noun(before: str, word: str) -> bool:
    """Whether the word before shows that what is planned is no verb: "announced plans", "their peace plan"."""
    if before in _NOUNS_BEFORE or done(before) or before.endswith(("'s", "’s")):
        return True
    return word == "plan" and before.islower() and before[-1] != "s" and before not in _PLANNERS


_PLANNERS: Final = frozenset("they we you who police people also both".split())


def done(word: str) -> bool:
    """Whether a word is the past form of a verb, and of none that tells what is awaited."""
    return (word in _PAST or (word[-2:] == "ed" and word not in _NOT_VERBS)) and word not in _AWAITED


def _denied(words: list[str], at: int) -> bool:
    """Whether "could" is "could not" or "neither … could": what failed has passed."""
    return (
        words[at + 1 : at + 2] == ["not"]
        or words[at] == "couldn't"
        or "either" in " ".join(words[max(0, at - 10) : at])
    )


def _infinitive(words: list[str], at: int) -> bool:
    if at >= len(words):
        return False
    verb = words[at]
    return verb.islower() and verb not in _NOT_INFINITIVES and (verb[-1] != "s" or verb.endswith(("ss", "cus")))


def _intended(words: list[str], at: int) -> bool:
    """Whether the infinitive at `at` tells of what is to come, not of what a past act was for ("staged … to mark")."""
    if words[max(0, at - 3) : max(0, at - 1)] == ["had", "been"]:  # "had been due to expire on Friday"
        return False
    if at and words[at - 1] in _OBLIGING:
        return words[at - 1] not in ("was", "were") or "had" not in words[:at]
    first = next((n + 1 for n in range(at - 1, max(-1, at - 11), -1) if words[n] in _BOUNDS), max(0, at - 10))
    if not _RANKS.isdisjoint(words[max(0, at - _RANKED) : at]):
        return False  # "the first of the three to land on Friday was …"
    if words[at - 1] == "way" and words[at - 2] in _ON_WAY:
        return False  # "were on their way to see a doctor on Friday when …"
    if any(words[n] in _REFUSED and words[n + 1] == "to" for n in range(first, at)):
        return False  # "refused to allow a plane to land on Friday"
    for n in range(at - 1, first - 1, -1):
        if words[n].startswith(_INTENDING) or words[n] in MODALS or words[n] in _INTENTIONS:
            return not n or words[n - 1] != "had"  # "had hoped to leave on Friday"
    earlier = next((tense_ for n in range(at - 1, -1, -1) if (tense_ := _verb(words, n))), "")
    return earlier != "past" and at > 0


_ON_WAY: Final = frozenset({"the", "his", "her", "its", "their", "my", "our"})
_RANKS: Final = frozenset({"first", "last", "latest", "only"})
_RANKED: Final = 6
"""Words before "to" among which "the first" stands that did something."""


def _participle(words: list[str], at: int) -> Tense:
    """The tense of a past form or participle, by the auxiliary before it."""
    if at and (words[at - 1] in _NOUNS_BEFORE or (words[at] in _AWAITED and "as" in words[max(0, at - 2) : at])):
        return ""  # "behind closed doors", "began as planned on Friday"
    for n in range(at - 1, max(-1, at - 5), -1):
        word = words[n]
        if word == "be":
            could = next((m for m in range(max(0, n - 2), n) if words[m] in ("could", "couldn't")), None)
            return "past" if could is not None and _denied(words, could) else "future"
        if word in (
            "is",
            "are",
            "am",
            "being",
            "isn't",
            "aren't",
        ):  # "is blamed for the raid on Friday" tells nothing of the raid
            if words[at] in _AWAITED or words[at] == "set" or not _IF.isdisjoint(words[max(0, n - 4) : n]):
                return "future"
            return "present" if word == "being" or words[at] in _PAST else "past"
        if word in ("was", "were", "had", "been", "has", "have"):
            later = words[at] in _AWAITED and (word != "been" or words[n - 1] in ("has", "have"))
            return "future" if later else "past"
        if word == "to" and n == at - 1:
            return "future" if _intended(words, n) else ""  # "crossed the border to hit a camp on Monday"
        if word in MODALS:
            return "future"
        if word != "not" and word[-2:] != "ly" and word not in ("also", "already", "still", "now", "first"):
            break
    return "future" if words[at] in _AWAITED else "past"
