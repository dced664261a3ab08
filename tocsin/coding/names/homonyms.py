"""Names that are somebody else's or something else's: Michael Jordan, Georgia in the South, Chad the goalkeeper."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

from tocsin.coding.text.grammar import BASE, PARTICIPLE, PAST, THIRD
from tocsin.coding.text.lexicon import Match
from tocsin.coding.text.tables import grammar

GIVEN_NAMES: Final = frozenset(
    """
    Aaron Adam Alan Albert Alex Alexander Alfred Alice Amanda Amy Andrea Andrew Angela Ann Anna Anne Anthony Antonio
    Arthur Barbara Ben Benjamin Betty Bill Billy Bob Bobby Brad Brandon Brenda Brian Bruce Bryan Carl Carlos Carol
    Caroline Catherine Charles Charlie Charlotte Chris Christian Christine Christopher Cindy Claire Colin Craig
    Curtis Dan Daniel Danny Dave David Dean Deborah Dennis Derek Diana Diane Dick Don Donald Donna Doug Douglas
    Duncan Dwayne Earl Ed Eddie Edward Edwin Elaine Elizabeth Emily Emma Eric Erik Ernest Eva Evan Floyd Frances
    Francis Frank Fred Gail Gareth Gary Gavin Gene George Gerald Gilbert Glen Glenn Gordon Grace Graham Grant Greg
    Gregory Guy Harold Harry Heather Helen Henry Herbert Howard Hugh Ian Irene Ivan Jack Jackie Jacob Jake James
    Jamie Jan Jane Janet Jason Jean Jeff Jeffrey Jennifer Jeremy Jerry Jesse Jessica Jim Jimmy Joan Joe John Johnny
    Jon Jonathan Jose Joseph Josh Joshua Joyce Juan Judith Judy Julia Julian Julie Justin Karen Karl Kate Katherine
    Kathy Katie Keith Kelly Ken Kenneth Kevin Kim Kirk Kyle Larry Laura Lauren Lawrence Lee Leo Leonard Leslie Lewis
    Linda Lisa Louis Lucy Luke Marc Marcus Maria Marie Marilyn Mario Mark Martha Martin Marvin Mary Matt Matthew
    Maurice Max Megan Melissa Michael Michelle Mick Miguel Mike Mitchell Nancy Nathan Neil Nicholas Nick Nicole
    Nigel Norman Oliver Oscar Pamela Pat Patricia Patrick Paul Paula Pedro Peggy Peter Phil Philip Phillip Rachel
    Ralph Randy Ray Raymond Rebecca Rhys Richard Rick Ricky Rob Robert Roberto Robin Rod Roger Ron Ronald Rory Rosa
    Rose Ross Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sara Sarah Scott Sean Shane Shannon Sharon
    Shaun Shirley Simon Sophie Stanley Stephanie Stephen Steve Steven Stewart Stuart Sue Susan Suzanne Ted Teresa
    Terry Theresa Thomas Tim Timothy Tina Todd Tom Tommy Tony Tracy Travis Trevor Tyler Vernon Victor Victoria
    Vincent Virginia Walter Warren Wayne Wendy Will William Willie Zach Zoe Lucas Noah Liam Mason Ethan Logan Aiden
    Rafael Leonardo
    """.split()
)
NOT_NAMES: Final = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December The A An In On At By He She It They We But And Or If When While After Before
    For From To With As That This These Those There Here Who What Why How I Is Are Was Were Has Have Had Will Would
    Can Could Says Said Not No Yes Mr Mrs Ms Dr Although Because Since Until Under Over Meanwhile However Also Then
    Now Today Yesterday Both Like Unlike Even Only Still Once So Yet Did Does Do May Might Should Must Among Asked
    Told Despite During
    """.split()
)
"""Capitalised words that are no part of a name."""
_BEFORE: Final = re.compile(r"([A-Z][a-z]+|[A-Z]\.) $")
_AFTER: Final = re.compile(r" ([A-Z][a-z]+)\b(?!['’]s)")
_BARE: Final = re.compile(r"['’]s [a-z]|,? [a-z](?!f )|[.,;:]?$")
"""What follows a name that stands alone: "North says", "North's troops", but not "North Sea" or "North of"."""
_COUNTED: Final = re.compile(r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen)-$")
_NO_STATE: Final = re.compile(
    r"\b(?:Puerto|Ciudad|Villa|Nueva|Nuevo|San|Santa|Isla|Cerro|Rio|(?:Gulf|Sea|Bay|Straits?) of) $"
)
"""What the name of a town or of a sea begins with: "Puerto Jordan", "the Gulf of Finland"."""
_MODEL: Final = re.compile(r"\b[A-Z][A-Za-z]{0,9}-?\d[\dA-Za-z-]*[ \n]$")
"""A designation right before: "Su-35 "."""
_OF_A_FORCE: Final = re.compile(r"(?:\b(?!The\b|Two\b|Three\b)[A-Z]\w+|strategic|heavy|long-range|stealth)[ \n]$")
"""What stands before bombers that fly: "Russian bombers"; those who plant bombs are "the" or "suicide" ones."""
_FLYING: Final = re.compile(
    r"[ \n](?:(?:had|have|were|also|then|later|jointly) )*"
    r"(?:flew|fly|flies|flown|flying|took off|landed|headed|returned|escorted|entered|approached)\b"
)
"""What only bombers do that fly: "the bombers later returned"."""
_SCRAMBLED: Final = re.compile(r"[ \n](?:(?:had|have|has|were|was|been) )*(?:scrambled|took off)\b")
"""What only fighters do that fly: "NATO fighters were scrambled"."""
_IN_THE_AIR: Final = re.compile(
    r"[ \n](?:(?:had|have|has) )?(?:crossed|entered|breached|violated|buzzed|cross|enter)\b[^.,;]{0,30}"
    r"\b(?:median line|cent(?:re|er) line|airspace|air defen[cs]e|identification zone)"
)
"""Where only fighters go that fly: "fighters crossed the median line"."""
_AT_FIGHTERS: Final = re.compile(r"\b(?:scrambl\w+|radar (?:on|at|onto)) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
"""What is only done to fighters that fly: "scrambled two fighters", "locked radar on its fighters"."""
_CRAFT: Final = re.compile(r"[ \n](?:jets?|planes?|aircraft|satellites?|balloons?|ships?|drones?|squadrons?)\b")
"""What a fighter or a spy only describes: "a Chinese fighter plane", "two spy satellites"."""
_OF_TRADE: Final = re.compile(
    r"\b(?:shadow|dark|ghost|fishing|merchant|tanker|trading|taxi|bus|truck)[ \n]$", re.IGNORECASE
)
"""What makes a fleet one of traders: "sanctions against the shadow fleet"."""
_CARRIERS: Final = frozenset({"carrier", "carriers"})
_OF_AIRCRAFT: Final = re.compile(r"\baircraft[ \n]$", re.IGNORECASE)
_AT_SEA: Final = re.compile(
    r"[ \n](?:(?:strike|battle|air|task) )?(?:group|wing|fleet|force|USS|HMS|INS)\b|-(?:based|borne)"
    r"|[ \n](?:[A-Z][a-z]+[ \n])?(?:sail|steam|transit|cruise|anchor|dock)"
)
"""What makes a carrier one of aircraft: "the carrier group", "the US carrier USS Reagan", "a carrier sails"."""
_HOSTS: Final = ("army", "armies", "legion", "legions", "troop", "troops")
_MEMBERS: Final = re.compile(
    r" of (?:(?:about|around|some|over|up to|more than|nearly|almost) )?((?:[\w,'’-]+ ){0,3}[\w'’-]+)"
)
_AT_ARMS: Final = frozenset(
    """
    soldiers men women troops fighters warriors conscripts recruits mercenaries reservists rebels guerrillas militants
    insurgents militias militiamen jihadists terrorists extremists gunmen martyrs partisans irregulars regulars
    commandos paratroopers marines sailors officers spies hackers trolls bots drones robots tanks missiles vehicles
    ships aircraft armies forces units brigades battalions divisions regiments powers states countries nations
    republics allies thousands hundreds tens dozens millions separatists islamists peacekeepers prisoners convicts
    others his its
    """.split()
)
"""What armies are made of, and whose they are, in earnest; "of scouts" and "of teddy bears" they are a crowd."""
_NEXT: Final = re.compile(r"[ \n]([^\W\d_]+)")
_VERBAL: Final = frozenset(
    """
    said says say have has had are is were was will would could may might must can do did does and or but to in on
    at by from with who whose for of as that than if when while because also not never now want took take went go
    came come fought fight won lost made make began begin left leave fear hope think know feel see saw held hold
    gave give
    """.split()
)
"""Words behind a demonym that are no noun: "the French agreed", "the Dutch and the Danes"."""
_RANKS: Final = frozenset({"major", "general", "private", "marine", "pilot", "premier"})
"""Ranks and offices that as often describe what follows: "a major offensive", "general mobilisation"."""
_SMALL: Final = re.compile(r" [a-z]{5}")
"""A longer word without a capital, which a headline in capitals has none of."""
_STATES: Final = (
    "Atlanta", "Savannah", "Augusta", "Alabama", "Florida", "Carolina", "Tennessee", "Fulton", "Brian Kemp", "Macon",
    "Raffensperger", "Stacey Abrams", "Georgia Tech", "Bulldogs", "Kennesaw", "Arizona", "Wisconsin", "Nevada",
)  # fmt: skip
_KOREA: Final = ("Korea", "Pyongyang", "Seoul", "Kim Jong")
_CLOCK: Final = re.compile(r"[ \n](?:(?:[Ss]tandard|[Dd]aylight|[Ss]ummer) )?[Tt]ime\b(?! (?:to|for|and) )")
"""What follows a place whose clocks are meant: "at 11:00 Moscow time"."""
_HOUSE: Final = re.compile(
    r" (?:(?:International|National|State|City|Royal|Film|Book|Art|Fashion) )?"
    r"(?:[Oo]pera|[Mm]arathon|Philharmonic|Symphony|Orchestra|Ballet|Theatre|Theater|Zoo|Week|[Ff]estival|Biennale"
    r"|Museum|Gallery|Cathedral|University|Polytechnic|(?:[Ss]tock )?[Ee]xchange|[Bb]ourse|stock market|Grand Prix"
    r"|Masters|Open|Derby|Fair|Motor Show|Auto Show|City|United|Dynamo|Lakers|Raiders|Wizards|Nationals|Capitals)\b"
)
"""What a city has that speaks for no state: "the Paris Opera", "the Berlin marathon"."""
_OF_A_DEED: Final = re.compile(
    r" of (?:the|this|that|these|a|an|last|[A-Z]\w+’s|[A-Z]\w+'s) (?:[\w-]+ ){0,2}?"
    r"(?:attack|assault|raid|bombing|blast|massacre|killing|murder|ambush|explosion|shooting|crime|abduction|kidnapping)s?\b"
)
_DOCUMENT: Final = re.compile(
    r" (?:(?:[Pp]eace|[Ff]ramework|[Cc]easefire|[Ff]inal) )?(?:[Aa]greements?|[Aa]ccords?|[Pp]rocess|[Dd]eclaration"
    r"|[Pp]rotocols?|[Mm]emorandum|[Cc]onvention|[Cc]ommuniqu[eé]|[Ff]ormat)\b"
)
"""What is only called by where it was signed: "the Pretoria agreement", "the Oslo accords"."""
_SURNAME: Final = re.compile(r" (?!Advanced|Defen[cs]e|Systems|SpA|Group|Inc|Corp|Ltd)[A-Z][a-z]+")
_MODEL_BEHIND: Final = re.compile(r"[ \n][A-Z][A-Za-z]{0,4}-?\d")
"""A designation right behind, of which a firm is the maker: "Sukhoi Su-34"."""
_WESTERN: Final = re.compile(
    r" (?:Bank|Papua|African?|Indies|Indian|Virginia|Side|End|Wing|Coast|Point|Ham|German|Java|Bengal|Sumatra|Timor"
    r"|Midlands|Philippine|Asian?|Kalimantan)"
)
"""What begins with the name of the West and is none: "the West Bank"."""
_CAUCASUS: Final = (
    "Tbilisi",
    "Abkhaz",
    "Osseti",
    "Saakashvili",
    "Shevardnadze",
    "Russia",
    "Caucasus",
    "Batumi",
    "Moscow",
)


def is_homonym(text: str, match: Match, matches: Sequence[Match]) -> bool:
    """Whether a name is somebody else's or something else's here, by the names beside it and what else is named."""
    who = match.payload
    if who.kind == "person":
        return is_namesake(text, match, -1)
    if "WST" in who.codes and _WESTERN.match(text, match.end):
        return True
    if _CLOCK.match(text, match.end):
        return True
    if who.kind == "seat" and (_HOUSE.match(text, match.end) or _DOCUMENT.match(text, match.end)):
        return True
    if names_somebody(text, match):
        return True
    if who.kind == "country" and _NO_STATE.search(text, max(0, match.start - 12), match.start):
        return True
    if who.kind == "seat" and (_of_another(text, match, matches) or _within_another(text, match, matches)):
        return True
    tags = who.tags
    if not tags or who.kind not in ("country", "demonym"):
        return False
    if who.kind == "demonym":
        return "bare" in tags and not (_BARE.match(text, match.end) and _names_one(text, _KOREA))
    if "personal" in tags and _is_person(text, match, matches):
        return True
    if "bare" in tags and not _BARE.match(text, match.end):
        return True
    if "korean" in tags:
        return not _names_one(text, _KOREA)
    return "states" in tags and not _names_one(text, _CAUCASUS) and _names_one(text, _STATES)


def _of_another(text: str, match: Match, matches: Sequence[Match]) -> bool:
    """As in "the Lebanese port of Tripoli": no capital of Libya."""
    at = bisect_left(matches, match.start, key=attrgetter("start")) - 1
    before = matches[at] if at >= 0 else None
    if before is None or before.kind != "actor" or before.payload.kind != "demonym":
        return False
    apart = set(before.payload.codes).isdisjoint(match.payload.codes)
    return apart and _TOWN_OF.fullmatch(text, before.end, match.start) is not None


_TOWN_OF: Final = re.compile(r" (?:[a-z-]+ ){0,2}(?:city|town|port|village|suburb|district|region|enclave) of ")


def _within_another(text: str, match: Match, matches: Sequence[Match]) -> bool:
    """As in "Tripoli, north Lebanon": no capital of Libya."""
    after = bisect_left(matches, match.end, key=attrgetter("start"))
    land = matches[after] if after < len(matches) else None
    if land is None or land.kind != "actor" or land.payload.kind != "country":
        return False
    apart = set(land.payload.codes).isdisjoint(match.payload.codes)
    return apart and _LAND_BEHIND.fullmatch(text, match.end, land.start) is not None


_LAND_BEHIND: Final = re.compile(r",? (?:in )?(?:the )?(?:north|south|east|west|cent)[a-z-]*(?: of)? ")


def names_somebody(text: str, match: Match) -> bool:
    """Whether a firm's name is a given name here: "Rafael Nadal"."""
    given = match.payload.kind == "company" and text[match.start : match.end] in GIVEN_NAMES
    return given and _SURNAME.match(text, match.end) is not None


@lru_cache(maxsize=64)
def _names_one(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has one of some words; kept for the next match in the same text."""
    return any(word in text for word in words)


def is_namesake(text: str, match: Match, title_end: int) -> bool:
    """Whether a surname belongs to somebody else of that name: "Igor Putin", "Sharon Stone".

    `title_end` is where the title or country right before it ends, -1 if none does.
    """
    if match.kind != "actor" or match.payload.kind != "person" or " " in text[match.start : match.end]:
        return False
    after = _AFTER.match(text, match.end)
    if after is not None and after[1] not in NOT_NAMES:
        return True
    if title_end == match.start - 1:
        return False
    given = _introduced(text, text[match.start : match.end])
    if given is not None and given not in match.payload.name.split():
        return True
    before = _BEFORE.search(text, max(0, match.start - 16), match.start)
    if before is None or before[1] in NOT_NAMES:
        return False
    first = before.start(1)
    return before[1] in GIVEN_NAMES or text[first - 2 : first - 1].isalpha() or text[first - 2 : first - 1] == ","


@lru_cache(maxsize=64)
def _introduced(text: str, surname: str) -> str | None:
    """The given name of whom a text introduces with this surname: "…, Turki Maliki, a spokesman", else None."""
    at = text.find(f" {surname}, ")
    found = _INTRODUCES.search(text, max(0, at - 24), at) if at > 0 else None
    return found[1] if found is not None and _AS.match(text, at + len(surname) + 3) else None


_INTRODUCES: Final = re.compile(r"(?:^|[,.“\"] )([A-Z][\w’'-]+)$")
_AS: Final = re.compile(r"(?:an?|the|who|its|their) ")


def names_model(text: str, end: int) -> bool:
    """Whether a firm that is named up to `end` is only the maker of what flies: "Sukhoi Su-34 bombers"."""
    return _MODEL_BEHIND.match(text, end) is not None


def is_crowd(text: str, start: int, end: int) -> bool:
    """Whether a word for an army only says that many came: "an army of 200 gardeners", "troops of scouts"."""
    if not text[start:end].lower().endswith(_HOSTS):
        return False
    members = _MEMBERS.match(text, end)
    if members is None:
        return False
    for word in members[1].replace("’", "'").split():
        if word[0].isupper() or word in _AT_ARMS:
            return False
        if word == "children" or (word.endswith("s") and not word.endswith(("ss", "us", "'s")) and len(word) > 3):
            return True
    return False


def is_no_role(text: str, start: int, end: int) -> bool:
    """Whether a word for people at arms is one for a crowd, for size, or for what flies: "two MiG-31 fighters"."""
    word = text[start:end].lower()
    if word in _RANKS and _describes(text, end):
        return True
    if word == "forces" and (_COMPELLED.match(text, end) or _JOINED.search(text, max(0, start - 9), start)):
        return True  # "Blaze forces 31,000 to flee", "the two firms joined forces"
    if word in ("company", "companies") and _OF_SOLDIERS.match(text, end):
        return True  # "two companies of paratroopers"
    if word == "opposition" and _OPPOSED.match(text, end) and _FELT.search(text, max(0, start - 32), start):
        return True  # "voiced opposition to the plan"
    if word == "firm" and (_FIRM.match(text, end) or _STAYING.search(text, max(0, start - 10), start)):
        return True  # "gave a firm no", "the line held firm"
    if word == "daily" and (_DEED.search(text, max(0, start - 12), start) or _EACH_DAY.match(text, end)):
        return True  # "have exchanged fire daily", "a daily flight"
    if word == "band" and (text.startswith(" of", end) or _NO_BAND.search(text, max(0, start - 11), start)):
        return True
    if word in ("author", "authors") and _OF_A_DEED.match(text, end):
        return True  # "declared itself the author of the raid"
    if word == "court" and _NO_COURT.search(text, max(0, start - 12), start):
        return True
    if word in ("nation", "state", "country") and _COUNTED.search(text, max(0, start - 9), start):
        return True  # "the 15-nation bloc"
    if word in ("bomber", "bombers") and _OF_A_FORCE.search(text, max(0, start - 16), start):
        return True
    if word in ("bomber", "bombers") and _FLYING.match(text, end):
        return True
    if word in ("fighter", "spy", "bomber") and _CRAFT.match(text, end):
        return True
    if word in ("fleet", "fleets", "flotilla") and _OF_TRADE.search(text, max(0, start - 12), start):
        return True
    if word in _CARRIERS and (_OF_AIRCRAFT.search(text, max(0, start - 10), start) or _AT_SEA.match(text, end)):
        return True
    if word in ("fighter", "fighters") and (
        _SCRAMBLED.match(text, end)
        or _IN_THE_AIR.match(text, end)
        or _AT_FIGHTERS.search(text, max(0, start - 40), start)
    ):
        return True
    flown = word.endswith(("fighter", "fighters", "bomber", "bombers"))
    return is_crowd(text, start, end) or (flown and _MODEL.search(text, max(0, start - 16), start) is not None)


_COMPELLED: Final = re.compile(r" (?:\d[\d,]*|thousands|hundreds|dozens|residents|schools|evacuation|closure)\b")
_JOINED: Final = re.compile(r"\b(?:[Jj]oin(?:s|ed|ing)?) $")
_OF_SOLDIERS: Final = re.compile(
    r" of (?:[\w-]+ ){0,2}(?:troops|soldiers|infantry|reinforcements|paratroop(?:er)?s|marines|reservists|conscripts"
    r"|commandos|rangers|gendarmes|guards(?:men)?|militia(?:men)?|legionnaires|rifles|riflemen|sappers|tanks|police|men)\b"
)
_STAYING: Final = re.compile(r"\b(?:held|holds?|holding|stood|stands?|standing|stays?|stayed|remains?|remained) $")
_EACH_DAY: Final = re.compile(
    r" (?:services?|flights?|bus(?:es)?|ferry|ferries|trains?|deliver(?:y|ies)|doses?|basis|routine|updates?|briefings?"
    r"|life|rations?|limits?|averages?|output|production|tolls?|cases|exports|sales|allowance|prayers?|visits?)\b"
)
"""What is done each day, and no newspaper's: "a daily flight"."""
_NO_BAND: Final = re.compile(r"\b(?:armed|roving|rebel|small|narrow|broad|wide|marauding|frequency) $")
"""What makes a band none of musicians: "an armed band"."""
_NO_COURT: Final = re.compile(r"\b(?:out of|[Cc]ent(?:re|er)|[Tt]ennis|on|off|clay|grass) $")
"""What makes a court one of players, or tells that none was needed: "settled out of court", "on Centre Court"."""
_FIRM: Final = re.compile(
    r" (?:no|stance|stand|line|hand|grip|response|reply|answer|commitment|pledge|promise|refusal|rejection|denial|date"
    r"|plans?|position|belief|support|offer|evidence|proof|action|message|warning|opposition|ground|decision|rebuke|measures)\b"
)
_OPPOSED: Final = re.compile(r" (?:to|towards?|against)\b")
_FELT: Final = re.compile(
    r"\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|any|all|such|no|strong|firm|fierce|total|lasting|stiff|growing|(?:voic|express|declar"
    r"|reiterat|repeat|restat|reaffirm|stress|signal|announc|vow|pledg|underlin|emphasi[sz]|state|show|renew|despite|in"
    r")(?:s|es|e|ed|d|ing)?) (?:[\w-]+ )?$"
)
"""What stands before opposition that somebody feels, not before those who sit on its benches."""
_DEED: Final = re.compile(r"\b(?:fire|blows|attacks?|raids|her|him|them|us|people|women|girls|[a-z]+(?:ed|ing)) $")
"""What "daily" tells of as an adverb, right before it."""


def _describes(text: str, end: int) -> bool:
    """Whether what follows is no name and no verb: "Major powers", in a headline "Major Offensive"."""
    word = _NEXT.match(text, end)
    if word is None or not before_noun(text, end):
        return False
    known = grammar().words.get(word[1].lower())
    if known is not None and any(bits & PAST for _, bits in known.verbs):
        return False  # "the general told reporters"
    return word[1].islower() or (known is not None and _SMALL.search(text) is None)


def before_noun(text: str, end: int) -> bool:
    """Whether a word follows at once that looks like no verb."""
    word = _NEXT.match(text, end)
    return word is not None and not (word[1] in _VERBAL or word[1].endswith("ed"))


def before_plain_noun(text: str, end: int) -> bool:
    """Whether a word in small letters follows at once that is no verb in any form: "a Dublin nightclub owner"."""
    word = _NEXT.match(text, end)
    if word is None or not word[1].islower() or not before_noun(text, end):
        return False
    known = grammar().words.get(word[1])
    return known is None or not (known.verbs or known.flags)


def _is_person(text: str, match: Match, matches: Sequence[Match]) -> bool:
    before = _BEFORE.search(text, max(0, match.start - 16), match.start)
    if before is not None and (before[1] in GIVEN_NAMES or before[1][1] == "."):
        return True
    # "Jordan Pickett": a capitalised word that no term begins at and no verb is; "Jordan King Abdullah" is a country's.
    after = _AFTER.match(text, match.end)
    if after is None or text[match.start : match.end] not in ("Jordan", "Chad", "Israel", "Georgia", "India", "Kenya"):
        return False
    following = bisect_left(matches, after.start(1), key=attrgetter("start"))
    known = following < len(matches) and matches[following].start == after.start(1)
    return after[1] not in NOT_NAMES and not known and not tells(after[1].lower())


def tells(word: str) -> bool:
    """Whether a word of a headline is a verb that tells, and no noun: "Israel Urges Sanctions"."""
    known = grammar().words.get(word)
    bits = 0
    for _, forms in known.verbs if known is not None else ():
        bits |= forms
    return bool(bits & (THIRD | PAST | PARTICIPLE)) and not bits & BASE
