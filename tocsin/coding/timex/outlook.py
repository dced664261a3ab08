"""The outlook of a time expression: whether it looks ahead or back, and from when."""

import re
from datetime import date
from typing import Final

from tocsin.coding.timex import almanac
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.occasions import DEEDS, GATHERINGS
from tocsin.coding.timex.scene import Scene
from tocsin.coding.timex.tenses import done
from tocsin.coding.timex.words import CLASSES


def ahead(match: Match, scene: Scene) -> bool | None:
    """Whether the expression looks ahead (True), back (False), or the clause does not tell (None)."""
    before = scene.before(match)
    if before == "since":
        return False
    if before == "least" and match.first > _AT_LEAST and scene.line.word(match.first - _AT_LEAST) in _AHEAD:
        return not _lasted(match, scene)  # "will stay until at least Friday"
    if before in _AHEAD and (scene.line[match.first - 1].start > scene.sentence[0] or scene.tense(match) != "past"):
        return not _lasted(match, scene)
    if before in ("starting", "beginning") and not scene.describes(match):
        return True  # "announced a drill starting Friday", but not "rain beginning Friday flooded the town"
    described = scene.line.word(match.first) in _DETERMINERS and scene.describes(match)
    if _called_off(match, scene):
        return False
    if scene.after(match) == "deadline":
        return None  # "missed a self-imposed May 3 deadline", "will miss" it
    if before == "through" and match.first > 1 and scene.line.classes[match.first - 2] == _PLAIN:
        return True  # "extended its loans through May", but not "from January through May"
    if before in ("to", "for", "until") and match.first > 1 and _moved(match, scene):
        return True
    noun = scene.line.word(match.first - 2) if match.first > 1 else ""
    if before == "for" and (noun in GATHERINGS or _led_by(_IS_DUE, match, scene)):
        return True  # "called elections for May", "is planned for May"
    if noun in ("last", "latest") and before in ("in", "on"):
        return False  # "two have tried to fly there, the last in May"
    if before == "for" and match.meaning == "weekday" and scene.after(match) not in ("'s", "’s"):
        return True  # "called a rally for Friday"
    if before in _DETERMINERS or described:  # "a June agreement": the clause's verb does not tell of it
        return True if scene.after(match) in GATHERINGS and scene.tense(match) == "future" else None
    if before == "of" and match.first > 1 and (of := scene.line.word(match.first - 2)) in ("as", "ahead"):
        return of == "ahead"
    found = scene.tense(match)
    if scene.after(match) in ("'s", "’s") and found != "past":  # "Friday's losses" are known already
        coming = scene.line.between(match.last + 2, match.last + 5)  # but not "Friday's vote"
        awaited = found == "future" or (before == "before" and scene.line.word(match.first - 2) in _UNITS)
        return awaited and any(token.word in GATHERINGS for token in coming)
    if scene.after(match) in ("'s", "’s") and before.startswith(("cancel", "postpon", "scrap", "boycott")):
        return True
    return None if not found else found != "past"


def looks(match: Match, scene: Scene) -> bool | None:
    """As `ahead`, for months and days of months: there the present tense tells nothing."""
    found = scene.tense(match)
    if scene.before(match) == "by":
        return True if found == "future" else False if found == "past" and scene.had_behind(match) else None
    if found == "present" or (found == "future" and _behind_deed(match, scene)):
        return None
    return ahead(match, scene)


def now(match: Match, scene: Scene) -> date:
    """The day that the expression is told from: "said on Monday that they would meet on Friday", else today."""
    named = scene.here or (scene.told("D") if scene.in_past_perfect(match) else "")  # "had said they would"
    told = almanac.first_day(named) if almanac.grain(named) in ("D", "M") else None
    if told is None or told >= scene.today:
        return scene.today
    return told if _led_by(_WOULD, match, scene) else scene.today


def known(match: Match, scene: Scene) -> bool:
    """Whether a date is of what has been: "since May", "the May 3 coup", "the truce of 18 January"."""
    before = scene.before(match)
    if before == "the":
        since = match.first > 1 and scene.line.word(match.first - 2) == "since"
        return since or scene.after(match) in DEEDS
    if before != "of":
        return before == "since"
    noun = scene.line.word(match.first - 2) if match.first > 1 else ""
    return noun.isalpha() and noun not in GATHERINGS and noun not in _PARTS


def ended(match: Match, scene: Scene) -> bool:
    """Whether a verb right before the date tells that it is over: "fell in May", "was fired May 3"."""
    at = match.first - (2 if scene.before(match) in ("in", "on") else 1)
    verb = scene.line.word(at) if at >= 0 else ""
    if at > 0 and scene.line.word(at - 1) == "-":
        return False  # "a self-imposed May 3 deadline"
    return verb not in _NAMING and done(verb) and scene.tense(match) == "past"


def was_due(match: Match, scene: Scene) -> bool:
    """As in "was due in May", "had hoped to begin in May": what was to come then may have passed."""
    return _led_by(_WAS_DUE, match, scene)


def undone(match: Match, scene: Scene) -> bool:
    """As in "will reopen the crossing after nine months": what is undone has lasted so long."""
    return _led_by(_UNDONE, match, scene)


def _led_by(words: re.Pattern[str], match: Match, scene: Scene) -> bool:
    """Whether certain words lead up to the expression."""
    start = scene.line[match.first].start
    return words.search(scene.text, max(scene.sentence[0], start - _REACH), start) is not None


def _lasted(match: Match, scene: Scene) -> bool:
    """As in "held the town until Friday": what lasted has passed, not what was prolonged until then."""
    return _led_by(_LASTED, match, scene)


def _behind_deed(match: Match, scene: Scene) -> bool:
    """As in "would stop after an attack in May": what is done then is to come, not what it follows."""
    return _led_by(_BEHIND_DEED, match, scene)


def _called_off(match: Match, scene: Scene) -> bool:
    """As in "hours before it was due to start on Friday"."""
    return _led_by(_BEFORE_DUE, match, scene)


def _moved(match: Match, scene: Scene) -> bool:
    """As in "was moved to Friday", "put off until May": where something is moved to lies ahead."""
    words = {token.word for token in scene.line.between(max(0, match.first - 4), match.first - 1)}
    return not words.isdisjoint(_MOVES)


_UNITS: Final = frozenset({"hours", "day", "days", "week", "weeks"})
"""As in "days before Monday's vote"."""
_PARTS: Final = frozenset(
    "as out night morning afternoon evening day week weekend month beginning start middle end close first last half"
    " quarter early late summer winter spring autumn fall deadline target date".split()
)
_NAMING: Final = frozenset("set declared proclaimed named chosen fixed designated".split())
"""Verbs that say what a day will be: "declared June 4 a day of mourning"."""
_MOVES: Final = frozenset(
    "moved pushed postponed delayed deferred rescheduled adjourned shifted put back forward".split()
)
_PLAIN: Final = CLASSES["OTHER"]
_WOULD: Final = re.compile(r"\b(?:would|w(?:as|ere) (?:to|due))\b[^.;]*$")
_LASTED: Final = re.compile(
    r"(?<!\bbe )(?<!\bbeen )(?<!\bhave )(?<!\bwas )(?<!\bwere )(?<!\bis )(?<!\bare )\b(?:held|ruled|lasted|stayed"
    r"|continued|lived|served|fought|raged|dragged|controlled|occupied|stood|reigned|governed|resisted)\b[^,.;:]*$"
)
_WAS_DUE: Final = re.compile(
    r"\b(?:w(?:as|ere) (?:to|due|expected|scheduled|supposed|set)"
    r"|had (?:hoped|planned|expected|intended|wanted|promised|pledged|vowed) to)\b[^.;,]*$"
)
_IS_DUE: Final = re.compile(r"\b(?:is|are|(?:has|have) been) (?:\w+ly )?\w+(?:ed|set|put) for (?:early |mid-?|late )?$")
_UNDONE: Final = re.compile(
    r"\b(?:[Rr]e(?:open|sum|turn|start|stor|viv|unit|leas)\w*|[Oo]pen(?:s|ed|ing)?|[Ff]ree(?:s|d|ing)?)\b[^.;]*$"
)
_BEHIND_DEED: Final = re.compile(r"\bwould\b[^.;]*\b(?:after|following|over|despite) (?:[\w-]+ ){1,4}(?:in|on) $")
_BEFORE_DUE: Final = re.compile(
    r"before (?<=\bbefore )(?:\w+ ){1,4}w(?:as|ere) (?:to|due|scheduled|supposed|set)\b[^.;,]*$"
)
_REACH: Final = 80
"""Code points before an expression in which words that tell how to read it stand."""
_AT_LEAST: Final = 3
"""Tokens before an expression at which the word before "at least" stands."""
_AHEAD: Final = frozenset({"until", "till", "effective", "payable"})
_DETERMINERS: Final = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "'s", "’s"})
