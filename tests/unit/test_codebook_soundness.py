"""`tocsin codebook check` finds what a codebook that loads may still have wrong."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from services.cli.codebook import app
from tocsin.codebook import Codebook, load
from tocsin.codebook.soundness import flaws
from tocsin.coding.text.lexicon import Lexicon, lexicon


def book(folder: Path, **files: object) -> Codebook:
    for name, data in files.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(data), "utf-8")
    return load.__wrapped__(folder)


def found(codebook: Codebook) -> list[str]:
    return [str(flaw) for flaw in flaws(codebook, Lexicon(codebook).scan)]


def test_the_codebook_of_tocsin_is_sound():
    assert flaws(load(), lexicon().scan) == []


def test_one_term_with_two_meanings_is_a_clash(tmp_path):
    codebook = book(
        tmp_path,
        countries=[{"code": "AAA", "names": ["Atlantis"]}, {"code": "BBB", "names": ["Atlantis"]}],
        cities={"AAA": ["Elis"], "BBB": ["Elis"]},
        roles=[
            {"sector": "MIL", "kind": "force", "terms": ["hoplite"]},
            {"sector": "CVL", "kind": "people", "terms": ["hoplite"]},
        ],
        units=[{"family": "forces", "one": ["hoplite"]}, {"family": "people", "one": ["hoplite"]}],
        designations=[{"what": "place", "words": ["Pier"]}, {"what": "other", "words": ["Pier"]}],
    )
    assert sorted(found(codebook)) == [
        "clash: atlantis: stands for Atlantis (country of AAA) and for Atlantis (country of BBB)",
        "clash: elis: stands for Elis (city of AAA) and for Elis (city of BBB)",
        "clash: hoplite: stands for a force of sector MIL and for a people of sector CVL",
        "clash: hoplite: stands for a unit of forces and for a unit of people",
        "clash: pier: stands for place and for other",
    ]


def test_persons_of_one_surname_do_not_clash(tmp_path):
    persons = {"AAA": {"Solon Smith": ["president", "1999-"], "Dracon Smith": ["president", "1989-1999"]}}
    assert found(book(tmp_path, countries=[{"code": "AAA", "names": ["Atlantis"]}], leaders=persons)) == []


def test_a_group_or_a_town_of_no_country_is_a_stranger(tmp_path):
    codebook = book(
        tmp_path,
        countries=[{"code": "AAA", "names": ["Atlantis"]}],
        groups=[{"country": "AAA BBB", "name": "Hoplites", "also": ["Shield Bearers"]}],
        cities={"CCC": ["Elis"]},
    )
    assert found(codebook) == [
        "stranger: Hoplites: 'BBB' is the code of no country and no organisation",
        "stranger: Elis: 'CCC' is the code of no country and no organisation",
    ]


def test_a_term_that_no_text_can_hold_is_dead(tmp_path):
    codebook = book(tmp_path, countries=[{"code": "AAA", "names": ["Atlantis (West)"]}])
    assert found(codebook) == ["dead: atlantis  west: is never found as Atlantis (West) (country of AAA)"]


def test_an_act_without_an_example_is_named(tmp_path):
    sail = {"id": "sail", "type": "MOBILIZE", "verbs": ["sail"], "example": " "}
    codebook = book(tmp_path, acts=[sail, sail | {"id": "row", "verbs": ["row"], "example": "They rowed."}])
    assert found(codebook) == ["example: sail: has no example"]


def test_an_everyday_verb_that_makes_an_act_by_itself_is_named(tmp_path):
    row = {"id": "row", "type": "PROTEST", "example": "They rowed.", "verbs": ["fast", "fast in protest", "row"]}
    codebook = book(
        tmp_path,
        words={"everyday": ["fast"]},
        objects={"crowd": {"words": ["crowd"]}},
        acts=[row | {"id": "cited", "frame": "said"}, row, row | {"id": "asks", "subject": ["crowd"]}],
    )
    (flaw,) = found(codebook)
    assert flaw.startswith("everyday: row: “fast” alone makes it")


def test_a_usage_of_a_verb_that_no_act_has_is_dead(tmp_path):
    row = {"id": "row", "type": "MOBILIZE", "example": "They rowed.", "verbs": ["row out"]}
    usage = {"verbs": ["row", "sail"], "of": ["row"], "means": "a quarrel", "example": "They row all day."}
    codebook = book(tmp_path, acts=[row], usages=[usage])
    assert found(codebook) == ["dead: They row all day.: “sail” begins no act that it could be the usage of"]


def test_a_phrase_that_another_act_always_takes_is_shadowed(tmp_path):
    """A family is named only where all of its phrases are taken."""
    row = {"id": "row", "type": "MOBILIZE", "example": "They rowed.", "verbs": ["row out", "(row|sail) (home|back)"]}
    verbs = ["row out", "row home", "sail (home|back)", "(row|drift) back"]
    codebook = book(tmp_path, acts=[row, row | {"id": "sail", "verbs": verbs}])
    assert found(codebook) == [
        "shadowed: sail: “row out” never means it: row has it, too, and comes first",
        "shadowed: sail: “row home” never means it: row has it, too, and comes first",
        "shadowed: sail: “sail (home|back)” never means it: row has it, too, and comes first",
    ]


@pytest.mark.parametrize(
    ("first", "second", "shadowed"),
    [
        ({}, {"object": ["ship"]}, False),  # which comes first, as it asks for more
        ({}, {"near": ["oar"], "not_near": ["race"]}, False),
        ({"object": ["ship"]}, {}, False),
        ({"object": ["ship", "crowd"]}, {"object": ["ship"]}, True),
        ({"object": ["ship"]}, {"object": ["ship", "crowd"]}, False),
        ({"not_object": ["ship"]}, {}, False),
        ({"not_object": ["ship"]}, {"not_object": ["crowd", "ship"]}, True),
        ({"near": ["oar"]}, {"near": ["oar", "sail"]}, False),
        ({"not_near": ["race"]}, {}, False),
        ({}, {"not_near": ["race"]}, True),
        ({"subject": ["crowd"]}, {"subject": ["crowd"], "agentless": True}, False),
        ({"within": "sport"}, {}, False),
        ({}, {"within": "sport"}, True),
        ({"frame": "said"}, {}, False),  # it is meant where nobody is cited
        ({"frame": "said"}, {"frame": "said"}, True),
        ({}, {"frame": "said"}, True),
        ({"type": "PROTEST", "mode": "riot"}, {}, False),  # it is meant where those who do it are no crowd
        ({"type": "PROTEST", "mode": "riot"}, {"type": "PROTEST", "mode": "obstruct"}, True),
        ({"type": "PROTEST", "mode": "demo"}, {}, True),
    ],
)
def test_a_phrase_is_shadowed_where_the_act_before_asks_for_no_more(tmp_path, first, second, shadowed):
    row = {"type": "MOBILIZE", "example": "They rowed.", "verbs": ["row out"]}
    classes = {"ship": {"words": ["ship"]}, "crowd": {"words": ["crowd"]}}
    codebook = book(tmp_path, objects=classes, acts=[row | {"id": "one"} | first, row | {"id": "two"} | second])
    named = ["shadowed: two: “row out” never means it: one has it, too, and comes first"]
    assert found(codebook) == (named if shadowed else [])


def test_what_only_a_crowd_or_a_refusal_takes_is_no_shadow(tmp_path):
    march = {"id": "march", "type": "PROTEST", "example": "They marched.", "verbs": ["march with", "not send"]}
    drill = march | {"id": "drill", "type": "COOPERATE"}
    refuse = march | {"id": "refuse", "type": "REJECT", "mode": "assist", "verbs": ["not send"]}
    assert found(book(tmp_path, acts=[march | {"verbs": ["march with"]}, refuse, drill])) == []


def test_a_phrase_that_begins_with_no_verb_is_named(tmp_path):
    """Its first word would be read as a verb wherever a text has it."""
    sail = {"id": "sail", "type": "MOBILIZE", "example": "They sailed.", "verbs": ["sail", "may spread", "sailed off"]}
    codebook = book(
        tmp_path, words={"modals": ["may"], "verbs": []}, acts=[sail, sail | {"id": "row", "verbs": ["row"]}]
    )
    assert found(codebook) == [
        "verb: sail: “may” begins a phrase; is it a verb, list it among the verbs of words.yaml",
        "verb: sail: “sailed” begins a phrase; write the base form, “sail”",
    ]


def test_the_command_prints_flaws_and_fails(tmp_path):
    assert CliRunner().invoke(app, ["check"]).exit_code == 0
    book(tmp_path, countries=[{"code": "AAA", "names": ["Atlantis"]}, {"code": "BBB", "names": ["Atlantis"]}])
    result = CliRunner().invoke(app, ["check", "--codebook", str(tmp_path)])
    assert result.exit_code == 1
    assert "clash: atlantis" in result.output
    assert "1 flaws" in result.output
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "countries.yaml").write_text("- {code: AAA}", "utf-8")
    broken = CliRunner().invoke(app, ["check", "--codebook", str(tmp_path / "broken")])
    assert broken.exit_code == 2
    assert "field names: is missing" in broken.output


def test_a_folder_without_codebook_files_is_no_sound_codebook(tmp_path):
    done = CliRunner().invoke(app, ["check", "--codebook", str(tmp_path)])
    assert done.exit_code == 2
    assert "there are no codebook files (*.yaml) in it" in done.output
