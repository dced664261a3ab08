"""One pass over a text for every term that the codebook knows.

The text is folded (see `tocsin.codebook.folding`), so that a blank stands for every boundary; patterns carry a blank at
each end, which makes the automaton find whole words only. Overlapping matches are kept, then the longest of each kind:
a long name never hides a verb inside it, while "North Korean" does hide "Korean".
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from tocsin.codebook import Codebook, load
from tocsin.codebook.folding import fold
from tocsin.codebook.spelling import Spelling


class Match(NamedTuple):
    """A term found: `text[start:end]` is its spelling, `payload` what the codebook says it stands for."""

    kind: str
    start: int
    end: int
    payload: Any


class Lexicon:
    """The codebook's terms as an automaton. Building it takes some 50 ms, scanning 2 KB some 60 µs."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        # The contiguous NFA builds in a quarter of the DFA's time and scans texts of this size as fast.
        self._automaton = AhoCorasick(
            codebook.patterns, implementation=Implementation.ContiguousNFA, store_patterns=False
        )
        self._meanings = codebook.meanings

    def scan(self, text: str) -> list[Match]:
        """All terms in a text, sorted by start (the longer first); of each kind the longest at each spot.

        Where one spelling has several meanings of one kind, each of them is listed, in the codebook's order.
        """
        found = self._automaton.find_matches_as_indexes(f" {fold(text)} ", overlapping=True)
        meanings = self._meanings
        small = text.islower()
        matches: list[Match] = []
        # Pattern ends come in order; sorting by start, longest first, lets one look back decide what is inside what.
        found.sort(key=_by_start)
        ends: dict[str, tuple[int, int]] = {}
        for index, start, stop in found:
            # The pattern's two blanks: one less in front than in the padded text, one less behind.
            end = stop - 2
            for spelling, payload in meanings[index]:
                kind, capitals, dot, _ = spelling
                if capitals and not _capitals_fit(text, start, spelling, small):
                    continue
                known_start, known_end = ends.get(kind, (-1, -1))
                if end <= known_end and start != known_start:
                    continue
                if start == known_start and end < known_end:
                    continue
                ends[kind] = (start, end)
                if dot and text[end : end + 1] == ".":
                    matches.append(Match(kind, start, end + 1, payload))
                else:
                    matches.append(Match(kind, start, end, payload))
        return matches


def _by_start(found: tuple[int, int, int]) -> tuple[int, int]:
    return found[1], -found[2]


def _capitals_fit(text: str, start: int, spelling: Spelling, small: bool) -> bool:
    """Whether the capitals are where the spelling wants them; a text all in small letters is forgiven some."""
    if small:
        return not spelling.ordinary
    return all(text[start + offset].isupper() for offset in spelling.capitals)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the codebook that comes with tocsin."""
    return Lexicon(load())


def scan(text: str) -> list[Match]:
    """All terms of tocsin's own codebook in a text, sorted by start."""
    return lexicon().scan(text)


def of_kinds(matches: Iterable[Match], *kinds: str) -> list[Match]:
    """The matches of some kinds, in the order they were in."""
    return [match for match in matches if match.kind in kinds]
