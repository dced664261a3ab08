"""The words of time: the class of each and what it means.

A class is one character, so that the classes of a sentence are a string over which the rules of `grammar` run; a value
is the number of a month, a unit's letter, a figure … Words that are not listed here are `OTHER`.
"""

from functools import cache
from typing import Final

from tocsin.coding.text.calendar import MONTHS, WEEKDAYS
from tocsin.coding.text.grammar import TENS

CLASSES: Final[dict[str, str]] = {
    name: chr(0x100 + n)
    for n, name in enumerate(
        """
        OTHER DOT COMMA HYPHEN POSS SLASH COLON LPAR RPAR PLUS
        MONTH MABBR MAYBE WEEKDAY WABBR WDAYS DAYPART DAYPARTS CLOCKWORD SEASON SEASONS HOLIDAY
        UNIT UNITS SEC WEEKEND WEEKENDS TERM CENTURY
        SMALL CENT TENS BIG BIGS DOZEN COUPLE FEW HALF FRAC DAYF YEARF FIG ORD DECADE FINAL
        ISO SLASHED CLOCK AMPM OCLOCK ZONE
        THE AN THIS THAT LAST PASTW NEXT PRIOR FOLLOW SAME CURRENT RECENT FUTURE LATEST THOSE THESE
        EARLY MID END OF IN AT ON TO AND OR THAN MORE LEAST ABOUT FROM EVERY TIMES ONCE PER
        EARLIER AGO HENCE AFTERW BEFOREW OLD LONG ADJ FISCAL TODAY REF FREQ AHEAD WHILE TIMEW ALL NOT
        ROUND SOME SO RIGHT UP NOW QNUM HNUM
        """.split()
    )
}

_ONES = "one two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

Value = int | float | str
Entry = tuple[str, Value]


def _entries(cls: str, **values: str) -> dict[str, Entry]:
    """Entries of one class; each keyword is a value, its words (separated by blanks) mean it."""
    return {word: (cls, value) for value, words in values.items() for word in words.split()}


@cache
def lexicon() -> dict[str, Entry]:
    """Each word of time (in lower case) with its class's name and its value."""
    words: dict[str, Entry] = {}
    for n, name in enumerate(MONTHS, 1):
        words[name] = ("MAYBE" if name in ("may", "march") else "MONTH", n)
        if name != "may":
            words[name[:3]] = ("MABBR", n)
    words["sept"] = ("MABBR", 9)
    for n, name in enumerate(WEEKDAYS, 1):
        words[name] = ("WEEKDAY", n)
        words[name + "s"] = ("WDAYS", n)
        words[name[:3]] = ("WABBR", n)
    words |= {"tues": ("WABBR", 2), "weds": ("WABBR", 3), "thur": ("WABBR", 4), "thurs": ("WABBR", 4)}
    for n, name in enumerate(_ONES + _TEENS, 1):
        words[name] = ("CENT" if n >= 15 else "SMALL", n)
    for n, name in enumerate(TENS, 2):
        words[name] = ("TENS", n * 10)
    for n, name in enumerate(_ORDINALS, 1):
        words[name] = ("ORD", n)
    words["second"] = ("SEC", 2)
    words |= {"hundred": ("BIG", 100), "thousand": ("BIG", 1000), "million": ("BIG", 10**6), "billion": ("BIG", 10**9)}
    words |= _entries("BIGS", X="tens dozens hundreds thousands millions billions")
    words |= {"dozen": ("DOZEN", 12), "couple": ("COUPLE", 2), "half": ("HALF", 0.5), "½": ("FRAC", 0.5)}
    words |= {"¼": ("FRAC", 0.25), "¾": ("FRAC", 0.75)}
    units = {"minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "2W", "month": "M"}
    units |= {"quarter": "Q", "year": "Y", "decade": "E"}
    for name, letter in units.items():
        words[name] = ("UNIT", letter)
        words[name + "s"] = ("UNITS", letter)
    words |= {"seconds": ("UNITS", "TS"), "mins": ("UNITS", "TM"), "hrs": ("UNITS", "TH"), "yr": ("UNIT", "Y")}
    words |= {"century": ("CENTURY", "C"), "centuries": ("UNITS", "C"), "hr": ("UNIT", "TH"), "yrs": ("UNITS", "Y")}
    words |= _entries("WEEKEND", WE="weekend") | _entries("WEEKENDS", WE="weekends")
    for name in "day week month year decade hour minute quarter".split():
        words[f"{name}long"] = ("FREQ", "P1" + units[name] if units[name][0] != "T" else "PT1" + units[name][1])
        words[f"{name}slong"] = ("FREQ", "PX" + units[name])
    words |= _entries("FREQ", P1D="daily nightly", P1W="weekly", P2W="biweekly fortnightly", P1M="monthly")
    words |= _entries("FREQ", P1Y="yearly annually", PT1H="hourly", P2Y="biennial biennially", P6M="semiannually")
    words |= _entries("DAYPART", MO="morning", AF="afternoon", EV="evening", NI="night overnight")
    words |= _entries("DAYPARTS", MO="mornings", AF="afternoons", EV="evenings", NI="nights")
    words |= {"noon": ("CLOCKWORD", "12:00"), "midday": ("CLOCKWORD", "12:00"), "midnight": ("CLOCKWORD", "24:00")}
    words |= {"dawn": ("DAYPART", "MO"), "daybreak": ("DAYPART", "MO"), "sunrise": ("DAYPART", "MO")}
    words |= {"dusk": ("DAYPART", "EV"), "sunset": ("DAYPART", "EV"), "nightfall": ("DAYPART", "EV")}
    words |= {"lunchtime": ("DAYPART", "MI")}
    words |= _entries(
        "SEASON", SP="spring springtime", SU="summer summertime", FA="fall autumn", WI="winter wintertime"
    )
    words |= _entries("SEASONS", SP="springs", SU="summers", FA="autumns", WI="winters")
    words |= {"twenties": ("DECADE", 2), "thirties": ("DECADE", 3), "forties": ("DECADE", 4), "fifties": ("DECADE", 5)}
    words |= {
        "sixties": ("DECADE", 6),
        "seventies": ("DECADE", 7),
        "eighties": ("DECADE", 8),
        "nineties": ("DECADE", 9),
    }
    words |= _particles()
    return words


def _particles() -> dict[str, Entry]:
    """Articles, prepositions, modifiers and the adverbs that refer to past, present and future."""
    plain = {
        "THE": "the",
        "AN": "a an",
        "THIS": "this",
        "THESE": "these",
        "THOSE": "those",
        "THAT": "that",
        "SAME": "same",
        "LAST": "last",
        "PASTW": "past",
        "NEXT": "next coming upcoming forthcoming",
        "PRIOR": "previous prior preceding",
        "FOLLOW": "following subsequent ensuing",
        "CURRENT": "current",
        "RECENT": "recent",
        "LATEST": "latest",
        "FUTURE": "future",
        "FINAL": "final opening closing",
        "FEW": "few several many",
        "SOME": "some",
        "NOT": "not no",
        "OF": "of",
        "IN": "in",
        "AT": "at",
        "ON": "on",
        "TO": "to till until through thru into",
        "AND": "and",
        "OR": "or",
        "THAN": "than",
        "MORE": "more less fewer longer",
        "LEAST": "least most",
        "ABOUT": "about nearly almost roughly approximately over under approx",
        "ROUND": "around",
        "FROM": "from",
        "EVERY": "every each",
        "TIMES": "times",
        "ONCE": "once twice thrice",
        "PER": "per",
        "AGO": "ago",
        "HENCE": "hence",
        "AFTERW": "after",
        "BEFOREW": "before",
        "OLD": "old olds",
        "LONG": "long",
        "ADJ": "additional full consecutive straight successive business working calendar trading solid whole entire"
        " further extra long short odd grueling gruelling turbulent difficult crucial critical",
        "FISCAL": "fiscal fy financial budget tax marketing",
        "OCLOCK": "o'clock o’clock",
        "AHEAD": "ahead",
        "WHILE": "while",
        "UP": "up",
        "SO": "so",
        "RIGHT": "right",
        "TIMEW": "time times",
        "ALL": "all",
        "TERM": "period",
    }
    words: dict[str, Entry] = {word: (cls, word) for cls, listed in plain.items() for word in listed.split()}
    words["times"] = ("TIMES", "times")
    words["long"] = ("LONG", "long")
    words |= _entries("EARLY", START="early", END="late") | _entries("MID", MID="mid midway")
    words |= _entries("END", START="beginning start onset outset", MID="middle", END="end close")
    words |= _entries("EARLIER", BEFORE="earlier", AFTER="later", SOME="sometime")
    words |= {"today": ("TODAY", 0), "yesterday": ("TODAY", -1), "tomorrow": ("TODAY", 1), "tonight": ("TODAY", "NI")}
    words["now"] = ("NOW", "PRESENT_REF")
    words |= _entries("REF", PRESENT_REF="currently presently nowadays", PAST_REF="recently lately")
    words |= _entries("ZONE", **_ZONE_WORDS)
    for half in "ap":
        words |= dict.fromkeys((f"{half}.m.", f"{half}.m", f"{half}. m.", f"{half}. m", f"{half}m"), ("AMPM", half))
    for n in range(1, 5):
        words |= {f"q{n}": ("QNUM", n), f"h{n}": ("HNUM", n)}
    punctuation = {
        ".": "DOT",
        ",": "COMMA",
        "-": "HYPHEN",
        "/": "SLASH",
        ":": "COLON",
        "(": "LPAR",
        ")": "RPAR",
        "+": "PLUS",
    }
    words |= {mark: (cls, mark) for mark, cls in punctuation.items()}
    words |= dict.fromkeys(("'s", "’s", "'", "’"), ("POSS", "'s"))
    words |= dict.fromkeys(("‐", "‑", "–"), ("HYPHEN", "-"))
    return words


FOLLOWING: Final = frozenset(
    "in at on for and or to with by when after before because but as from that who which while near off along across"
    " over against a an the he she it they we his her its their was were is are has have had will would did".split()
)
"""What may follow a date by itself, and is no noun that it describes ("on the 21st they met")."""


_ZONE_WORDS = {
    "Z": "gmt utc z",
    "+01:00": "bst cet",
    "+02:00": "cest eet sast",
    "+03:00": "msk eest trt",
    "+05:30": "ist",
    "+08:00": "hkt sgt",
    "+09:00": "kst jst",
    "+10:00": "aest",
    "-05:00": "est cdt",
    "-04:00": "edt",
    "-06:00": "cst mdt",
    "-07:00": "mst pdt",
    "-08:00": "pst",
    "": "et ct mt pt local eastern",
}

HOLIDAYS: Final[dict[str, str]] = {
    "christmas": "12-25",
    "christmas day": "12-25",
    "christmas eve": "12-24",
    "boxing day": "12-26",
    "new year's day": "01-01",
    "new years day": "01-01",
    "new year's eve": "12-31",
    "new years eve": "12-31",
    "new year's": "01-01",
    "valentine's day": "02-14",
    "st. patrick's day": "03-17",
    "april fools' day": "04-01",
    "april fool's day": "04-01",
    "may day": "05-01",
    "victory day": "05-09",
    "bastille day": "07-14",
    "fourth of july": "07-04",
    "halloween": "10-31",
    "armistice day": "11-11",
    "veterans day": "11-11",
    "remembrance day": "11-11",
    "easter": "E+0",
    "easter sunday": "E+0",
    "easter monday": "E+1",
    "good friday": "E-2",
    "palm sunday": "E-7",
    "ash wednesday": "E-46",
    "pentecost": "E+49",
    "thanksgiving": "11-4-4",
    "thanksgiving day": "11-4-4",
    "labor day": "09-1-1",
    "memorial day": "05-9-1",
    "martin luther king day": "01-3-1",
    "presidents' day": "02-3-1",
    "columbus day": "10-2-1",
    "mother's day": "05-2-7",
    "father's day": "06-3-7",
    "election day": "election",
    "9/11": "2001-09-11",
    "26/11": "2008-11-26",
    "maundy thursday": "E-3",
    "shrove tuesday": "E-47",
    "whit monday": "E+50",
}
"""Names of days: `YYYY-MM-DD`, `MM-DD`, `E±days` from Easter, `MM-nth-weekday` (nth 9: the last), or a rule's name."""
