"""What a sentence takes from the text around it.

The classes of one field build on each other: `Doers` → `Spoken` → `Sending` → `Counterparts` → `Countries` → `Context`.

What each module decides:

- `context`: whom the text has spoken of; completes each act; for this:
  - `doers`, `spoken`: who does an act whose clause leaves that out
  - `counterparts`, `themselves`: to whom it is done; what a side does among its own
  - `countries`: whose those are who have no country of their own
  - `sending`, `dispatches`, `gunfire`, `captives`: for forces that move, shots and who frees captives
  - `innocents`, `onlookers`, `strangers`, `sides`: who can not have done it, only looks on, is in no list; what the
    act itself tells of its sides
- `senses`: which world a text is of, and with it what its words mean
- `courts`, `retelling`: what was told before: deeds on trial, the attack that the headline tells
- `timing`, `progress`: what an act's date makes of it; how far the text has been read
"""
