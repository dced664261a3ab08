"""The rules of time expressions, over token classes, as data.

A rule names its meaning (a function of `meanings`) and the tokens it is made of: class names of `words`, the
phrases below in braces, and `part=` before whatever the meaning must see. Order decides: where several rules match at
the same token the first wins, so longer readings stand before shorter ones.
"""

from typing import Final

PHRASES: Final[dict[str, str]] = {
    "figure": "(DAYF|YEARF|FIG)",
    "spelled": "(SMALL|CENT|TENS)",
    "tens": "(TENS (HYPHEN? SMALL)? | SMALL | CENT)",
    "number": "({figure} BIG{0,2} | {figure} (HYPHEN|AND)? FRAC | {tens} (BIG{1,2} (AND? {tens})?)? | AN BIG | FRAC"
    " | (AN|{spelled})? DOZEN | HALF AN DOZEN)",
    "vague": "(AN? FEW (BIG OF?)? | SOME | AN? COUPLE OF? | AN? DOZEN OF | BIGS OF (BIGS OF)?)",
    "approx": "(ABOUT | ROUND | MORE THAN | NOT MORE THAN | AT LEAST | UP TO)",
    "count": "({number}|{vague})",
    "unit": "(UNIT|UNITS|SEC|CENTURY|WEEKEND|WEEKENDS|SEASONS)",
    "month": "(MONTH|MABBR|MAYBE) DOT?",
    "day": "(DAYF|ORD|SEC)",
    "weekday": "(WEEKDAY|WABBR) DOT?",
    "year": "(YEARF | CENT TENS (HYPHEN? {spelled})?)",
    "yearword": "THE UNIT",
    "deictic": "(THIS (PASTW|NEXT)|LAST|PASTW|THIS|NEXT|PRIOR|FOLLOW|SAME|THAT|CURRENT|LATEST)",
    "which": "(THE deictic_of=(PRIOR|FOLLOW|SAME) | deictic={deictic})",
    "edge": "(THE? EARLY (HYPHEN|ON)? | MID HYPHEN? | EARLIER (IN|ON)? | THE? END OF | THE? MID OF)",
    "zone": "({offset}? LPAR (CLOCK AMPM?|{figure}) ZONE (SLASH ZONE)? {weekday}? RPAR"
    " | {offset} | LPAR {offset} RPAR)",
    "offset": "(ZONE TIMEW? (PLUS DAYF|HYPHEN DAYF)? | OTHER TIMEW)",
    "clock": "((CLOCK AMPM? | FIG AMPM | DAYF HYPHEN? AMPM | {spelled} AMPM | ({spelled}|DAYF) OCLOCK | CLOCKWORD"
    " | (FIG|YEARF) ZONE | ({spelled}|DAYF) IN THE DAYPART)"
    " (IN THE DAYPART)? {zone}?)",
    "ordinal": "(ORD|SEC|FINAL|LATEST)",
    "relyear": "(THE? (LAST|THIS|NEXT|PRIOR|FOLLOW|SAME|THAT|CURRENT) FISCAL? UNIT)",
    "opening": "edge={edge}? ((THIS NEXT? | LAST | NEXT)? weekday={weekday} DAYPART? COMMA?)?",
    "daymonth": "(month={month} date={day} | date_x={day} OF? month_x={month})",
    "dated": "(COMMA? year={year})",
    "ofyear": "(COMMA? year={year} | COMMA? OF? rel={relyear})",
    "inyear": "((OF|IN)? THE? FISCAL? (UNIT? year={year}|rel={relyear}|UNIT))",
    "nthof": "(ORD|SEC|FINAL|LAST)",
    "nth": "(nth={ordinal} HYPHEN? FISCAL? unit=UNIT | nth_q=QNUM)",
    "ended": "(AGO|HENCE|FROM NOW|EARLIER)",
}

RULES: Final[tuple[tuple[str, str], ...]] = (
    # 9 a.m. Tuesday · 5 p.m. EST Nov. 9 · 10:30 on 4 March 2024 · 6 a.m. tomorrow · Tuesday at 9 a.m.
    ("clock", "ROUND? clock={clock} COMMA? ON? weekday=({weekday} COMMA?)? {daymonth} {dated}?"),
    ("clock", "ROUND? clock={clock} COMMA? ON? day=({weekday}|TODAY) part=DAYPART?"),
    ("clock", "ROUND? clock={clock} deictic=(LAST|THIS) part=DAYPART"),
    ("clock", "day=({weekday}|TODAY) DAYPART? COMMA? (AT|ROUND|ON) clock={clock}"),
    ("clock", "weekday=({weekday} COMMA?)? {daymonth} {dated}? COMMA? (AT|ROUND) clock={clock}"),
    # the night of Oct. 5 · the morning of Monday
    ("night_of", "edge={edge}? THE part=DAYPART OF (weekday={weekday} COMMA?)? {daymonth} {dated}?"),
    ("weekday", "edge={edge}? THE part=DAYPART OF day={weekday}"),
    ("overnight", "part=DAYPART (ON|way=TO)? day={weekday}"),
    ("overnight", "part=DAYPART"),
    ("iso", "ISO"),
    ("slashed", "SLASHED"),
    # Friday, Oct. 13, 2024 · 4 March 2024 · the 21st of June · Sunday 5 May · April 24 and 25
    ("date", "ROUND? {opening} deictic=(LAST|NEXT|THIS)? month={month} THE? date={day} {ofyear}?"),
    ("date", "ROUND? {opening} THE? date={day} OF? month={month} {ofyear}?"),
    ("date", "date={day} HYPHEN month={month} HYPHEN year={year}"),
    # Friday the 13th · on the 21st · the 5th of last month
    ("day_of_month", "edge={edge}? weekday={weekday} comma=COMMA? THE date=ORD"),
    ("day_of_month", "edge={edge}? THE date=ORD (OF rel=((THIS|LAST|NEXT|THAT|SAME|THE) UNIT))?"),
    # July last year · May 2008 · the end of October · last June
    ("month", "edge={edge}? month={month} COMMA? OF? ({yearword}? year={year} | rel={relyear})"),
    ("month", "edge={edge}? {which} month={month}"),
    # the third quarter of last year · this year's third quarter · the 1988 second quarter · Q3 2024 · fourth-quarter
    ("quarter", "edge={edge}? THE? FISCAL? {nth} {inyear}"),
    ("quarter", "nth_q=QNUM COMMA year={year}"),
    ("quarter", "edge={edge}? THE nth=LAST unit=UNIT (OF|IN) THE? FISCAL? (year={year}|rel={relyear}|UNIT)"),
    ("quarter", "edge={edge}? THE? FISCAL? (year={year}|rel={relyear}) POSS? FISCAL? {nth}"),
    ("quarter", "edge={edge}? nth={ordinal} HYPHEN unit=UNIT"),
    ("quarter", "edge={edge}? (THE|THIS)? FISCAL? HYPHEN? {nth}"),
    ("quarter_to", "edge={edge}? THE? month={month} HYPHEN? unit=UNIT"),
    ("latest", "THE LATEST FISCAL? what=(UNIT|TERM)"),
    ("same_quarter", "(THE year={year} | rel={relyear}) POSS? unit=UNIT"),
    ("half", "edge={edge}? THE? nth=(ORD|SEC|FINAL|LATEST|LAST) HYPHEN? HALF {inyear}?"),
    ("half", "edge={edge}? nth=HNUM year={year}?"),
    # the first week of August · the last day of 2024 · the last Friday of May · the week of Nov. 13
    (
        "nth_weekday",
        "THE nth={nthof} day=WEEKDAY (OF|IN) (month={month} {ofyear}? | rel_x=((THIS|LAST|NEXT|THAT|SAME) UNIT))",
    ),
    ("week_of", "THE unit=UNIT (OF|END) {daymonth} {dated}?"),
    (
        "nth_of",
        "THE nth={nthof} unit=UNIT OF (month={month} {ofyear}? | year_x={year} | rel_x={relyear} | of=(THE UNIT))",
    ),
    ("year", "edge={edge}? THE? FISCAL UNIT? year={year}"),
    ("year", "THE year={year} (TERM | FISCAL UNIT)"),
    # the year-earlier nine months · the year-ago quarter · the year-earlier period · the corresponding period last year
    ("duration", "THE? UNIT HYPHEN (AGO|EARLIER) count={count} unit=UNITS"),
    ("year_ago", "(THE OTHER?)? UNIT HYPHEN (AGO|EARLIER) (nth={ordinal}? HYPHEN? what=(UNIT|TERM))?"),
    ("year_ago", "THE (OTHER|SAME) (nth={ordinal}? what=(UNIT|TERM)) OF? (rel={relyear}|year={year})"),
    # the summer of 1994 · last fall · early spring
    ("season", "edge={edge}? THE? season=SEASON OF? (year={year}|rel={relyear})"),
    ("season", "edge={edge}? {which} season=SEASON"),
    ("season", "edge={edge}? THE? season=SEASON"),
    ("holiday", "edge={edge}? THE? deictic={deictic}? day=HOLIDAY week=UNIT? (COMMA? year={year})?"),
    # the 1990s · the early 1980s · the late seventies · the 20th century
    ("decade", "THE? edge={edge}? THE? century=CENT? decade=DECADE"),
    ("century", "THE? edge={edge}? THE? nth=ORD HYPHEN? CENTURY"),
    # the first Monday of each month · every Monday · each July · every two weeks · twice a week · Mondays
    ("rate", "THE? (ORD|SEC|FINAL|LAST) (WEEKDAY|UNIT) OF EVERY what=UNIT"),
    ("every", "EVERY (OTHER|SEC|nth=ORD)? count={count}? what=({unit}|{weekday}|DAYPART|{month}|SEASON|WEEKEND)"),
    ("rate", "(ONCE|{count} TIMES) (AN|PER|EVERY) count={count}? what={unit}"),
    ("weekdays", "what={weekday} part=DAYPARTS"),
    ("weekdays", "what=(WDAYS|WEEKENDS) part=(DAYPART|DAYPARTS)?"),
    # each of the past three years · the next several days · the first nine months · the coming weeks · recent weeks
    (
        "window",
        (
            "(EVERY OF|ALL OF|ALL)? THE?"
            " (way=(LAST|PASTW|NEXT) OTHER? ABOUT? | way_x=(PRIOR|FOLLOW|LATEST|FINAL|ORD|SEC|THESE|THOSE) OTHER?)"
            " count={count} (TO {count})? (ADJ|FISCAL)? unit={unit} (OR SO)?"
        ),
    ),
    ("window", "(EVERY OF|ALL OF|ALL)? THE? way=(LAST|PASTW|NEXT|PRIOR) ADJ? unit=UNITS"),
    ("these_days", "THESE unit=UNITS"),
    ("recent", "THE? MORE? RECENT unit=UNITS ((AND|OR) UNITS)?"),
    ("to_come", "THE? FUTURE UNITS"),
    # two Thursdays ago · five years ago today · a year ago this week · a week on Tuesday
    ("days_ago", "count={count} day=WDAYS AGO"),
    (
        "to_the_day",
        "{approx}? count=(AN|{count}) unit={unit} AGO ON? (day=(TODAY|{weekday}) | deictic=(THIS|NEXT|LAST) to=UNIT)",
    ),
    ("week_on", "AN unit=UNIT ON day={weekday}"),
    ("week_on", "day=WEEKDAY unit=UNIT"),
    # three days later · about two years ago · half a century ago · the day before · the week before last
    (
        "shift",
        "{approx}? count=({count}|AN|THE|ONCE) (OR {count})? ADJ? unit={unit} half=(AND AN HALF)? (OR SO)? way={ended}",
    ),
    ("shift", "{approx}? count=(AN|{count}) ADJ? unit={unit} way=(BEFOREW|AFTERW)"),
    ("shift", "unit=UNITS way=(AGO|EARLIER)"),
    ("shift", "{approx}? (half=HALF AN | count={count} AND AN half_x=HALF) unit={unit} way={ended}"),
    ("before_last", "THE? (unit=UNIT|part=DAYPART) way=(BEFOREW|AFTERW) to=(LAST|NEXT|TODAY)"),
    ("from_day", "count=(AN|{count}) unit={unit} FROM day=({weekday}|TODAY)"),
    ("day_before", "THE unit=UNIT way=(BEFOREW|AFTERW)"),
    ("eve", "THE (day={weekday}|part=DAYPART) way=(BEFOREW|AFTERW)"),
    # last week · this month · earlier this year · early next week · the end of the year · Monday of next week
    ("weekday", "edge={edge}? day={weekday} COMMA? OF? rel=((LAST|NEXT|THIS|FOLLOW) UNIT)"),
    ("weekday_last", "day=WEEKDAY deictic=(LAST|NEXT)"),
    ("weekday", "edge={edge}? THE? deictic={deictic}? day={weekday} ((AT | IN THE)? part=(DAYPART|CLOCKWORD))?"),
    ("today", "(EARLY|MID) HYPHEN? part=DAYPART day=TODAY"),
    ("weekday", "(EARLY|MID) HYPHEN? part=DAYPART day={weekday}"),
    ("today", "edge={edge}? day=TODAY part=DAYPART?"),
    ("daypart", "edge={edge}? the=THE? deictic=(LAST|THIS|NEXT|THAT|SAME|PRIOR|FOLLOW) SAME? part=(DAYPART|CLOCKWORD)"),
    ("daypart_told", "(EARLY IN)? THE EARLY? part=DAYPART"),
    ("weekend", "edge={edge}? (THE? deictic={deictic} | THE) WEEKEND"),
    ("unit", "edge={edge}? the=THE? deictic={deictic} SAME? FISCAL? unit=(UNIT|CENTURY) (late=(POSS END)|OR SO)?"),
    ("unit", "edge={edge} THE? FISCAL? unit=(UNIT|CENTURY)"),
    ("unit_end", "ROUND? THE? unit=UNIT (POSS|HYPHEN)? END"),
    ("clock", "ROUND? clock={clock}"),
    ("hours", "ROUND? clock=((FIG|YEARF) UNITS) (ON? day=({weekday}|TODAY))?"),
    ("year", "edge={edge}? {yearword} year=({year} | SMALL BIG (AND? {spelled})?)"),
    ("years", "year=YEARF (HYPHEN|SLASH) to=(DAYF|FIG)"),
    ("year", "edge={edge}? year={year}"),
    ("month", "edge={edge}? month={month}"),
    ("how_much", "{count} UNITS AN UNIT"),
    # five years · a two-week · 8-month-old · nearly forty years · decades · the year
    ("duration", "{approx}? THE? count=(AN|{count}) HYPHEN? unit={unit} AND count2={count} unit2={unit}"),
    ("duration", "{approx}? count=(AN|{count}) HYPHEN? ADJ? unit={unit} half=(AND AN HALF)"),
    ("duration", "{approx}? THE? count={count} HYPHEN? AND HYPHEN? AN HYPHEN? half=HALF HYPHEN? unit={unit}"),
    (
        "duration",
        (
            "{approx}? THE? count={count} (TO count2={count})? (MORE|ADJ)? unit=(UNITS|WEEKENDS|SEASONS) "
            "((OR|TO) UNITS)? (HYPHEN? old=OLD | HYPHEN LONG)?"
        ),
    ),
    (
        "duration",
        (
            "{approx}? count={count} ((HYPHEN? (TO|OR) HYPHEN? | HYPHEN) count2={count})? (HYPHEN|MORE|ADJ|AND){0,2} "
            "unit={unit} (HYPHEN? old=OLD | HYPHEN LONG)?"
        ),
    ),
    ("of_century", "{approx}? AN? (part=HALF HYPHEN? | part_u=UNIT HYPHEN) unit=CENTURY (way={ended} | HYPHEN? OLD)?"),
    ("duration", "{approx}? (half=HALF HYPHEN? AN HYPHEN? | AN half_a=HALF HYPHEN?) unit={unit}"),
    ("of_century", "{approx}? AN part=UNIT OF AN unit=CENTURY (way={ended})?"),
    ("duration", "unit=(UNIT|UNITS|CENTURY) HYPHEN (LONG | old=OLD)"),
    ("duration", "{approx}? count=AN ADJ? unit=(UNIT|CENTURY)"),
    ("duration", "THE unit=UNITS AHEAD"),
    ("while", "AN WHILE"),
    ("the_unit", "THE ADJ? FISCAL? unit=(UNIT|TERM)"),
    ("over_units", "THE unit=UNITS"),
    ("bare_units", "unit=UNITS ((OR|AND) UNITS)?"),
    ("freq", "what=FREQ"),
    ("past_future", "THE (ADJ|OTHER|RECENT)? way=(PASTW|FUTURE)"),
    ("ref", "(MORE|RIGHT)? way=(REF|NOW)"),
    ("current", "CURRENT"),
    # the second day of "April 24 and 25", the first of "24 and 25 April"
    ("another_day", "date=DAYF {dated}?"),
)
