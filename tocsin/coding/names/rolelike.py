"""Rolelike: words for people at arms, for offices and bodies that mean none here: an army of gardeners, a firm no."""

import re
from typing import Final

from tocsin.coding.text.grammar import PAST
from tocsin.coding.text.tables import grammar

_COUNTED: Final = re.compile(r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen)-$")
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
_BESIDE_AIRCRAFT: Final = re.compile(
    r"[ \n](?:(?:had|have|has|were|was|been|also|then) )*(?:escort|intercept|shadow|trail|tail|buzz|identif)\w*\b"
    r"[^.;]{0,40}\b(?:bombers?|jets?|(?:war)?planes?|aircraft|helicopters?|airliners?|airspace|balloons?|drones?|Tu-|Su-|MiG|Il-)"
)
"""What only fighters do that fly: "fighters escorted a bomber"."""
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
_OF_CARRIAGES: Final = re.compile(
    r"[ \n]of (?:[\w-]+ ){0,4}?"
    r"(?:Boeings?|Airbus\w*|Embraers?|airliners?|planes|buses|taxis|cabs|cars|vans|trucks|lorries|trawlers|scooters|bikes|e-bikes)\b"
)
"""What a fleet of carriers is of: "a fleet of four Boeing 767s", "a fleet of 90 electric buses"."""
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
_OF_A_DEED: Final = re.compile(
    r" of (?:the|this|that|these|a|an|last|[A-Z]\w+’s|[A-Z]\w+'s) (?:[\w-]+ ){0,2}?"
    r"(?:attack|assault|raid|bombing|blast|massacre|killing|murder|ambush|explosion|shooting|crime|abduction|kidnapping)s?\b"
)


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
    if word == "state" and text.startswith(_STATE_BACKED, end):
        return True  # "state-sponsored hacking": of a state that is not told
    if word == "forces" and (_COMPELLED.match(text, end) or _JOINED.search(text, max(0, start - 9), start)):
        return True  # "Blaze forces 31,000 to flee", "the two firms joined forces"
    if word in ("company", "companies") and _OF_SOLDIERS.match(text, end):
        return True  # "two companies of paratroopers"
    if word == "opposition" and _OPPOSED.match(text, end) and _FELT.search(text, max(0, start - 32), start):
        return True  # "voiced opposition to the plan"
    if word == "firm" and (_FIRM.match(text, end) or _STAYING.search(text, max(0, start - 10), start)):
        return True  # "gave a firm no", "the line held firm"
    if word == "official" and _ON_RECORD.match(text, end):
        return True  # "no official Houthi response"
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
    if word in ("fleet", "fleets", "flotilla") and (
        _OF_TRADE.search(text, max(0, start - 12), start) or _OF_CARRIAGES.match(text, end)
    ):
        return True
    if word in _CARRIERS and (_OF_AIRCRAFT.search(text, max(0, start - 10), start) or _AT_SEA.match(text, end)):
        return True
    if word in ("fighter", "fighters") and (
        _SCRAMBLED.match(text, end)
        or _IN_THE_AIR.match(text, end)
        or _BESIDE_AIRCRAFT.match(text, end)
        or _AT_FIGHTERS.search(text, max(0, start - 40), start)
    ):
        return True
    flown = word.endswith(("fighter", "fighters", "bomber", "bombers"))
    return is_crowd(text, start, end) or (flown and _MODEL.search(text, max(0, start - 16), start) is not None)


_STATE_BACKED: Final = ("-sponsored", "-backed", "-linked", "-affiliated", "-aligned", "-directed", "-supported")
_COMPELLED: Final = re.compile(r" (?:\d[\d,]*|thousands|hundreds|dozens|residents|schools|evacuation|closure)\b")
_JOINED: Final = re.compile(r"\b(?:[Jj]oin(?:s|ed|ing)?) $")
_OF_SOLDIERS: Final = re.compile(
    r" of (?:[\w-]+ ){0,2}(?:troops|soldiers|infantry|reinforcements|paratroop(?:er)?s|marines|reservists|conscripts"
    r"|commandos|rangers|gendarmes|guards(?:men)?|militia(?:men)?|legionnaires|rifles|riflemen|sappers|tanks|police|men)\b"
)
_STAYING: Final = re.compile(r"\b(?:held|holds?|holding|stood|stands?|standing|stays?|stayed|remains?|remained) $")
_ON_RECORD: Final = re.compile(
    r" (?:[A-Z][\w.’'-]+ )?(?:response|reply|statement|visit|trip|confirmation|word|account|toll|figures|results|media"
    r"|news agency|policy|position|recognition|denial|channels|data|statistics|reaction|announcement)\b"
)
_EACH_DAY: Final = re.compile(
    r" (?:services?|flights?|bus(?:es)?|ferry|ferries|trains?|deliver(?:y|ies)|doses?|basis|routine|updates?|briefings?"
    r"|life|rations?|limits?|averages?|output|production|tolls?|cases|exports|sales|allowance|prayers?|visits?"
    r"|negotiations|talks|meetings?|contacts?|shelling|bombardments?|attacks?|raids?|clashes|protests?|patrols?|violence)\b"
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
