"""In which language a text is."""

import pytest

from services.ingest.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour office said that the ferry would not sail on Monday because of the fog.", "en"),
        ("Harbour closed as storm nears", "en"),
        ("Das Hafenamt teilte mit, dass die Fähre am Montag wegen des Nebels nicht auslaufen wird.", "de"),
        ("Het havenkantoor zei dat de veerboot maandag niet zou varen; dat was in de haven of op zee bekend.", "nl"),
        ("Havnekontoret sagde, at færgen ikke sejler mandag, for tågen er for tæt til at se noget.", "da"),
        ("La capitainerie a déclaré que le ferry ne partirait pas lundi en raison du brouillard.", "fr"),
        ("Управление порта сообщило, что паром не выйдет в понедельник из-за тумана.", "ru"),
        ("항만청은 월요일 안개 때문에 여객선이 운항하지 않는다고 밝혔다.", "ko"),
        ('Das Lied "The Sound of the Sea" lief im Radio, als die Fähre den Hafen verließ.', "de"),
        ("1234 5678", None),
        ("", None),
    ],
)
def test_a_text_is_in_its_language(text: str, language: str | None) -> None:
    assert detect("", text) == language
