"""The codebook loads, hashes, caches, and says where a file is wrong."""

from pathlib import Path

import pytest
import yaml

from services import cli
from tocsin.codebook import FOLDER, CodebookError, compile_files, load
from tocsin.codebook.sections import as_stored
from tocsin.vocabulary import Sector


def write(folder: Path, **files: object) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        text = data if isinstance(data, str) else yaml.safe_dump(data)
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def wrong(**files: object) -> str:
    contents = {
        f"{name}.yaml": (data if isinstance(data, str) else yaml.safe_dump(data)).encode()
        for name, data in files.items()
    }
    with pytest.raises(CodebookError) as caught:
        compile_files(contents)
    return str(caught.value)


def test_the_version_changes_with_any_file_and_only_then(tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "cache"))
    country = {"code": "AAA", "names": ["Atlantis"]}
    first = load(write(tmp_path / "one", countries=[country]))
    same = load(write(tmp_path / "two", countries=[country]))
    other = load(write(tmp_path / "three", countries=[{**country, "seats": ["Poseidonis"]}]))
    assert first.version == same.version != other.version
    assert first.patterns == [" atlantis "]


def test_a_cached_codebook_equals_a_fresh_one(tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "cache"))
    folder = write(tmp_path / "book", countries=[{"code": "AAA", "names": ["Atlantis"], "people": ["Atlanteans"]}])
    fresh = load.__wrapped__(folder)
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert load.__wrapped__(folder) == fresh


def test_a_damaged_cache_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "cache"))
    folder = write(tmp_path / "book", countries=[{"code": "AAA", "names": ["Atlantis"]}])
    fresh = load.__wrapped__(folder)
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(file.read_bytes()[:20])
    assert load.__wrapped__(folder) == fresh


def test_a_cache_folder_that_cannot_be_written_does_no_harm(tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_CACHE", "/proc/nothing")
    folder = write(tmp_path / "book", countries=[{"code": "AAA", "names": ["Atlantis"]}])
    assert load.__wrapped__(folder).patterns == [" atlantis "]


def test_only_a_few_compiled_codebooks_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "cache"))
    for number in range(6):
        load.__wrapped__(write(tmp_path / "book", countries=[{"code": "AAA", "names": [f"Atlantis {number}"]}]))
    assert len(list((tmp_path / "cache").iterdir())) == 4


def test_faults_name_file_entry_and_field():
    assert (
        wrong(countries=[{"names": ["Atlantis"]}]) == "countries.yaml, entry 1 (['Atlantis']), field code: is missing"
    )
    assert "entry 1 (AAA), field nmaes: is not a field here" in wrong(
        countries=[{"code": "AAA", "names": ["Atlantis"], "nmaes": []}]
    )
    assert "entry 1 (NOR), field names: must be a list, not str: 'Norway'" in wrong(
        countries=[{"code": "NOR", "names": "Norway"}]
    )
    assert "must hold words only, not False (put it in quotes)" in wrong(countries=[{"code": "NOR", "names": [False]}])
    assert "has no letter or digit" in wrong(countries=[{"code": "AAA", "names": ["..."]}])
    assert "is not YAML" in wrong(countries="- {code: [")
    assert "must be a list of entries" in wrong(countries={"code": "AAA"})
    assert "entry 1, must be a mapping" in wrong(countries=["AAA"]).replace(":", ",")


def test_the_files_of_tocsin_compile_to_what_is_cached():
    compiled = compile_files({file.name: file.read_bytes() for file in sorted(FOLDER.glob("*.yaml"))})
    assert list(compiled["terms"]) == load().patterns


def test_faults_of_persons_name_the_person():
    assert "entry AAA Solon, field office: 'archon' is none of" in wrong(
        leaders={"AAA": {"Solon": ["archon", "1999-"]}}
    )
    assert "field years: 'then' is not like" in wrong(leaders={"AAA": {"Solon": ["president", "then"]}})
    assert "must be [office, years, other spellings …]" in wrong(leaders={"AAA": {"Solon": "president"}})
    assert "must be a mapping from names" in wrong(leaders={"AAA": ["Solon"]})
    assert "must be a mapping from country codes" in wrong(leaders=["Solon"])


def test_a_noun_takes_no_object():
    storm = {"id": "storm", "type": "ASSAULT", "nouns": ["raid … on"], "example": "A raid on the port failed."}
    assert "entry storm, field nouns: raid … on: only verbs take" in wrong(**{"acts-force": [storm]})


def test_faults_of_cities_name_the_country():
    assert "cities.yaml, entry AAA: must be a list" in wrong(cities={"AAA": "Poseidonis"})
    assert "must be a mapping from country codes" in wrong(cities=["Poseidonis"])


def test_all_actors_have_known_sectors_and_codes():
    sectors = set(Sector.__args__)
    for meanings in load().meanings:
        for spelling, payload in meanings:
            if spelling.kind == "actor":
                assert payload.sector in sectors, payload
                assert all(code.isupper() or code[0] == "G" for code in payload.codes), payload
            if spelling.kind == "role":
                assert payload.sector in sectors, payload


def test_every_country_has_a_name_and_most_a_capital():
    countries = yaml.safe_load((FOLDER / "countries.yaml").read_text("utf-8"))
    codes = {entry["code"] for entry in countries}
    assert len(codes) > 249
    assert sum("seats" in entry for entry in countries) > 170


def test_the_codebook_knows_the_news_of_thirty_years():
    named = {p.name for meanings in load().meanings for s, p in meanings if s.kind == "actor" and p.kind == "person"}
    assert {"Yasser Arafat", "Mikhail Gorbachev", "Slobodan Milosevic", "Kofi Annan", "Kim Jong Un"} <= named
    groups = {p.name for meanings in load().meanings for s, p in meanings if s.kind == "actor" and p.kind == "group"}
    assert len(groups) > 120


def test_a_payload_may_be_given_as_it_is_stored():
    assert as_stored("verb", ("attack",)) == ("attack",)


def test_every_command_tells_a_codebook_that_cannot_be_read_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def reads() -> None:
        raise CodebookError("groups.yaml", 3, "country", "is missing")

    monkeypatch.setattr(cli, "app", reads)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert (
        capsys.readouterr().err
        == "tocsin: the codebook can't be read: groups.yaml, entry 3, field country: is missing\n"
    )


ACT = {"id": "vow", "type": "THREATEN", "example": "They vowed revenge."}


def test_choices_in_brackets_stand_for_each_phrase_once():
    phrases = ["(vow|swear) (|to take) revenge", "vow revenge", "hit … (back|hard)"]
    book = compile_files({"acts.yaml": yaml.safe_dump([{**ACT, "verbs": phrases}]).encode()})
    table = book["tables"]["deeds"]
    phrases_of = {verb: [table["spellings"][n] for n in led[0]] for verb, led in table["leads"].items()}
    revenge = [(("revenge",), -1, False, ""), (("to", "take", "revenge"), -1, False, "")]
    assert phrases_of == {
        "vow": revenge,
        "swear": revenge,
        "hit": [(("back",), 0, False, ""), (("hard",), 0, False, "")],
    }
    assert table["leads"]["vow"][0] is table["leads"]["swear"][0], "the verbs of a family share their phrases"


def test_phrases_are_cut_up_by_the_verb_that_leads_each():
    acts = [
        {**ACT, "verbs": ["not rule out", "be alarmed by", "forcibly return"]},
        {**ACT, "id": "agree", "verbs": ["sign", "put … off"]},
    ]
    table = compile_files({"acts.yaml": yaml.safe_dump(acts).encode()})["tables"]["deeds"]
    spelled = table["spellings"]
    led = {verb: {act: [spelled[n] for n in ns] for act, ns in acts.items()} for verb, acts in table["leads"].items()}
    assert led == {
        "rule": {0: [(("out",), -1, True, "")]},
        "be": {0: [(("alarmed", "by"), -1, False, "")]},
        "return": {0: [((), -1, False, "forcibly")]},
        "sign": {1: [((), -1, False, "")]},
        "put": {1: [(("off",), 0, False, "")]},
        "ink": {1: [((), -1, False, "")]},
    }
    assert {word: [spelled[n] for n in acts[0]] for word, acts in table["states"].items()} == {
        "alarmed": [(("by",), -1, False, "")]
    }


@pytest.mark.parametrize("phrase", ["(vow|swear revenge", "vow|swear", "(vow) revenge", "(a|(b|c)) d", "vow) (|to"])
def test_choices_that_are_not_closed_or_none_are_named(phrase):
    assert f"acts.yaml, entry vow, field nouns: {phrase}" in wrong(acts=[{**ACT, "nouns": [phrase]}])


def test_a_country_may_not_be_listed_twice():
    """The towns of the second list would silently take the place of the first."""
    assert "'LBY' is given twice" in wrong(**{"cities-one": "LBY: [Derna]\nLBY: [Tobruk]\n"})
