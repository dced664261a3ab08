"""English inflection: from a base form to all its forms, so that the codebook lists each verb and noun once."""

from typing import Final

BASE: Final = 1
THIRD: Final = 2
PAST: Final = 4
PARTICIPLE: Final = 8
GERUND: Final = 16

_IRREGULAR: Final = """
arise arose arisen|awake awoke awoken|be was been|bear bore borne|beat beat beaten|become became become
begin began begun|bend bent|bid bid|bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken
breed bred|bring brought|broadcast broadcast|build built|burn burned|burst burst|buy bought|cast cast|catch caught
choose chose chosen|cling clung|come came come|cost cost|creep crept|cut cut|deal dealt|dig dug|do did done
draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought
find found|flee fled|fling flung|fly flew flown|forbid forbade forbidden|forget forgot forgotten
forgive forgave forgiven|forgo forwent forgone|freeze froze frozen|get got got|give gave given|go went gone
grind ground|grow grew grown|hang hung|have had had|hear heard|hide hid hidden|hit hit|hold held|hurt hurt|keep kept
know knew known|lay laid|lead led|leap leapt|leave left|lend lent|let let|lie lay lain|light lit|lose lost|make made
mean meant|meet met|mislead misled|mistake mistook mistaken|overcome overcame overcome|overhear overheard
override overrode overridden|overrun overran overrun|oversee oversaw overseen|overtake overtook overtaken
overthrow overthrew overthrown|pay paid|put put|quit quit|read read|rebuild rebuilt|rend rent|ride rode ridden
ring rang rung|rise rose risen|run ran run|say said|see saw seen|seek sought|sell sold|send sent|set set
shake shook shaken|shed shed|shine shone|shoot shot|show showed shown|shrink shrank shrunk|shut shut|sing sang sung
sink sank sunk|sit sat|slay slew slain|sleep slept|slide slid|speak spoke spoken|speed sped|spend spent
spill spilled|spin spun|split split|spread spread|spring sprang sprung|stand stood|steal stole stolen|stick stuck
sting stung|stride strode stridden|strike struck|string strung|strive strove striven|swear swore sworn|sweep swept
swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
thrust thrust|undergo underwent undergone|understand understood|undertake undertook undertaken|undo undid undone
uphold upheld|upset upset|wake woke woken|wear wore worn|weave wove woven|win won|wind wound
withdraw withdrew withdrawn|withhold withheld|withstand withstood|write wrote written|foresee foresaw foreseen
outlaw outlawed|resell resold|retake retook retaken|redraw redrew redrawn|bespeak bespoke bespoken|bet bet
reset reset|waylay waylaid|overfly overflew overflown|repay repaid|rewrite rewrote rewritten|hamstring hamstrung
underwrite underwrote underwritten|foretell foretold|outdo outdid outdone|unwind unwound|undercut undercut
forsake forsook forsaken|beset beset|shed shed|rid rid|wed wed|prove proved proven
mow mowed mown|slit slit|spit spat|hew hewed hewn
"""


def _irregulars() -> dict[str, tuple[str, str]]:
    table = {}
    for entry in _IRREGULAR.replace("\n", "|").split("|"):
        parts = entry.split()
        if parts:
            table[parts[0]] = (parts[1], parts[-1])
    return table


IRREGULAR: Final = _irregulars()
"""Base form → (past, past participle)."""

_SECOND_PAST: Final = {
    "hang": "hanged", "burn": "burnt", "learn": "learnt", "spell": "spelt", "spoil": "spoilt", "ring": "ringed",
}  # fmt: skip
"""Verbs with two past forms: people are hanged, pictures hung."""
_DOUBLED: Final = frozenset(
    """
    abet abhor acquit admit airdrop allot annul aver bag ban bar bat bed beg begin bid bin blot brag bug bus cap car
    chip chop clam clap clog club commit compel concur confer control cram cut dam debar defer deter dig dim dip disbar
    dispel drag drop drub drum dub eavesdrop embed emit entrap equip expel fan fit flag flog forbid fret gag gas get
    grab grip gun gut hem hit hop horsewhip incur infer jab jam jet kidnap kit knit lag lam let lob log lop machinegun
    man map mob mop mug nab net nip nod occur omit outbid outfit outstrip overlap overstep pan pat patrol peg pen permit
    pin pip pit plan plot plug pop prefer prod prop propel put quit quiz ram rap readmit rebel rebut recommit recur
    refer refit regret remit repel retrofit rid rig rip rob rot rub run sap scan scrap scrub set ship shop shred shrug
    shun shut sidestep sit skim skip slam slap slim slip slop slot slug snap snub spar split spot spur squat stab stem
    step stir stop strap strip strut stun submit sum swap swat tag tan tap tar thin thud tip top transfer transmit trap
    trek trim trot tug unbar unplug unwrap up wag whip win wiretap wrap zip
    """.split()
)
_VOWELS: Final = "aeiou"


def _third(base: str) -> str:
    if base in ("be", "have"):
        return {"be": "is", "have": "has"}[base]
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _stem(base: str) -> str:
    return base + base[-1] if base in _DOUBLED else base


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    if base.endswith("c"):
        return base + "ked"
    return _stem(base) + "ed"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    if base.endswith("c"):
        return base + "king"
    return _stem(base) + "ing"


def verb_forms(base: str) -> dict[str, int]:
    """All forms of a verb, each with the bits of what it can be.

    A hyphenated or prefixed verb takes the forms of its last part ("test-fire" → "test-fired"). Verbs in -l double it
    in British and keep it single in American spelling: both are given.
    """
    prefix, _, last = base.rpartition("-")
    if prefix:
        return {f"{prefix}-{form}": bits for form, bits in verb_forms(last).items()}
    past, participle = IRREGULAR.get(base) or (_past(base), _past(base))
    forms: dict[str, int] = {}
    pairs = [
        (base, BASE),
        (_third(base), THIRD),
        (past, PAST),
        (participle, PARTICIPLE),
        (_gerund(base), GERUND),
    ]
    if base.endswith("l") and base[-2:-1] in _VOWELS and base not in IRREGULAR:
        pairs += [(base + "led", PAST | PARTICIPLE), (base + "ling", GERUND)]
    if base == "be":
        pairs += [("are", BASE), ("am", BASE), ("were", PAST)]
    if base in _SECOND_PAST:
        pairs.append((_SECOND_PAST[base], PAST | PARTICIPLE))
    if base.endswith("ise"):
        for form, bits in verb_forms(base[:-3] + "ize").items():
            pairs.append((form, bits))
    for form, bits in pairs:
        forms[form] = forms.get(form, 0) | bits
    return forms


_IRREGULAR_PLURAL: Final = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "crisis": "crises",
    "aircraft": "aircraft",
    "spacecraft": "spacecraft",
    "knife": "knives",
    "life": "lives",
    "hostage": "hostages",
    "foot": "feet",
}


def plural(noun: str) -> str:
    """The plural of a noun or of the last word of a compound ("air strike" → "air strikes")."""
    head, gap, last = noun.rpartition(" ")
    if gap:
        return f"{head} {plural(last)}"
    for singular, irregular in _IRREGULAR_PLURAL.items():
        if last == singular or (last.endswith(singular) and singular in ("man", "woman")):
            return last[: len(last) - len(singular)] + irregular
    return _third(last) if last not in ("be", "have") else last + "s"
