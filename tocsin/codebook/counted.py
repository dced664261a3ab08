"""What is counted, and how numbers are said: units.yaml, numbers.yaml, designations.yaml."""

from typing import Any, Final, Literal, NamedTuple

from tocsin.codebook.sections import Compiled, Source, entries

FILES: Final = ("units.yaml", "numbers.yaml", "designations.yaml")
UnitClass = Literal[
    "forces", "people", "casualties", "weapons", "aircraft", "ships", "vehicles", "munitions", "things",
    "money", "percent", "time", "measure", "rank",
]  # fmt: skip


class Unit(NamedTuple):
    """A noun that is counted: `plural` says which form this is."""

    noun: str
    family: UnitClass
    plural: bool


class Numeral(NamedTuple):
    """A word for a number."""

    value: float
    role: Literal["unit", "ten", "scale", "vague", "about", "vague-scale"]
    """unit: 1 to 19; ten; scale: hundred …; vague: a lower bound such as dozens; about: a round figure."""


def compile_counted(sources: list[Source]) -> Compiled:
    """Terms of the kinds "unit", "number" and "designation"."""
    compiled = Compiled()
    for source in sources:
        if source.name == "units.yaml":
            for entry in entries(source, {"family": str}, {"one": list, "many": list}):
                for key, plural in (("one", False), ("many", True)):
                    for noun in entry.get(key, []):
                        compiled.add("unit", (noun, entry["family"], plural), [noun])
        elif source.name == "numbers.yaml":
            for entry in entries(source, {"word": str, "value": float, "role": str}, {}):
                compiled.add("number", (entry["value"], entry["role"]), [entry["word"]])
        else:
            for entry in entries(source, {"what": str, "words": list}, {}):
                compiled.add("designation", entry["what"], entry["words"])
    return compiled


def revive_counted(kind: str, payload: Any) -> Unit | Numeral | str:
    if kind == "unit":
        return Unit(*payload)
    if kind == "number":
        return Numeral(*payload)
    return str(payload)
