"""The steps by which tallies are kept: days, ten days, months. PURE."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def start_of(step: str, day: str) -> str:
    """The first day of the month, or of the ten days, that `day` is in; the third ten of a month has up to eleven."""
    if step == "day":
        return day
    if step == "month":
        return f"{day[:7]}-01"
    return f"{day[:8]}{'01' if day[8:] <= '10' else '11' if day[8:] <= '20' else '21'}"


def next_start(step: str, day: str) -> str:
    """The first day of the step after that of `day`."""
    start = start_of(step, day)
    if step == "month" or start.endswith("21"):
        return next_month(day)
    return f"{day[:8]}{int(start[8:]) + 10}"


def next_month(day: str) -> str:
    """The first day of the month after `day`, as a text that sorts even after the year 9999."""
    year, month = int(day[:4]), int(day[5:7])
    return f"{year:04}-{month + 1:02}-01" if month < 12 else (f"{year + 1:04}-01-01" if year < 9999 else "9999-13-01")
