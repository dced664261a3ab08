"""What a text is made of: tokens, sentences, items of a page, and the terms of the codebook in it.

What each module decides:

- `tokens`: the words and marks of a text, with their places
- `sentences`: where sentences begin and end; the date line
- `quotations`: which stretches are somebody's own words
- `course`: the items of a page, and what each has spoken of most
- `lexicon`: every term of the codebook in a text, in one pass
- `marks`: where words stand that have a class or a sense
- `acts`, `patterns`, `grammar`: the shapes of the codebook's tables: acts, the patterns of a verb, words
- `tables`, `words`: the tables of one codebook, built once
- `calendar`, `saying`: names of days and months; verbs that only say who speaks
"""
