"""The sample articles are read, and ring, as a careful analyst would expect; what is missing is listed and shrinks."""

from itertools import pairwise

import pytest

from tests import seeds, story

ARTICLES = tuple(seeds.expected()["articles"])
ORDINARY = [name for name, wanted in seeds.expected()["articles"].items() if wanted.get("ordinary")]


def gaps_of(name: str) -> set[str]:
    return {gap for gap in seeds.expected()["gaps"] if gap.startswith(f"{name}: ")}


def test_every_article_has_its_expectations_in_the_order_of_arrival():
    assert tuple(seeds.articles()) == ARTICLES


def test_what_is_expected_quotes_its_article_once():
    for name, wanted in seeds.expected()["articles"].items():
        article = seeds.articles()[name]
        for event in (*wanted.get("events", ()), *wanted.get("not_events", ())):
            assert article.title.count(event["quote"]) + article.text.count(event["quote"]) == 1, event["quote"]


def test_a_fifth_of_the_articles_is_ordinary_news():
    assert len(ORDINARY) >= 10
    assert len(ORDINARY) / len(ARTICLES) >= 0.2


def test_articles_arrive_in_order_of_publication_but_for_the_late_ones():
    times = [article.published_at for article in seeds.articles().values()]
    assert sum(later < earlier for earlier, later in pairwise(times)) == 3


@pytest.mark.parametrize("name", ARTICLES)
def test_reading_and_signals_are_as_expected(name: str):
    found = {f"{name}: {line}" for line in seeds.shortcomings(name)}
    assert not found - gaps_of(name), "new shortcomings"
    assert not gaps_of(name) - found, "closed: take these out of `gaps` in seeds/expected.yaml"


@pytest.mark.parametrize("name", ARTICLES)
def test_evidence_and_triggers_quote_the_article(name: str):
    article = seeds.articles()[name]
    for event in seeds.reading(name).events:
        for span in (event.trigger, event.evidence, *event.actors, *event.recipients, *event.quantities):
            assert getattr(article, span.field)[span.start : span.end] == span.text


def test_alerts_of_the_whole_story_are_raised_updated_and_disputed_as_expected():
    found = {f"alerts: {line}" for line in seeds.missed_alerts()}
    assert not found - gaps_of("alerts"), "new shortcomings"
    assert not gaps_of("alerts") - found, "closed: take these out of `gaps` in seeds/expected.yaml"


def test_the_page_of_all_alerts_is_fresh():
    assert story.PAGE.read_text("utf-8") == story.page(), "write it anew: python -m tests.seeds --write; read the diff"


def test_ordinary_news_rings_nothing():
    assert {cause for _, cause, _ in seeds.told()}.isdisjoint(ORDINARY)


def test_every_alert_ends_and_is_told_without_a_gap():
    for rung in seeds.story():
        assert [alert.revision for _, alert in rung.revisions] == list(range(1, len(rung.revisions) + 1))
        assert rung.last.status in ("resolved", "cancelled")


def test_the_troops_for_russia_are_one_alert_that_grows_is_disputed_and_confirmed_and_ends():
    [rung] = [
        rung
        for rung in seeds.story()
        if rung.last.signal == "foreign-deployment" and rung.raised_by == "2024-10-08-minister-parliament"
    ]
    said = dict(rung.revisions)
    changes = [change for _, alert in rung.revisions for change in alert.changes]
    assert rung.revisions[0][1].level == 4  # foreseen
    assert said["2024-10-18-flash-nis"].level == 5  # done
    assert "the number rises: 3,000 → 10,000 soldiers" in changes
    assert said["2024-10-10-kremlin-fake"].disputed
    assert "NATO confirms it" in " ".join(said["2024-10-28-nato-confirms"].changes)
    assert said["2024-10-28-nato-confirms"].origins > said["2024-10-23-three-thousand"].origins
    assert rung.revisions[-1][0] == seeds.CLOCK
    assert rung.last.status == "resolved"


def test_no_gap_is_of_an_article_that_there_is_not():
    assert {gap.partition(": ")[0] for gap in seeds.expected()["gaps"]} <= {*ARTICLES, "alerts"}
