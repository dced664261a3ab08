"""A mooring: a stated time with the clause that it dates."""

from typing import NamedTuple

from tocsin.coding.timex.times import TimeMention


class Mooring(NamedTuple):
    """A time at tokens `first` to `last` and the verb group `clause` that it dates, -1 for none."""

    mention: TimeMention
    first: int
    last: int
    clause: int
    front: bool
    """It leads the sentence, and with it all its main clauses."""
    noun: bool
    """It describes the noun beside it."""
