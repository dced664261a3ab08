"""Who does an act, to whom, and who says so.

The classes of one sentence build on each other, from whom words mean to who does what: `References` → `Complements` →
`Claimants` → `Harm` → `Addressees` → `Passives` → `Announced` → `Nominal` → `Roles`.

What each module decides:

- `references`, `antecedents`, `described`, `lists`: whom a noun phrase, a pronoun, "the group" or a list means
- `before`: what the sentences before have told of that
- `complements`: who is named behind a verb
- `claimants`, `harm`: whose act a noun is; who harmed whom
- `addressees`, `passives`, `announced`: to whom words are said; who does what a passive or a teller tells
- `nominal`, `roles`: both sides of an act, for a noun and for a verb
- `standins`: for which state a subject without a name stands
- `tellers`, `voices`, `attribution`: who tells what: the clause, the quotation, whose word an event stands on
- `parties`, `bystanders`, `dealings`: between whom a text is, who is no side of it, and what they have done to each
  other
"""
