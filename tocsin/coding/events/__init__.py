"""Which acts of a sentence are events, and why the others are none.

What each module decides:

- `findings`: the acts of a sentence that are events; a verb is none by:
  - `doubts`, `idioms`, `askings`, `aims`: what it governs, an idiom, a question, what is only meant
  - `dangers`: nobody who makes the threat
  - `worlds`, `hacking`: the sense of the text around it: sport, business, a disaster, hackers
- `describing`, `background`, `bygone`: which only describe, are known or are long over
- `known`: what its clause makes of an act that a noun names, and takes as having happened
- `causes`, `likewise`, `counted`: what acts of one sentence tell of each other; acts told by pointing, or by a number
- `recast`, `speaking`, `shading`: what a clause makes of an act: a refusal, a denial, a threat; the modality of words
- `crowds`: which clashes are riots
- `placing`, `amounts`, `lasting`: where it is done, to how many, and whether it goes on
"""
