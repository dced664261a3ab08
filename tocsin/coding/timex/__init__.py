"""TIMEX3: the words of time, the grammar over them, and what its rules mean.

What each module decides:

- `times`: every time expression of a text, dated as far as can be
- `words`, `line`: the words of time and their classes; a stretch of text as a string of these
- `rules`, `grammar`: the rules over classes, and where they match
- `meanings`: which function means which rule; its values are made in:
  - `dates`, `ordinals`, `weekdays`, `clocks`, `years`, `quarters`, `spans`, `shifts`: days and months, days by
    number, weekdays, times of day, years, quarters, durations, times told from another
- `parts`, `almanac`: what meanings share: lengths, "last" and "next"; calendar arithmetic
- `scene`, `outlook`, `tenses`, `occasions`: what the text has said so far; whether an expression looks ahead or back,
  by tense and by what it is of
- `entries`: the dates that head the lines of a chronology
- `extents`: the days that an expression dates an event with
"""
