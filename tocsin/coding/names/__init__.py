"""Who and where is named, and whose is meant.

What each module decides:

- `mention`, `places`: what a naming of an actor is; the places named
- `actors`: all namings of actors in a field; for this:
  - `chunking`, `phrases`, `merging`: which terms make a noun phrase, how it grows, which are one
  - `naming`, `namesakes`: persons: whom a surname means, new names, other people of that name
  - `homonyms`, `rolelike`: names of states and firms, and words for roles, that are something else here
  - `modifiers`, `compounds`: what only describes what follows: "Iran-backed", "Russian oil"
  - `abbreviations`: abbreviations that the text introduces
- `resolving`: whose "the army" is; by:
  - `owners`, `titles`: the words right beside it; what it is called
  - `nearby`, `speakers`: who is named around it; who speaks
  - `rebels`, `crowds`, `forces`: what holds for rebels, crowds and guards alone
  - `setting`: the country that the text plays in
- `pronouns`, `descriptions`: whom "it", "both" and "the two sides" stand for
- `classes`: which class of things a named actor or place is
"""
