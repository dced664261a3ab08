"""Clauses: whose verb is whose, and what hangs on what."""

from bisect import bisect_left

import pytest

from tocsin.coding.syntax.clauses import find_clauses
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence, classify
from tocsin.coding.text.marks import mark
from tocsin.coding.text.sentences import split
from tocsin.coding.text.tables import grammar
from tocsin.coding.text.tokens import tokenise


def clauses(text: str, *, headline: bool = False) -> tuple[Sentence, list[Group]]:
    tokens = tokenise(text)
    begin, end = split(text)[0]
    first, last = bisect_left(tokens.start, begin), bisect_left(tokens.start, end)
    words = classify(tokens, grammar())
    marks = mark(tokens, words, grammar(), {}, {})
    sentence = Sentence(tokens, words, marks, first, last, grammar=grammar(), headline=headline)
    return sentence, find_clauses(sentence)


def lemmas(text: str, *, headline: bool = False) -> list[str]:
    return [group.lemma for group in clauses(text, headline=headline)[1]]


def subject(text: str, lemma: str) -> str:
    sentence, groups = clauses(text)
    k = next(k for k, group in enumerate(groups) if group.lemma == lemma)
    span = subject_of(groups, k)
    assert span is not None
    return " ".join(sentence.word[span[0] : span[1]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army attacked the port and killed two guards.", ["attack", "kill"]),
        ("The attack on the port killed two guards.", ["kill"]),
        ("The envoy said rebels had been ordered to leave.", ["say", "order", "leave"]),
        ("Talks between the two camps resumed.", ["resume"]),
        ("Both capitals deny that shells were fired.", ["deny", "fire"]),
        ("Rebels capture military bases near the capital.", ["capture"]),
        ("Rome may in return hand over its ships.", ["hand"]),
        ("They kill their own wounded.", ["kill"]),
        ("The unions freed jailed activists.", ["free"]),
        ("A military source told soldiers to leave.", ["tell", "leave"]),
        ("The king met with visiting generals.", ["meet"]),
        ("The group was charged with smuggling rockets.", ["charge", "smuggle"]),
        ("The charges of firing on mourners were dropped.", ["fire", "drop"]),
        ("The army keeps training recruits.", ["keep", "train"]),
        ("The ministers discussed striking at the port.", ["discuss", "strike"]),
        ("Forces loyal to the general entered the town.", ["enter"]),
        ("The governor said he would pay nothing, and shut all schools near the forest.", ["say", "pay", "shut"]),
        ("The firm cut off gas to the town.", ["cut"]),
        ("Settlers put up barricades on the road.", ["put"]),
        ("Armenian positions near Tegh had fired.", ["fire"]),
        ("Women seized on October 7 crossed into Egypt.", ["seize", "cross"]),
        ("Oslo and Rome have each warned the firm.", ["warn"]),
        ("NATO remains committed to the defence of Oman.", ["remain", "commit"]),
        ("The soldier's remains were returned.", ["return"]),
        ("Libya announced loans to Chad.", ["announce"]),
        ("The envoy hoped that the two would talk.", ["hope", "talk"]),
        ("Libya announced plans on Monday to send tanks to Chad.", ["announce", "send"]),
        ("Guards spared the bridge.", ["spare"]),
        ("The rebels said they'd left the town.", ["say", "leave"]),
        ("Berlin acted ahead of its European partners.", ["act"]),
        ("Oslo wants to use frozen Russian assets.", ["want", "use"]),
        ("The United States armed Syrian rebels.", ["arm"]),
        ("A Burundian armed group attacked a village.", ["attack"]),
        ("The Swiss forces left.", ["leave"]),
        ("State television showed the Cuban exiles in the streets.", ["show"]),
    ],
)
def test_a_word_is_a_verb_only_where_it_is_one(text: str, expected: list[str]) -> None:
    assert lemmas(text) == expected


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("Oslo, which bombed a camp, denied the charge.", "deny", "Oslo"),
        ("A bombing after a rally killed nine people.", "kill", "A bombing after a rally"),
        ("Oslo, two days after the raid, shelled the fort.", "shell", "Oslo"),
        ("An attack before the vote wounded ten, police said.", "wound", "An attack before the vote"),
        ("A raid since the truce has killed three.", "kill", "A raid since the truce"),
        ("The day after the rebels left, soldiers came.", "come", "soldiers"),
        ("Two days after the vote ended, gunmen came.", "end", "the vote"),
        ("The rebels, backed by Rome, seized a ship.", "seize", "The rebels"),
        ("The soldiers sent to the coast attacked a village.", "attack", "The soldiers"),
        ("The ministry urged Oslo to withdraw its guards.", "withdraw", "Oslo"),
        ("Oslo attacked the base and destroyed two jets.", "destroy", "Oslo"),
        ("A storm raged as Oslo, a seaport, shelled the fort.", "shell", "Oslo , a seaport"),
        ('"We will answer," said the general.', "say", "the general"),
        ("At least 300 guards travelled east.", "travel", "At least 300 guards"),
        ("The shells, Rome said, have been sent.", "send", "The shells"),
        ("The gunmen who attacked Rome fled.", "flee", "The gunmen"),
        ("The gunmen who took Rome on Monday pulled out on Friday.", "pull", "The gunmen"),
        ("An airman who had bailed out was being held.", "hold", "An airman"),
        ("Oslo said that Rome's plan to send shells had failed.", "fail", "Rome 's plan"),
        ("At Rome's request the council meets today.", "meet", "the council"),
    ],
)
def test_each_verb_finds_its_own_subject(text: str, lemma: str, expected: str) -> None:
    assert subject(text, lemma) == expected


def test_auxiliaries_give_voice_tense_and_mood() -> None:
    _, groups = clauses("The bridge may have been destroyed and will not be rebuilt.")
    destroyed, rebuilt = groups
    assert (destroyed.modal, destroyed.passive, destroyed.perfect) == ("may", True, True)
    assert (rebuilt.modal, rebuilt.passive, rebuilt.negated) == ("will", True, True)


@pytest.mark.parametrize(
    "condition", ["Should the talks collapse", "Should Oslo collapse", "Should Oslo brandle Bergen"]
)
def test_an_inverted_auxiliary_is_a_condition(condition: str) -> None:
    _, groups = clauses(f"{condition}, the army would invade.")
    assert groups[0].lemma in {"collapse", "brandle"}
    assert groups[0].link == "if"


def test_a_headline_infinitive_is_to_come() -> None:
    _, groups = clauses("Oslo to withdraw troops", headline=True)
    assert (groups[0].lemma, groups[0].modal) == ("withdraw", "will")


def test_said_clauses_hang_on_the_verb_of_saying() -> None:
    _, groups = clauses("The minister said that guards cited by the paper had fled.")
    assert groups[-1].lemma == "flee"
    assert groups[groups[-1].parent].lemma == "say"


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Martial law declared in Aceh", "declare"),
        ("Sudan peace deal signed", "sign"),
        ("Undersea cable cut in Baltic", "cut"),
        ("Reservists called up in Serbia", "call"),
        ("Reporter shot dead in Mosul", "shoot"),
    ],
)
def test_a_headline_without_is_tells_what_is_done_to_its_subject(text: str, lemma: str) -> None:
    _, groups = clauses(text, headline=True)
    assert [(group.lemma, group.passive) for group in groups] == [(lemma, True)]


def test_what_an_infinitive_describes_is_the_subject_of_the_verb_behind_it() -> None:
    assert subject("The offensive to retake Mosul began before dawn.", "begin") == "The offensive"


def test_an_adjective_before_a_preposition_hides_no_plural_subject() -> None:
    assert "deny" in lemmas("Fighters loyal to the president deny the charge.")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Rebels close in on capital, mediator says", ["close", "say"]),
        ("Envoy urges truce, guerrillas vow to fight", ["urge", "vow", "fight"]),
        ("Bush and Putin hold talks", ["hold"]),
        ("Seoul, Tokyo hold talks on missile", ["hold"]),
    ],
)
def test_a_headline_has_a_second_clause_and_two_names_make_a_plural(title: str, told: list[str]) -> None:
    assert lemmas(title, headline=True) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Poland arrests man suspected of spying for Russia", ["arrest", "suspect", "spy"]),
        ("Finns board tanker suspected of cutting cable", ["board", "suspect", "cut"]),
        ("Philippines boards vessel used by smugglers", ["board", "use"]),
        ("Police raid house used by militants", ["raid", "use"]),
        ("Rebel attacks foiled by army", ["foil"]),
        ("Arrests of men anger Minsk", ["anger"]),
    ],
)
def test_what_a_headline_only_says_of_somebody_leaves_it_its_verb(title: str, told: list[str]) -> None:
    assert lemmas(title, headline=True) == told


def test_quotation_marks_part_no_verb_from_its_auxiliary() -> None:
    assert lemmas('The drill would be "regarded as a declaration of war".') == ["regard"]


def test_a_headline_says_not_without_its_auxiliary() -> None:
    _, groups = clauses("Chad 'not obliged' to let troops in", headline=True)
    assert groups[0].negated


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Three men were arrested and forty rifles recovered.", "recover"),
        ("He said the town had been shelled and a bridge destroyed.", "destroy"),
        ("All rallies were banned and the press placed under guard.", "place"),
    ],
)
def test_a_passive_may_share_the_auxiliary_of_the_clause_before(text: str, lemma: str) -> None:
    _, groups = clauses(text)
    assert next(group.passive for group in groups if group.lemma == lemma)


def test_the_that_of_what_is_said_describes_no_noun() -> None:
    text = "Oslo said on Monday that soldiers sent to the coast had entered combat."
    assert subject(text, "enter") == "soldiers"


def test_a_participle_that_no_list_has_ends_its_verb_group() -> None:
    _, groups = clauses("Ten jets had been rewinged and a launcher handed over.")
    assert [(group.lemma, group.passive) for group in groups] == [("rewinged", True), ("hand", True)]


@pytest.mark.parametrize("when", ["", " on Tuesday", " last week"])
def test_a_main_verb_stands_behind_a_relative_clause_that_has_its_object_in_front(when: str) -> None:
    assert subject(f"The decree which he signed{when} widens the powers of the army.", "widen") == "The decree"


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("Iran, which arms rebels who attacked two ships, denied any role.", "deny", "Iran"),
        ("Rebels who attacked two ships, which sank, denied any role.", "sink", "two ships"),
        ("Officials said Kenya, Uganda, and Ethiopia sent troops.", "send", "Kenya , Uganda , and Ethiopia"),
        ("The African Union (AU) peacekeepers shelled the camp.", "shell", "The African Union ( AU ) peacekeepers"),
    ],
)
def test_the_subject_that_waits_is_the_one_set_off(text: str, lemma: str, expected: str) -> None:
    assert subject(text, lemma) == expected


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Troops at the gates of Goma", ["be"]),
        ("Kosovo a step away from war, envoy says", ["be", "say"]),
        ("Kinshasa: Rwanda behind the raid", ["be"]),
        ("Letters from troops in Iraq", []),
        ("Rebels take town at the gates of Goma", ["take"]),
    ],
)
def test_a_headline_without_a_verb_means_is_where_an_act_is_told_so(headline: str, expected: list[str]) -> None:
    assert lemmas(headline, headline=True) == expected
    assert lemmas(headline) == [lemma for lemma in expected if lemma != "be"]


def test_who_says_what_somebody_suffered_goes_on_and_not_the_sufferer() -> None:
    assert subject("Chad said two herders had been killed and vowed to strike back.", "vow") == "Chad"
    assert subject("Chad said two herders had been killed and buried at dawn.", "bury") == "two herders"


def test_whom_somebody_catches_is_charged() -> None:
    assert subject("Police caught the colonel, charged with murder, at an inn.", "charge") == "the colonel"


def test_whom_somebody_frees_or_buries_was_arrested_or_killed() -> None:
    assert subject("Peru freed a reporter, arrested in May.", "arrest") == "a reporter"
    assert subject("The clan buried two herders, killed in a raid.", "kill") == "two herders"
    assert subject("The president fled to Spain, wounded in the leg.", "wound") == "The president"
    assert subject("Two pilots were handed to the envoy, captured in May.", "capture") == "Two pilots"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deputies backing the king approve a new law.", ["back", "approve"]),
        ("Leaders gathered in Oslo condemn the raid.", ["gather", "condemn"]),
        ("Leaders gathered in Oslo condemned the raid.", ["gather", "condemn"]),
        ("Leaders gathered in Oslo on Monday.", ["gather"]),
        ("The talks ended after commandos, backed by jets, raid a camp.", ["end", "back", "raid"]),
        ("Two drivers, on their way home, die in an ambush.", ["die"]),
        ("The order holds tanks, jets and bombs to go with them.", ["hold", "go"]),
    ],
)
def test_a_verb_stands_behind_what_describes_its_subject(text: str, expected: list[str]) -> None:
    assert lemmas(text) == expected
