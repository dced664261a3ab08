"""All sections of the codebook, in the order in which they are compiled.

To add one: write a module with `compile` (and `revive`) for its files, and list it here.
"""

from typing import Final

from tocsin.codebook import counted, deeds, where, who
from tocsin.codebook.sections import Section

SECTIONS: Final[tuple[Section, ...]] = (
    Section("who", who.FILES, who.compile_who, who.revive_who),
    Section("where", where.FILES, where.compile_where, where.revive_where),
    Section("counted", counted.FILES, counted.compile_counted, counted.revive_counted),
    Section("deeds", deeds.FILES, deeds.compile_deeds),
)
