"""Articles to measure with: the sentences of the seeds, shuffled into texts that are no copies of each other."""

import itertools
import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def articles(count: int, *, seed: int = 1, length: int = 2_000) -> list[dict[str, Any]]:
    """`count` articles of about `length` characters, as `POST /v1/articles` takes them; the same for the same seed."""
    told = [json.loads(line) for file in sorted(SEEDS.glob("*.ndjson")) for line in file.read_text().splitlines()]
    titles = [article["title"] for article in told]
    paragraphs = [paragraph for article in told for paragraph in article["text"].split("\n\n") if len(paragraph) > 80]
    chance = random.Random(seed)
    start = datetime(2024, 10, 1, tzinfo=UTC)
    made = []
    for number in range(count):
        text = ""
        while len(text) < length:
            text += chance.choice(paragraphs) + "\n\n"
        made.append(
            {
                "title": chance.choice(titles),
                "text": f"{text}Item {number:x} of run {seed:x}.",
                "published_at": (start + timedelta(minutes=7 * number % 90_000)).isoformat(),
                "source": f"Outlet {number % 97}",
            }
        )
    return made


SIDES = {
    "Armenian": "Armenia", "Azerbaijani": "Azerbaijan", "Chinese": "China", "Colombian": "Colombia",
    "Congolese": "Congo", "Eritrean": "Eritrea", "Ethiopian": "Ethiopia", "Indian": "India",
    "Iranian": "Iran", "Iraqi": "Iraq", "Israeli": "Israel", "Kenyan": "Kenya", "Lebanese": "Lebanon",
    "Libyan": "Libya", "Pakistani": "Pakistan", "Russian": "Russia", "Rwandan": "Rwanda", "Serbian": "Serbia",
    "Somali": "Somalia", "Sudanese": "Sudan", "Syrian": "Syria", "Thai": "Thailand", "Turkish": "Turkey",
    "Ukrainian": "Ukraine", "Venezuelan": "Venezuela", "Yemeni": "Yemen",
}  # fmt: skip
PAIRS = list(itertools.permutations(SIDES, 2))


def ringing(number: int) -> dict[str, Any]:
    """An article of 320 characters that rings an alert of its own: of two sides and towns unlike all others."""
    chance = random.Random(number)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    towns = ["".join(chance.choices(syllables, k=3)).capitalize() for _ in range(6)]
    attacker, victim = PAIRS[197 * number % len(PAIRS)]
    dead = 2 + number % 7
    return {
        "title": f"{towns[0]} and {towns[1]} under fire",
        "text": f"{attacker} forces shelled {towns[0]} and killed {dead} soldiers, {SIDES[victim]}'s army said. "
        + " ".join(f"The mayor of {a} greeted the mayor of {b}." for a, b in itertools.pairwise(towns)),
        "published_at": f"2024-10-{1 + number % 28:02d}",
        "source": f"Outlet {number}",
    }
