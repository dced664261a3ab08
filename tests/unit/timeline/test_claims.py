"""Who claims and who denies, how independent they are, and a story put together from it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.timeline.stories.claims import Claim, Told, claim, meant
from services.timeline.stories.corroboration import Teller, corroboration, tellers
from services.timeline.stories.dossier import dossier, tracked
from tests.builders import actor, event, recorded, span
from tocsin.coding.reading import Attribution, Event, Occurred, Quantity
from tocsin.records import ArticleReference

FIRST = datetime(2024, 10, 18, 9, 0, tzinfo=UTC)
SEOUL, MOSCOW, KYIV = (Attribution(actor(code, text=code), "said") for code in ("KOR", "RUS", "UKR"))
NOBODY = Attribution(None, None)


def told(
    number: int, happened: Event | None = None, *, days: int = 0, corrected_on: int | None = None, **fields: Any
) -> Told:
    published = FIRST + timedelta(days=days)
    record = recorded(
        happened or event(attribution=SEOUL), id=f"e{number}", published_at=published, **{"happening": "h", **fields}
    )
    if corrected_on is None:
        return Told(number, record)
    at = FIRST + timedelta(days=corrected_on)
    revision = ArticleReference(
        id="revision", title="Corrected", source="Example Wire", url=None, published_at=at, revises=record.article.id
    )
    return Told(number, record, revision, 99)


def lines(of: Claim) -> list[tuple[str, str]]:
    return [(line.voice, line.side) for line in of.lines]


def test_what_one_source_says_in_two_articles_is_one_line() -> None:
    found = claim("h", [told(1), told(2, days=2, origin="art-e1")])
    (line,) = found.lines
    assert (line.voice, line.articles, line.origins) == ("KOR", ["art-e1", "art-e2"], {"art-e1"})
    assert (line.first, line.last, found.status) == ("2024-10-18T09:00:00Z", "2024-10-20T09:00:00Z", "asserted")


def test_a_denial_disputes_and_both_sides_stay() -> None:
    denial = event(attribution=MOSCOW, stance="denies")
    found = claim("h", [told(1), told(2, denial, days=1), told(3, event(attribution=NOBODY), days=2)])
    assert found.status == "disputed"
    assert lines(found) == [("KOR", "asserts"), ("RUS", "denies"), ("Example Wire", "asserts")]


def test_who_says_that_it_did_not_happen_denies_it() -> None:
    assert claim("h", [told(1, event(attribution=MOSCOW, modality="negated"))]).status == "denied"


def test_one_who_denied_and_now_confirms_disputes_it_no_longer() -> None:
    denial, admission = event(attribution=MOSCOW, stance="denies"), event(attribution=MOSCOW, stance="confirms")
    found = claim("h", [told(1), told(2, denial, days=1), told(3, admission, days=5)])
    assert found.status == "confirmed"
    assert ("RUS", "denies") in lines(found)


def test_what_a_correction_takes_back_stays_in_the_ledger_and_counts_no_more() -> None:
    found = claim("h", [told(1, corrected_on=1)])
    assert [(line.side, line.standing) for line in found.lines] == [("asserts", False), ("corrects", True)]
    assert found.status == "withdrawn"


def test_what_is_only_supposed_was_never_claimed_and_is_not_withdrawn() -> None:
    found = claim("h", [told(1, event(modality="hypothetical"))])
    assert (found.status, found.lines) == ("supposed", ())


def test_an_article_that_says_it_twice_counts_once() -> None:
    twice = [told(n, article="a", corrected_on=1) for n in (1, 2)]
    asserted, corrected = claim("h", twice).lines
    assert (asserted.articles, corrected.articles) == (["a"], ["revision"])


def test_what_is_only_supposed_claims_nothing() -> None:
    assert claim("h", [told(1, event(modality="hypothetical"))]).lines == ()


def test_a_denial_in_words_means_the_deed_of_the_same_parties_and_matter() -> None:
    deeds = [
        ("talks", [recorded(event("CONSULT", None, object="talks"))]),
        ("troops", [recorded(event())]),
        ("speech", [recorded(event("ACCUSE", "allege"))]),
        ("missile", [recorded(event("AID", None, object="missile"))]),
    ]
    denial = recorded(event("STATEMENT", "deny", actors=(actor("RUS"),), recipients=()))
    assert meant(denial, deeds) == "troops"
    assert meant(recorded(event("STATEMENT", "deny", actors=(actor("FRA"),), recipients=())), deeds) is None


def teller(number: int, publisher: str, origin: str | None = None, *sources: str) -> Teller:
    return Teller(f"a{number}", publisher, origin or f"a{number}", frozenset(sources))


@pytest.mark.parametrize(
    ("those", "least", "most"),
    [
        ([], 0, 0),
        ([teller(1, "Wire"), teller(2, "Echo"), teller(3, "Ledger")], 3, 3),
        ([teller(1, "Wire"), teller(2, "Echo", "a1")], 1, 1),
        ([teller(1, "Wire"), teller(2, "WIRE")], 1, 1),
        ([teller(1, "Wire", None, "KOR"), teller(2, "Echo", None, "KOR")], 1, 2),
        ([teller(1, "Wire"), teller(2, "Echo", None, "Wire")], 1, 2),
        ([teller(1, "Wire", None, "KOR"), teller(2, "Echo", None, "USA"), teller(3, "", None, "KOR", "USA")], 1, 3),
    ],
)
def test_independent_origins_are_bounded_from_both_sides(those: list[Teller], least: int, most: int) -> None:
    found = corroboration(those)
    assert (found.origins_least, found.origins_most) == (least, most)


TELLERS = st.lists(
    st.builds(
        teller,
        st.integers(0, 30),
        st.sampled_from(["Wire", "Echo", "Ledger", ""]),
        st.sampled_from([None, "a1", "a2"]),
        st.sampled_from(["KOR", "USA", "wire"]),
    ),
    max_size=12,
    unique_by=lambda one: one.article,
)


@given(TELLERS, st.randoms())
def test_the_bounds_are_in_order_whoever_is_counted_first(those: list[Teller], dice: Any) -> None:
    found = corroboration(those)
    assert found.origins_least <= found.origins_most <= found.articles
    assert (found.origins_least > 0) == bool(those)
    shuffled = list(those)
    dice.shuffle(shuffled)
    assert corroboration(shuffled) == found


def test_an_article_quotes_all_that_its_events_quote() -> None:
    found = tellers([recorded(event(attribution=by), id=f"e{n}", article="a") for n, by in enumerate((SEOUL, KYIV))])
    assert [(one.article, one.sources) for one in found] == [("a", frozenset({"KOR", "UKR"}))]


def test_a_story_shows_its_happenings_side_by_side_with_their_ledgers() -> None:
    later = Occurred("2024-10-28", "2024-10-28", "day", "text")
    talks = event("CONSULT", None, object="talks", modality="future", occurred=later, attribution=NOBODY)
    denial = event("STATEMENT", "deny", actors=(actor("RUS"),), recipients=(), attribution=MOSCOW)
    found = dossier(
        [
            told(1, talks, happening="talks"),
            told(2, happening="troops"),
            told(3, days=1, happening="troops", story="elsewhere"),
            told(4, denial, days=2, happening="denial"),
        ],
        own=frozenset({"art-e1", "art-e2", "art-e4"}),
        levels={2: 4, 3: 5},
    )
    assert [(one.id, one.status, one.level) for one in found.timeline] == [
        ("troops", "disputed", 5),
        ("denial", "asserted", None),
        ("talks", "asserted", None),
    ]
    troops = found.timeline[0]
    assert [(one.event, one.story) for one in troops.tellings] == [("e2", "story-1"), ("e3", "elsewhere")]
    assert (troops.corroboration.articles, troops.corroboration.origins_least) == (2, 1)
    assert [one.happening for one in found.claims] == ["troops"]
    assert [(line.voice, line.side) for line in found.claims[0].lines] == [("KOR", "asserts"), ("RUS", "denies")]


def test_what_was_done_speaks_for_a_happening_before_what_was_foreseen() -> None:
    found = dossier([told(1, event(modality="future")), told(2, event(modality="ongoing"))], frozenset(), {})
    assert [(one.modality, len(one.tellings)) for one in found.timeline] == [("ongoing", 2)]


def test_a_track_has_each_number_once_in_the_order_in_which_they_were_told() -> None:
    def counted(number: int, best: float, days: int, kind: str = "reported", due: str | None = None) -> Any:
        amount = Quantity(best, best, best, "soldiers", None, kind, due, "text", 0, 5, f"{best:,.0f}")  # type: ignore[arg-type]
        return told(number, event(quantities=(amount,), evidence=span(f"{best} soldiers")), days=days).record

    records = [
        counted(1, 10000, 5, "forecast", "2024-12-31"),
        counted(2, 3000, 5),
        counted(3, 1500, 0),
        counted(4, 3000, 6),
    ]
    (track,) = tracked(records, ["PRK:forces", "KOR:forces"])
    assert (track.whose, track.counts) == (["PRK"], "forces")
    assert [(n.best, n.kind, n.articles) for n in track.numbers] == [
        (1500, "reported", 1),
        (10000, "forecast", 1),
        (3000, "reported", 2),
    ]
    assert tracked(records[:1], ["PRK:forces"]) == []
