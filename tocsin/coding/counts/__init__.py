"""How many: numbers, what they count, and how sure the text is of them.

What each module decides:

- `numerals`: numbers in figures and in words
- `counted`: the noun that a number counts, if it counts any
- `counting`: what the words around make of it: about, dead or alive, foreseen
- `quantities`: all counts of a text
"""
