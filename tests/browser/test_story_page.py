"""The page of a story, in a real browser."""

import re

from playwright.async_api import expect

from tests.browser.conftest import Site
from tests.builders import published

QUOTE = "Pyongyang has moved troops to the Russian Far East"


async def open_story(site: Site) -> None:
    """Three more articles tell of the troops; go to their story from the timeline."""
    for sequence, name, title in ((3, "denial", "Moscow denies it"), (4, "forecast", "More to come")):
        await site.publish(published(id=name, sequence=sequence, source="/tocsin/ingest/test", title=title))
    await site.page.reload()
    await site.page.locator("#timeline .event", has_text=QUOTE).first.get_by_role("link", name="story").click()
    await expect(site.page.locator("#title")).to_have_text("Troops on the move")


async def test_it_shows_both_sides_the_numbers_and_what_is_expected(site: Site) -> None:
    errors: list[str] = []
    site.page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    site.page.on("pageerror", lambda error: errors.append(str(error)))
    await open_story(site)
    await expect(site.page.locator("#facts")).to_contain_text("independent origin")
    await expect(site.page.locator("#claims .tells")).to_contain_text("KOR asserts")
    await expect(site.page.locator("#claims .denies")).to_contain_text("RUS denies")
    await expect(site.page.locator("#numbers svg")).to_be_visible()
    await expect(site.page.locator("#numbers")).to_contain_text("3,000 soldiers")
    await expect(site.page.locator("#expectations")).to_contain_text("missed")
    await expect(site.page.locator("#expectations")).to_contain_text("31 Dec 2024")
    happening = site.page.locator("#happenings .event").first
    await expect(happening).to_contain_text("disputed")
    await happening.locator("summary").click()
    await expect(happening.get_by_text("Moscow denies it")).to_be_visible()
    assert errors == []


async def test_the_timeline_lists_what_is_expected(site: Site) -> None:
    await open_story(site)
    await site.page.goto(site.url)
    await expect(site.page.locator("#expected")).to_contain_text(re.compile("missed.*10,000 soldiers"))


async def test_it_fits_a_phone_and_says_what_it_can_not_find(site: Site) -> None:
    await open_story(site)
    await site.page.set_viewport_size({"width": 390, "height": 800})
    assert await site.page.evaluate("document.documentElement.scrollWidth") <= 390
    await site.page.goto(f"{site.url}story?id=sty_none")
    await expect(site.page.locator("#notice")).to_contain_text("no story with the id 'sty_none'")
