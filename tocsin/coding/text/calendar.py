"""The names of the days and months, and the words that tell a day by that of speaking."""

from typing import Final

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = tuple("january february march april may june july august september october november december".split())
DAYS: Final = frozenset((*WEEKDAYS, *MONTHS, "yesterday", "today", "tomorrow", "tonight", "overnight"))
"""Words that tell when without a preposition: "killed Sunday", "signed today"."""
