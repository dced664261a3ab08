"""Acts of the codebook: where one stands in a sentence, and what it is done with and about.

What each module decides:

- `hits`, `finding`: the verbs that are acts (`Hit`), and an act with its sides (`Finding`); for a verb:
  - `phrases`, `spelled`, `company`: which patterns fit, how their words stand, which words they want near
  - `agents`, `things`, `objects`, `extents`, `elided`: the classes of who does it and of what it is done with, and
    where those words end
- `nouns`, `nominal`: the nouns that name acts, and which of them report one; by:
  - `mentioned`, `works`, `truces`, `leading`, `likelihood`: the words around the noun
  - `carriers`, `fates`, `carrying`: the verb of its clause
  - `verdicts`: the answers to that
- `plausible`: whether an act can be meant at all; by:
  - `accidents`, `nature`, `disposal`: nobody's hand: mishaps, forces of nature, mines that are found
  - `everyday`, `twins`, `private`, `scolding`, `remarks`: everyday senses, sport and art, words alone
- `recoding`: which other act it is where it stands; for this:
  - `usages`: as `usages.yaml` has it
  - `drills`, `warnings`, `crowds`, `home`: what is for show, threatened, done by or to crowds, moved at home
- `matter`, `topics`, `spoken`: what it is about: the class of its object, its contexts, what words are about
- `means`, `firing`, `meetings`: its mode by what it is done with; whether fire is aimed; whether a meeting is about
  security
- `governed`, `promises`: what a request or a threat is about; what words foresee and is news
- `strength`: how many forces there are
"""
