"""Saying: the verbs by which whoever stands before them only tells what a sentence says."""

from typing import Final

from tocsin.codebook.inflection import PAST, THIRD, verb_forms

_VERBS: Final = """
    say tell announce report state add confirm claim believe insist warn explain deny acknowledge
""".split()
SAYING: Final = "|".join(form for verb in _VERBS for form, bits in verb_forms(verb).items() if bits & (PAST | THIRD))
"""A pattern of their finite forms: "said|says|…"."""
