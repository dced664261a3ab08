"""Occasions: whether what is named before a time lies ahead (a meeting called for) or has happened (an attack)."""

from typing import Final

GATHERINGS: Final = frozenset(
    """
    meeting meetings summit talks session vote election elections hearing conference visit debate referendum
    briefing trial march rally rallies demonstration demonstrations protests marches strike funeral ceremony
    poll polls runoff inauguration
    """.split()
)

DEEDS: Final = frozenset(
    "attack attacks bombing bombings coup massacre crash shooting shootings killing killings explosion blast blasts"
    " invasion earthquake quake murder assassination siege disaster riot riots raid raids assault ambush stabbing"
    " revolt uprising mutiny rebellion fire collapse kidnapping kidnappings abduction hijacking poisoning derailment"
    " slaughter storming clash clashes strike strikes airstrike airstrikes shelling bombardment fighting violence"
    " unrest".split()
)
"""What has happened by the time that one speaks of it, but for a "strike" that somebody calls."""


def convened(words: list[str]) -> bool:
    """Whether the expression ends "for an emergency meeting on", "ahead of a vote on": that lies ahead."""
    last = len(words) - 2 if words[-1:] in (["on"], ["in"], ["at"]) else len(words) - 1
    if last > 1 and words[last][0].isupper() and words[last - 1] in ("in", "at"):
        last -= 2  # "cancelled his trip to a summit in Turkey on"
    if last < 1 or words[last] not in GATHERINGS:
        return False
    if any(word.startswith(("cancel", "postpon", "boycott", "skip")) for word in words[max(0, last - 9) : last]):
        return True
    if not _CALLING.isdisjoint(words[max(0, last - 5) : last]):
        return True
    return any(word.startswith(("invit", "summon")) for word in words[max(0, last - 9) : last])


_CALLING: Final = frozenset({"for", "ahead"})


def struck(words: list[str]) -> bool:
    """Whether the expression ends "following an attack in Mali on": what somebody reacts to has happened."""
    last = len(words) - 1
    while last > 0 and (words[last] in _PLACING or words[last][0].isupper()):
        last -= 1
    return last > 0 and words[last] in _BLOWS and not _REACTING.isdisjoint(words[max(0, last - 6) : last])


_BLOWS: Final = frozenset(
    "attack attacks strike raid ambush assault bombing blast explosion shooting massacre clash clashes coup killings"
    " killing violence protests earthquake crash accident".split()
)
_PLACING: Final = frozenset("on in at by near of against the".split())
_REACTING: Final = frozenset({"after", "following", "since", "over"})
