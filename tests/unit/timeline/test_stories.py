"""Which articles tell of the same happening."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.timeline.stories import stories as module
from services.timeline.stories.fingerprint import fingerprint
from services.timeline.stories.stories import Stories
from tests.builders import article
from tocsin.records import Placement

PUBLISHED = datetime(2024, 10, 20, tzinfo=UTC)

BRIDGE = """
    The Larkin bridge over the Ambel fell into the river on Friday night when a barge with gravel struck its second
    pier. Two lorries went down with it. Divers brought both drivers out alive, said Mayor Ilse Brandt, and the harbour
    police are questioning the skipper of the barge, the Sanderling, who had been at the wheel for fourteen hours.
"""
BRIDGE_AGAIN = """
    Investigators in the port town of Ambelmouth say that the skipper of the gravel barge Sanderling was asleep when it
    hit the Larkin bridge. Mayor Ilse Brandt wants a ferry for the lorries until the pier is rebuilt.
"""
OTHER_BRIDGE = """
    A footbridge in the mountain village of Sorrel collapsed on Sunday under forty wedding guests. Eleven of them were
    hurt, one badly, the cantonal hospital said. The bridge of larch planks was built by Hans Oberli in the spring.
"""
ELECTION = """
    Voters in the republic of Tamsin chose a new assembly. The Farmers' League of Ruta Okafor leads with a third of the
    seats, the electoral court said after counting through the night; the Greens lost half of theirs.
"""


def place(stories: Stories, *articles: tuple[str, str]) -> list[Placement]:
    start = stories.last
    return [
        stories.place(start + n, article(id=f"a{start + n}", title=title, text=text))
        for n, (title, text) in enumerate(articles, 1)
    ]


def test_two_reports_of_one_happening_are_one_story_and_two_origins() -> None:
    first, second = place(Stories(), ("Bridge falls", BRIDGE), ("Skipper of barge was asleep", BRIDGE_AGAIN))
    assert first.story == second.story
    assert (first.origin, second.origin) == ("a1", "a2")


def test_happenings_of_one_kind_are_two_stories() -> None:
    first, second, third = place(
        Stories(), ("Bridge falls", BRIDGE), ("Bridge collapses under guests", OTHER_BRIDGE), ("Tamsin votes", ELECTION)
    )
    assert len({first.story, second.story, third.story}) == 3


def test_a_trimmed_copy_with_another_title_is_of_the_same_origin() -> None:
    copy = "AMBELMOUTH – " + BRIDGE[: len(BRIDGE) * 2 // 3]
    _, first, second = place(
        Stories(), ("Tamsin votes", ELECTION), ("Bridge falls", BRIDGE), ("Lorries in river", copy)
    )
    assert second.origin == "a2"
    assert second.story == first.story


def test_a_copy_of_a_copy_is_of_the_first_one_s_origin() -> None:
    placements = place(
        Stories(), ("Bridge falls", BRIDGE), ("", BRIDGE + " (agencies)"), ("", BRIDGE + " More to come.")
    )
    assert [placement.origin for placement in placements] == ["a1"] * 3


def test_a_revision_is_of_the_story_and_origin_of_what_it_revises() -> None:
    stories = Stories()
    first = stories.place(1, article(id="a", text=BRIDGE))
    second = stories.place(2, article(id="b", text="Withdrawn.", revises="a"))
    assert (second.story, second.origin) == (first.story, "a")


@pytest.mark.parametrize(
    ("published", "same"), [(datetime(2024, 10, 21, tzinfo=UTC), True), (datetime(2026, 3, 1, tzinfo=UTC), False)]
)
def test_days_that_lie_far_apart_make_texts_less_alike(published: datetime, same: bool) -> None:
    stories = Stories()
    first = stories.place(1, article(id="a", title="Bridge falls", text=BRIDGE))
    text = (
        "The Larkin bridge was closed on Friday, for a crack in a pier. Police sent the lorries to the harbour ferry."
    )
    second = stories.place(2, article(id="b", title="A long way round", text=text, published_at=published))
    assert (second.story == first.story) == same


def test_articles_without_words_are_stories_of_their_own() -> None:
    placements = place(Stories(), ("", ""), ("", "!!!"), ("", "the of and"), ("", "the of and"))
    assert len({placement.story for placement in placements}) == 4


def news(seed: int, count: int) -> list[tuple[str, str]]:
    """Articles of made-up words: several of each of many happenings, and copies of some."""
    dice = random.Random(seed)
    matters = [[f"{dice.choice('bdfgklmnprst')}{dice.choice('aeiou')}{n:x}q{k}" for k in range(30)] for n in range(9)]
    made: list[tuple[str, str]] = []
    for _ in range(count):
        if made and dice.random() < 0.2:
            made.append((made[-1][0], made[-1][1] + " end"))
        else:
            words = dice.choices(dice.choice(matters), k=60) + dice.choices(["plain", "common", "words"], k=20)
            dice.shuffle(words)
            made.append((" ".join(words[:5]), " ".join(words)))
    return made


@pytest.mark.parametrize("seed", range(4))
def test_a_restart_changes_no_answer(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(Stories, "WINDOW", 25)
    articles = [article(id=f"a{n}", title=t, text=x) for n, (t, x) in enumerate(news(seed, 160), 1)]
    through = Stories()
    placements = [through.place(n, one) for n, one in enumerate(articles, 1)]
    for restart in (30, 77, 120):
        again = Stories()
        for n in range(max(1, restart - 50 + 1), restart + 1):
            again.recall(n, articles[n - 1], placements[n - 1])
        later = [again.place(n, articles[n - 1]) for n in range(restart + 1, len(articles) + 1)]
        assert later == placements[restart:]


def test_what_leaves_the_window_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stories, "WINDOW", 3)
    stories = Stories()
    place(stories, *news(1, 40))
    place(stories, *((f"only{n}", f"unlike{n} any{n}") for n in range(3)))
    held = set().union(*(member.vector for member in stories._window))
    assert set(stories._weights) == held
    assert set(stories._common) == held
    assert len(stories._stories) == 3
    for story in stories._stories.values():
        assert story.square == sum(weight * weight for weight in story.members[0].vector.values())


@pytest.mark.parametrize("seed", range(4))
def test_common_terms_are_looked_up_for_few_stories_and_that_changes_no_answer(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(module, "_GLANCED", 3)
    dice = random.Random(seed)
    told = []
    for _ in range(150):
        towns = ["".join(dice.choices([a + b for a in "bdfgklmn" for b in "aeiou"], k=4)).title() for _ in range(6)]
        land, fled = f"{dice.choice('ABCDEFGHK')}land", " ".join(f"The mayor of {town} fled." for town in towns)
        told.append((f"{towns[0]} burns", f"{land} shells it; {fled}"))
    whole = place(Stories(), *told)
    looked_up: list[int] = []
    sharing = Stories._sharing

    def counting(self: Stories, terms: Sequence[tuple[int, str]]) -> dict[str, int]:
        found = sharing(self, terms)
        looked_up.append(len(found))
        return found

    monkeypatch.setattr(Stories, "_sharing", counting)
    monkeypatch.setattr(module, "_MANY", 8)
    assert place(Stories(), *told) == whole
    assert 2 * looked_up[-1] < len({placement.story for placement in whole})


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=200)), max_size=12))
def test_any_text_is_placed_and_gets_the_same_place_again(articles: list[tuple[str, str]]) -> None:
    first, second = place(Stories(), *articles), place(Stories(), *articles)
    assert first == second
    assert all(placement.origin in {f"a{n}" for n in range(1, len(articles) + 1)} for placement in first)


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        ("", "LARKIN, 18 October 2024 – The bridge", (date(2024, 10, 18),)),
        ("", "Posted: Oct. 18th, 2024. The bridge", (date(2024, 10, 18),)),
        ("2024-10-18", "The bridge", (date(2024, 10, 18),)),
        ("", "18.10.2024 The bridge", (date(2024, 10, 18),)),
        ("", "4/5/2024 The bridge", (date(2024, 5, 4), date(2024, 4, 5))),
        ("", "On 31 February 2024 nothing happened", ()),
        ("", "x" * 400 + " 18 October 2024", ()),
    ],
)
def test_the_day_is_that_of_the_date_line_or_else_of_the_publication(
    title: str, text: str, day: tuple[date, ...]
) -> None:
    found = fingerprint(title, text, PUBLISHED)
    assert found.days == (tuple(d.toordinal() for d in day) or (PUBLISHED.toordinal(),))
    assert found.stated == bool(day)


@pytest.mark.parametrize("seed", range(4))
def test_after_a_merge_or_a_split_all_is_as_if_it_had_been_placed_so(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(Stories, "WINDOW", 25)
    articles = [article(id=f"a{n}", title=t, text=x) for n, (t, x) in enumerate(news(seed, 120), 1)]
    through, placements = Stories(), []
    dice = random.Random(seed)
    for n, one in enumerate(articles, 1):
        placements.append(through.place(n, one))
        if n % 10 == 0:
            moved = dice.sample(range(n), 3)
            into = dice.choice([placements[dice.randrange(n)].story, f"sty_new{n}"])
            through.move([f"a{place + 1}" for place in moved], into)
            for place in moved:
                placements[place] = placements[place].model_copy(update={"story": into})
    again = Stories()
    for n in range(len(articles) - 49, len(articles) + 1):
        again.recall(n, articles[n - 1], placements[n - 1])
    more = [article(id=f"b{n}", title=t, text=x) for n, (t, x) in enumerate(news(seed, 40), 1)]
    later = [through.place(200 + n, one) for n, one in enumerate(more)]
    assert [again.place(200 + n, one) for n, one in enumerate(more)] == later
