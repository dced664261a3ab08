"""Sentences without a parser: verb groups, clauses and their subjects, and how an act is shaded.

What each module decides:

- `verbs`: the two things the rest works on: a sentence, a verb group
- `groups`, `auxiliaries`, `implied`: verb groups, those that begin with an auxiliary, and the "is" that headlines
  leave out
- `homographs`: whether a word is a verb here, by its form:
  - `presents`, `nounlike`, `forms`: base and third person: where they are nouns
  - `pasts`, `participles`, `reduced`, `leads`, `attributes`: -ed and -ing: verbs, what hangs on a noun, what only
    describes one
  - `surroundings`, `lookahead`, `valency`: an object behind it, a finite verb further on, what verbs do to objects
- `clauses`: each group's subject and the clause it hangs on:
  - `boundaries`, `hanging`: where a clause begins, and on what it hangs
  - `finites`, `waiting`, `subjectless`, `sharing`: subjects before their verb, parted from it, missing, or shared
  - `dependents`, `participial`, `contacts`, `speakers`: relative, participial and contact clauses; who speaks between
    commas
- `subjects`: the noun phrase that is a subject
- `shades`, `reservations`, `intents`, `modality`: whether it happened: by the group alone, by what keeps it open, by
  the noun it hangs on, and over all
"""
