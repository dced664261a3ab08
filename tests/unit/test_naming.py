"""How actors are called where the article is not beside them."""

import pytest

from tocsin.naming import called, code_of


@pytest.mark.parametrize(
    ("text", "country", "name", "expected"),
    [
        ("Russian", "RUS", None, "Russia"),
        ("the North", "PRK", None, "North Korea"),
        ("soldiers", "PRK", None, "soldiers of North Korea"),
        ("The service", "KOR", None, "the service of South Korea"),
        ("Soldiers", "PRK", None, "soldiers of North Korea"),
        ("Air defences", "RUS", None, "air defences of Russia"),
        ("North Korean soldiers", "PRK", None, "North Korean soldiers"),
        ("Seoul", "KOR", None, "Seoul"),
        ("Kim", "PRK", "Kim Jong Un", "Kim Jong Un"),
        ("alliance", "NATO", None, "alliance"),
        ("gunmen", None, None, "gunmen"),
        ("", "FRA", None, "France"),
    ],
)
def test_an_actor_is_called_so_that_the_line_tells_its_country(
    text: str, country: str | None, name: str | None, expected: str
) -> None:
    assert called(text, country, name) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("prk", "PRK"),
        (" North Korea ", "PRK"),
        ("U.N.", "UNO"),
        ("the Philippines", "PHL"),
        ("ivory coast", "CIV"),
        ("G7", "G7"),
        ("Korea, North", None),
        ("Chechnya", None),
        ("XQX", None),
        ("", None),
    ],
)
def test_a_code_is_found_by_itself_and_by_the_name_of_the_whole_country(text: str, code: str | None) -> None:
    assert code_of(text) == code
