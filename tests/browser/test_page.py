"""The page, in a real browser: what a reader sees."""

import asyncio
import re
from typing import Literal

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import Site
from tests.builders import alert, published

QUOTE = "Pyongyang has moved troops to the Russian Far East"


async def test_it_shows_events_with_their_evidence_and_follows_the_log(site: Site) -> None:
    timeline = site.page.locator("#timeline")
    await expect(timeline).to_contain_text(QUOTE)
    await expect(site.page.locator("#live")).to_have_attribute("data-state", "live")
    await site.publish(published(id="c", sequence=3, source="/tocsin/ingest/test", title="Later news", text="More."))
    await expect(
        timeline.or_(site.page.locator("#fresh")).filter(has_text=re.compile("1 new event|Later news"))
    ).to_be_visible()


async def test_it_narrows_down_to_a_country(site: Site) -> None:
    timeline = site.page.locator("#timeline")
    await expect(timeline).to_contain_text("Paris")
    await expect(timeline).to_contain_text("Pyongyang")
    await site.page.fill("input[name=country]", "France")
    await expect(timeline).not_to_contain_text("Pyongyang")
    await expect(timeline).to_contain_text("Paris")


async def test_half_a_word_is_no_fault_until_it_is_left(site: Site) -> None:
    await expect(site.page.locator("#timeline")).to_contain_text("Paris")
    country, notice = site.page.locator("input[name=country]"), site.page.locator("#notice")
    async with site.page.expect_response(lambda answer: "/v1/events?country=Franc&" in answer.url) as answered:
        await country.press_sequentially("Franc")
    assert (await answered.value).status == 422
    await expect(site.page.locator("#timeline")).to_have_attribute("aria-busy", "false")
    await expect(notice).to_be_hidden()
    await country.press("Enter")
    await expect(notice).to_contain_text("'Franc' is no country or organisation that is known")
    await country.press_sequentially("e")
    await expect(notice).to_be_hidden()


async def test_what_an_article_says_is_never_markup(site: Site) -> None:
    await site.publish(published(id="hostile", sequence=3, title="<script>ring()</script>", text="Hostile."))
    await site.page.reload()
    await expect(site.page.locator("#timeline")).to_contain_text("<img src=x onerror=ring()>")
    assert await site.page.locator("img[src=x]").count() == 0
    assert await site.page.locator("script").count() == 1


async def test_a_title_that_turns_the_direction_of_writing_turns_nothing_else(site: Site) -> None:
    await site.publish(published(id="turned", sequence=3, title="\u202eTurned", text="Turned."))
    await site.page.reload()
    source = site.page.locator(".source", has_text="Turned").first
    await expect(source).to_contain_text("Example Wire")
    order = """() => {
        const source = [...document.querySelectorAll(".source")].find((node) => node.textContent.includes("Turned"));
        const left = (name) => source?.querySelector(name).getBoundingClientRect().left;
        return left("bdi") < left("time");
    }"""
    await site.page.wait_for_function(order)  # the list may just be made anew


async def test_the_gravest_alert_is_shown_however_many_were_told_after_it(site: Site) -> None:
    record = (await site.events())[0]
    await site.ring(alert(record, id="alr-grave", level=8, summary="The gravest of all"))
    await site.ring(*(alert(record, id=f"alr-{number}", level=3) for number in range(101)))
    await site.page.reload()
    first = site.page.locator("#alerts .alert").first
    await expect(first).to_contain_text("The gravest of all")
    await expect(site.page.locator("#alerts-count")).to_contain_text("100+ in force")
    await expect(first.get_by_role("link", name="story")).to_have_attribute("href", f"/story?id={record.story}")


async def test_those_that_have_ended_are_counted_apart_from_those_in_force(site: Site) -> None:
    record = (await site.events())[0]
    await site.ring(
        *(alert(record, id=f"alr-{number}") for number in range(7)), alert(record, id="alr-7", status="resolved")
    )
    await expect(site.page.locator("#alerts-count")).to_have_text("7 in force, then 1 that ended")
    await expect(site.page.locator("#alerts-more")).to_have_text("Show all 8")


async def test_those_of_one_level_and_those_told_last_are_a_click_away(site: Site) -> None:
    record = (await site.events())[0]
    grave = alert(record, id="alr-grave", level=6, previous_level=4, title="Fighting", summary="Fighting: Oslo → Riga")
    await site.ring(grave, *(alert(record, id=f"alr-{number}", level=2) for number in range(2)))
    cards, chips = site.page.locator("#alerts .alert"), site.page.locator("#alerts-levels button")
    await expect(chips).to_have_text(["6 1", "2 2"])
    await expect(cards.first).to_contain_text("up from 4")
    await expect(cards.first.get_by_role("heading")).to_have_text("Oslo → Riga")
    await chips.last.click()
    await expect(site.page.locator("#alerts-count")).to_have_text("2 of level 2 in force")
    await expect(cards).to_have_count(2)
    await chips.last.click()
    await site.page.select_option("#alerts-order", "latest")
    await expect(cards.last).to_contain_text("Oslo → Riga")


async def test_what_is_open_and_has_the_focus_stays_so_when_news_come(site: Site) -> None:
    record = (await site.events())[0]
    await site.ring(alert(record, id="alr-1"))
    summary = site.page.locator("#alerts .alert summary")
    await summary.press("Enter")
    await expect(site.page.locator("#alerts .alert details")).to_have_attribute("open", "")
    await site.ring(alert(record, id="alr-2", level=2))
    await expect(site.page.locator("#alerts .alert")).to_have_count(2)
    await expect(site.page.locator("#alerts .alert details").first).to_have_attribute("open", "")
    await expect(summary.first).to_be_focused()


async def test_a_title_that_is_quoted_is_said_once(site: Site) -> None:
    quoted = (await site.events())[0].event.evidence.text
    await site.publish(published(id="c", sequence=3, title=quoted, text="More."))
    await site.page.reload()
    sources = site.page.locator("#timeline .source a")
    await expect(sources.filter(has_text="Example Wire")).to_have_count(1)
    await expect(sources.filter(has_text=quoted)).to_have_count(0)


async def test_it_says_since_when_the_connection_is_lost_and_comes_back_by_itself(site: Site) -> None:
    live = site.page.locator("#live")
    await expect(live).to_have_attribute("data-state", "live")
    await site.page.route("**/v1/stream?**", lambda route: route.abort())
    await site.page.reload()
    await expect(live).to_contain_text(re.compile(r"connection lost at \d\d:\d\d UTC"))
    await expect(live).to_have_css("position", "fixed")
    await site.page.unroute("**/v1/stream?**")
    await expect(live).to_have_text("live")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_levels_stand_out_from_their_colours(site: Site, scheme: Literal["light", "dark"]) -> None:
    await site.page.emulate_media(color_scheme=scheme)
    contrasts: dict[str, float] = await site.page.evaluate("""() => {
        const light = (channel) => channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
        const luminance = (colour) => {
            const [red, green, blue] = colour.match(/\\d+/g).map((channel) => light(channel / 255));
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        return Object.fromEntries([...document.querySelectorAll("#scale .level")].map((node) => {
            const style = getComputedStyle(node);
            return [node.textContent, (luminance(style.color) + 0.05) / (luminance(style.backgroundColor) + 0.05)];
        }));
    }""")
    assert len(contrasts) == 11
    assert {level: contrast for level, contrast in contrasts.items() if contrast < 4.5} == {}


async def test_who_has_scrolled_down_is_told_that_something_changed_without_a_wrong_number(site: Site) -> None:
    await expect(site.page.locator("#live")).to_have_attribute("data-state", "live")
    await expect(site.page.locator("#timeline")).to_contain_text("Paris")
    await site.page.set_viewport_size({"width": 390, "height": 300})
    await site.page.locator("footer").scroll_into_view_if_needed()
    await site.ring(alert((await site.events())[0]))
    await expect(site.page.locator("#fresh")).to_have_text("Show what has changed")


async def test_what_could_not_be_shown_comes_when_there_is_something_new(site: Site) -> None:
    await expect(site.page.locator("#live")).to_have_attribute("data-state", "live")
    await site.page.route("**/v1/events?**", lambda route: route.abort())
    await site.page.set_viewport_size({"width": 390, "height": 300})
    await site.page.fill("input[name=q]", "Paris")
    await expect(site.page.locator("#notice")).to_contain_text("the service does not answer")
    await expect(site.page.locator("#notice")).to_contain_text("What stands below answers the question before")
    await expect(site.page.locator("#timeline")).to_have_class(re.compile("stale"))
    await site.page.locator("footer").scroll_into_view_if_needed()
    await site.page.unroute("**/v1/events?**")
    await site.ring(alert((await site.events())[0]))
    await expect(site.page.locator("#notice")).to_be_hidden()
    await expect(site.page.locator("#timeline")).to_contain_text("Paris")


async def test_it_says_so_when_nothing_fits(site: Site) -> None:
    await expect(site.page.locator("#timeline")).to_contain_text("Paris")
    await site.page.fill("input[name=q]", "zeppelin")
    await expect(site.page.locator("#notice")).to_be_visible()


async def test_it_loads_nothing_from_elsewhere_and_logs_no_error(site: Site) -> None:
    asked: list[str] = []
    errors: list[str] = []
    site.page.on("request", lambda request: asked.append(request.url))
    site.page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    site.page.on("pageerror", lambda error: errors.append(str(error)))
    await site.page.reload()
    await expect(site.page.locator("#timeline")).to_contain_text("Paris")
    assert errors == []
    assert {url for url in asked if not url.startswith(site.url)} == set()


async def test_it_fits_a_phone(site: Site) -> None:
    await site.page.set_viewport_size({"width": 390, "height": 800})
    await expect(site.page.locator("#timeline")).to_contain_text("Paris")
    width = await site.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


async def test_it_says_why_an_event_was_read_and_closes_by_key(site: Site) -> None:
    moved = site.page.locator(".event").filter(has_text="Pyongyang")
    await moved.get_by_role("button", name="Why?").click()
    panel = site.page.locator("#panel")
    await expect(panel).to_contain_text("test.move")
    await expect(panel.locator("mark")).to_have_text("moved")
    await expect(panel).to_contain_text("What alerts decided")
    await site.page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()


async def test_an_answer_that_comes_late_does_not_open_what_was_closed(site: Site) -> None:
    asked, answer = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        asked.set()
        await answer.wait()
        await route.continue_()

    await site.page.route(re.compile(r"/why\?"), hold)
    await site.page.get_by_role("button", name="Why?").first.click()
    await asked.wait()
    await site.page.keyboard.press("Escape")
    async with site.page.expect_response(re.compile(r"/why-not\?")):
        answer.set()
    await expect(site.page.locator("#panel")).to_be_hidden()


async def test_what_the_words_of_a_film_tell_stands_apart(site: Site) -> None:
    await site.publish(published(id="film", sequence=3, title="A review", text="Tanks on screen."))
    await site.page.reload()
    apart = site.page.locator("#timeline details.aside")
    await expect(apart.locator("summary")).to_have_text("1 more, not of conflict: culture")
    await expect(apart.locator(".event")).to_be_hidden()
    await apart.locator("summary").click()
    await expect(apart.locator(".event")).to_contain_text("not of conflict: culture")
    await site.page.fill("input[name=q]", "Tanks")
    await expect(apart).to_have_count(0)
    await expect(site.page.locator("#timeline .event")).to_contain_text("not of conflict: culture")


async def test_it_goes_back_to_what_was_known_and_tells_what_changed(site: Site) -> None:
    timeline = site.page.locator("#timeline")
    await expect(timeline).to_contain_text("Paris")
    slider = site.page.get_by_role("slider")
    await slider.focus()
    for _ in range(3):
        await site.page.keyboard.press("ArrowLeft")
    await expect(timeline).not_to_contain_text("Paris")
    await expect(timeline).to_contain_text("Pyongyang")
    await site.page.get_by_role("button", name="What changed since?").click()
    await expect(site.page.locator("#panel")).to_contain_text("Paris")
    await site.page.keyboard.press("Escape")
    await expect(site.page.locator("#as-csv")).to_have_attribute("href", re.compile(r"as_of=\d+&format=csv"))
    await expect(timeline.get_by_role("link", name="story").first).to_have_attribute("href", re.compile(r"&as_of=\d+$"))
    await site.page.reload()
    await expect(site.page.locator("#moment-text")).to_contain_text("As known at 20")
    await expect(timeline).to_contain_text("Pyongyang")
    await expect(timeline).not_to_contain_text("Paris")
    await site.page.get_by_role("button", name="Back to now").click()
    await expect(timeline).to_contain_text("Paris")
    await expect(site.page).not_to_have_url(re.compile("as_of"))


async def test_a_place_and_a_filter_narrow_it_down_and_stand_in_the_address(site: Site) -> None:
    timeline = site.page.locator("#timeline")
    await expect(timeline).to_contain_text("Paris")
    await site.page.get_by_role("button", name="at Russian Far East").first.click()
    await expect(timeline).not_to_contain_text("Paris talks")
    await expect(site.page).to_have_url(re.compile(r"place=Russian\+Far\+East"))
    await site.page.select_option("select[name=type]", "CONSULT")
    await expect(site.page.locator("#notice")).to_be_visible()
    await expect(site.page.locator("#as-csv")).to_have_attribute("href", re.compile("type=CONSULT"))
    await site.page.get_by_role("button", name="Clear all").click()
    await expect(timeline).to_contain_text("Paris")


async def test_bars_show_when_there_was_most_and_are_chosen_by_key(site: Site) -> None:
    bars = site.page.locator("#chart .bar")
    await expect(bars).to_have_count(2)
    await bars.last.focus()
    await site.page.keyboard.press("ArrowLeft")
    await expect(bars.first).to_be_focused()
    await site.page.keyboard.press("Enter")
    await expect(site.page.locator("input[name=from]")).to_have_value("2024-10-18")
    await expect(site.page.locator("#timeline")).not_to_contain_text("Paris")
