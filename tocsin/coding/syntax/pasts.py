"""Forms in -ed: whether one is a verb of its own, a participle that hangs on a noun, or only describes it."""

from typing import Final

from tocsin.coding.syntax.attributes import SAID, between_adjective_and_noun, describes_noun, of_sort
from tocsin.coding.syntax.boundaries import GUISES
from tocsin.coding.syntax.contacts import contact
from tocsin.coding.syntax.forms import done_to_a_thing
from tocsin.coding.syntax.leads import leads_doers, leads_in, of_phrase_that_leads, only_verb, opens_aside
from tocsin.coding.syntax.lookahead import HUNG_ON, later_finite
from tocsin.coding.syntax.reduced import (
    OPENS_SPEECH,
    are_counted,
    have_gathered,
    is_published,
    is_said,
    left_by_headline,
    sent,
    weapon_before,
)
from tocsin.coding.syntax.surroundings import (
    COUNTS,
    make,
    object_follows,
    object_relative,
    phrasal,
    speaker_before,
    speaks,
)
from tocsin.coding.syntax.valency import INTRANSITIVE, bare, intransitive
from tocsin.coding.syntax.verbs import FINITE, REDUCED, Group, Sentence, is_demonym, lemma_of
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import (
    ADV,
    BE,
    CLASSED,
    COORD,
    DET,
    GENITIVE,
    MARK,
    NUMBER,
    PARTICIPLE,
    PAST,
    PREP,
    PRON,
    REL,
    SUBJECT_PRON,
    SUBORD,
    VERB,
)

_SAID_TO_BE: Final = frozenset("reported believed feared presumed thought found declared confirmed left".split())
"""What somebody is said to be, of whom a participle right behind tells the rest."""


def _ends_name(s: Sentence, i: int) -> bool:
    """Whether a number is the name of something: "Unit 12", "vessels 21555 and 21551", not "killed 12"."""
    if not s.lower[i].isdigit():
        return False
    if s.flag(i - 1) & COORD and s.flag(i - 2) & NUMBER:
        return _ends_name(s, i - 2)
    return bool(s.flag(i - 1) & CLASSED) and not s.flag(i - 1) & (VERB | DET | PREP)


_AGREED: Final = frozenset("truce ceasefire cease-fire deal accord agreement pact plan treaty settlement terms".split())
"""What is agreed, and agrees to nothing: "ending a truce agreed in March"."""


def past_form(
    s: Sentence, i: int, bits: int, before: int, previous: str, *, finite: bool, behind_verb: bool
) -> Group | None:
    follows = s.lower[i + 1] if i + 1 < s.end else ""
    follow_flags = s.flag(i + 1)
    if _of_name(s, i):
        return None
    if before & (DET | GENITIVE) and not before & (REL | PRON):
        # "the captured soldiers" is no verb; "two died on Monday", "many fled", "all agreed" is.
        counted = before & NUMBER or previous in COUNTS
        describes = object_follows(s, i + 1) and not follow_flags & (DET | PRON) and bits & PARTICIPLE
        if not counted or (describes and not _ends_name(s, i - 1)):
            return None
    elif before & PREP and not before & (SUBORD | COORD | REL) and previous not in ("than", "as"):
        return None
    if before & COORD and "-" in s.lower[i - 2] and s.flag(i - 3) & PREP:
        return None  # "in hard-to-reach and besieged places"
    stands_by = follows == "by" and _no_doer(s, i)
    backed_out = follows in _BACKWARD and lemma_of(s, i, PARTICIPLE) == "back"
    owned_up = follows == "having" and (not s.headline or s.lower[i] in ("denied", "admitted"))
    if not bits & PARTICIPLE or owned_up or stands_by or backed_out:
        # "denied having sold shells", "stood by its ally", "backed out of the talks"
        return make(s, i, FINITE, PAST, past=True)
    if follow_flags & PREP and not before & PREP and _in_words(s, i):
        return make(s, i, FINITE, PAST, past=True)  # "denied in a statement read on television that …"
    if f"{s.lower[i]} {follows}" in HUNG_ON:
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if previous in _SAID_TO_BE and s.flag(i - 2) & BE:
        return make(s, i, REDUCED, PARTICIPLE, passive=True)  # "two soldiers were reported captured"
    if s.headline and s.lower[i] == "briefed" and follows == "on":
        return make(s, i, REDUCED, PARTICIPLE, passive=True)  # "Council briefed on truce"
    if not bits & PAST and behind_verb and s.lower[i] in _STATES and _before_its_noun(s, i):
        return None  # "to use frozen Russian assets"
    if not bits & PAST:
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if i == s.begin and not s.headline and leads_in(s, i):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if s.lower[i] in _SUPPOSED and is_demonym(s, i - 1) and follow_flags & CLASSED and not follow_flags & DET:
        return None  # "12 Russian suspected spies"
    if s.lower[i] in _SUPPOSED and leads_doers(s, i):
        return None
    if s.lower[i] == "alleged" and before & COORD and follow_flags & CLASSED and not follow_flags & DET:
        return None  # "accusations over troop movements and alleged arms supplies"
    if previous == "own" or of_sort(s, i) or describes_noun(s, i, before, follow_flags, behind_verb=behind_verb):
        return None
    if follows == "as" and s.lower[i] in GUISES and later_finite(s, i):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if before & (REL | SUBJECT_PRON) and follows != "by" and previous != "whose":
        return make(s, i, FINITE, PAST, past=True)
    if (previous == "," and opens_aside(s, i)) or (s.lower[i] == "agreed" and previous in _AGREED):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if previous == "," and s.lower[i] == "asked" and follows in ("whether", "if", "about", "how", "why", "what"):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if follows != "by" and (object_relative(s, i) or (not intransitive(s, i) and contact(s, i, i) >= 0)):
        return make(s, i, FINITE, PAST, past=True)
    if _lists_deeds(s, i):
        return make(s, i, FINITE, PAST, past=True)
    has_object = object_follows(s, i + 1 + _outcome(s, i + 1)) or (
        follows in _PHRASAL and phrasal(s, i, follows) and not (follows == "for" and _for_how_long(s, i + 2))
    )
    has_object = has_object and follows not in ("there", "here")
    has_object = has_object and not (s.headline and (follows in _AT_WORK or follows in _LATER))
    shot = follows in _PHRASAL and (weapon_before(s, i) or is_published(s, i))
    has_object = has_object and not shot  # "drones launched at the port": they are what is launched
    if s.headline and not has_object and left_by_headline(s, i, follows):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if not has_object and (of_phrase_that_leads(s, i) or done_to_a_thing(s, i, follows, OPENS_SPEECH)):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if s.lower[i] in SAID and follows != "by" and not before & PREP and not is_said(s, i):
        return make(s, i, FINITE, PAST, past=True)
    if follows == "to" and s.lower[i] in _RESOLVED and s.flag(i + 2) & VERB:
        return make(s, i, FINITE, PAST, past=True)  # "refused to land after guards had boarded it"
    of_words = lemma_of(s, i, PARTICIPLE) in _OF_WORDS or speaks(s, lemma_of(s, i, PARTICIPLE))
    if follow_flags & (MARK | PREP | ADV) and of_words and speaker_before(s, i):  # a day counts as an adverb
        return make(s, i, FINITE, PAST, past=True)
    if follow_flags & PREP and have_gathered(s, i):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if follows != "by" and only_verb(s, i):
        return make(s, i, FINITE, PAST, past=True)
    taken = follows in _TAKEN or shot or not bare(s, i) or sent(s, i, before, follow_flags)
    passive = follows == "by" or (not has_object and taken)
    if passive and (s.headline or follows == "by" or finite or later_finite(s, i) or are_counted(s, i)):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if (
        finite
        and not before & (COORD | MARK | SUBORD)
        and (
            (not has_object and lemma_of(s, i, PARTICIPLE) not in INTRANSITIVE) or lemma_of(s, i, PARTICIPLE) in _NAMING
        )
    ):
        return make(s, i, REDUCED, PARTICIPLE, passive=True)
    if (
        (before & NUMBER or previous in COUNTS)
        and not s.headline
        and s.lower[i] in ("wounded", "injured", "killed")
        and not has_object
    ):
        # "two dead and ten wounded"
        return None
    if finite and between_adjective_and_noun(s, i, previous, follow_flags):
        return None
    return make(s, i, FINITE, PAST, past=True)


def _for_how_long(s: Sentence, i: int) -> bool:
    """As in "a priest held for six weeks", "for ransom": no object of the verb."""
    return i in s.dated or s.lower[i] in DAYS or s.lower[i] == "ransom"


def _of_name(s: Sentence, i: int) -> bool:
    """As in "renamed itself Militarised Communist Party", "the United Front": with a capital, before another."""
    if s.headline or i == s.begin or i + 1 >= s.end or s.lower[i - 1] in _OPENING_MARKS:
        return False
    return all(w[0].isupper() and not w.isupper() for w in (s.word[i], s.word[i + 1]))


_OPENING_MARKS: Final = frozenset({":", ";", '"', "“", "'", "‘", "—", "–", "-", "."})


_STATES: Final = frozenset({"frozen", "stolen", "hidden", "broken", "fallen", "sunken"})
"""Participles that as often describe a noun behind a verb."""


def _before_its_noun(s: Sentence, i: int) -> bool:
    return bool(s.flag(i + 1) & CLASSED) or is_demonym(s, i + 1)


def _lists_deeds(s: Sentence, i: int) -> bool:
    """As in "how soldiers bought, sold and beat them": the last of several verbs has the object of them all."""
    if not s.flag(i - 1) & CLASSED and s.lower[i - 1] != ",":
        return False
    joined, j = False, i + 1
    for _ in range(_SEVERAL):
        if j >= s.end or not (s.lower[j] == "," or s.flag(j) & COORD):
            return False
        joined = bool(s.flag(j) & COORD)
        j += 1
        while j < s.end and s.flag(j) & ADV and not s.flag(j) & (PREP | DET):
            j += 1
        if j >= s.end or not lemma_of(s, j, PAST):
            return False
        j += 1
        if joined:
            return object_follows(s, j)
    return False


_SEVERAL: Final = 3
"""Verbs that are listed behind the first."""
_SUPPOSED: Final = frozenset({"suspected", "alleged", "accused", "presumed"})


_TAKEN: Final = frozenset({"captive", "hostage", "prisoner"})
"""What those are who are held without an object behind the verb: "reporters held hostage in Iraq"."""


_OUTCOMES: Final = frozenset({"dead", "alive", "up", "down"}) | _TAKEN
"""What a verb may leave its object as: "shot dead in the street" has no object behind it."""


def _outcome(s: Sentence, i: int) -> int:
    """How many tokens tell what a verb leaves its object as: "shot dead two men", "stabbed to death a priest"."""
    return 2 if s.lower[i : i + 2] in _TO_THE_END else int(i < s.end and s.lower[i] in _OUTCOMES)


_TO_THE_END: Final = (["to", "death"], ["to", "pieces"], ["to", "ashes"], ["to", "rubble"])


_AT_WORK: Final = frozenset(
    "fighting battling defending guarding protecting patrolling clearing defusing storming".split()
)
"""What those did who suffer what a headline's verb says: "Nine soldiers killed fighting rebels"."""


_LATER: Final = frozenset({"after", "before", "amid", "during"})


_PHRASAL: Final = frozenset({"for", "on", "upon", "at", "against", "off", "into"})


_RESOLVED: Final = frozenset(
    "refused declined vowed pledged promised threatened decided attempted tried sought managed failed hoped".split()
)
"""Verbs that take what their subject is to do, and are never done to it so."""


def _in_words(s: Sentence, i: int) -> bool:
    """Whether a verb of words is told with where they were said: "denied in an interview", "warned on television"."""
    lemma = lemma_of(s, i, PARTICIPLE)
    if lemma not in _OF_WORDS and not speaks(s, lemma):
        return False
    return not _MEDIA.isdisjoint(s.lower[i + 2 : i + 5])


_OF_WORDS: Final = frozenset(
    "deny confirm condemn denounce reject accuse dismiss urge call rebuke refute concede admit acknowledge".split()
)


_MEDIA: Final = frozenset(
    """
    statement interview letter speech post message broadcast briefing communique television radio twitter telegram
    """.split()
)
"""Where words are said."""


def _no_doer(s: Sentence, i: int) -> bool:
    """Whether "by" behind a verb leads to nobody who does it: "stood by its ally", "retaliated by firing rockets"."""
    lemma = lemma_of(s, i, PARTICIPLE)
    if lemma in _ANSWERING and s.lower[i + 2 : i + 3] and s.lower[i + 2].endswith("ing"):
        return True
    return lemma in _BY and object_follows(s, i + 2)


_ANSWERING: Final = frozenset({"react", "respond", "retaliate", "reply"})
_BY: Final = frozenset({"stand", "abide", "stick", "swear"})
"""Verbs behind which "by" leads to no doer: "stood by its ally"."""


_BACKWARD: Final = frozenset({"out", "away", "down", "off"})
"""Where whoever has "backed" goes himself."""


_NAMING: Final = frozenset("call name dub give offer grant award pay hand send deny judge deem brand label".split())
"""Verbs whose participle may have an object: "a group called …", "soldiers given orders", "a book judged seditious"."""
