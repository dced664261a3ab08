"""Who can act: countries, persons, offices, forces, organisations, armed groups, companies and the words for them.

Files: countries.yaml, organisations.yaml, agencies.yaml, groups.yaml, leaders*.yaml, companies.yaml, outlets.yaml,
roles.yaml. Their fields are described at the head of each.
"""

import re
from typing import Any, Final, Literal, NamedTuple

from tocsin.codebook.families import spread
from tocsin.codebook.faults import CodebookError
from tocsin.codebook.sections import Compiled, Fields, Source, check_words, entries
from tocsin.vocabulary import Sector

FILES: Final = (
    "countries.yaml",
    "organisations.yaml",
    "agencies.yaml",
    "groups.yaml",
    "leaders*.yaml",
    "companies.yaml",
    "outlets.yaml",
    "roles.yaml",
    "bystanders.yaml",
)

WhoKind = Literal[
    "country",
    "demonym",
    "people",
    "seat",
    "person",
    "organisation",
    "agency",
    "group",
    "company",
    "outlet",
    "bystander",
]
RoleKind = Literal["force", "body", "office", "person", "group", "people", "company", "outlet", "spokesperson"]


class Who(NamedTuple):
    """Somebody whom the codebook knows by name."""

    codes: tuple[str, ...]
    """Countries or organisations, more than one for "the two Koreas"."""
    sector: Sector
    kind: WhoKind
    name: str
    since: int
    until: int
    """First and last year in office, for persons; 0 and 9999 where it does not matter."""
    needs: str
    """"" where the spelling is enough; "introduction": a surname that counts after the full name or a title only."""
    tags: tuple[str, ...]
    """defence, nuclear, ambiguous, personal, security …"""
    office: str


class Role(NamedTuple):
    """A word for somebody whom the rest of the text must identify: "soldiers", "foreign minister", "the ministry"."""

    sector: Sector
    kind: RoleKind
    title: bool
    """It may stand before a person's name."""
    plural: bool
    tags: tuple[str, ...]
    noun: str


OFFICES: Final[dict[str, Sector]] = {
    "president": "GOV",
    "leader": "GOV",
    "monarch": "GOV",
    "vice-president": "GOV",
    "prime-minister": "GOV",
    "deputy": "GOV",
    "foreign-minister": "GOV",
    "defence-minister": "GOV",
    "minister": "GOV",
    "official": "GOV",
    "envoy": "GOV",
    "spokesperson": "GOV",
    "security-adviser": "GOV",
    "commander": "MIL",
    "spy-chief": "SPY",
    "legislator": "LEG",
    "judge": "JUD",
    "police-chief": "POL",
    "rebel": "REB",
    "opposition": "CVL",
    "secretary-general": "IGO",
    "IGO": "IGO",
    "business": "BUS",
    "exile": "CVL",
}
"""The offices that leaders*.yaml may name, with the sector of who holds them."""

SURNAME_FIRST: Final = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG", "VNM", "KHM", "HUN"})
_YEARS: Final = re.compile(r"(\d{4})-(\d{4})?")
_LIST: Final[Fields] = {"tags": list}


def compile_who(sources: list[Source]) -> Compiled:
    """All actors and roles as terms of the kinds "actor" and "role"; the table is the words that end demonyms."""
    compiled = Compiled(table=[])
    for source in sources:
        stem = source.name.removesuffix(".yaml")
        _COMPILERS[stem.split("-")[0]](source, compiled)
    return compiled


def revive_who(kind: str, payload: Any) -> Who | Role:
    return Role(*payload) if kind == "role" else Who(*payload)


def _who(  # noqa: PLR0917 - the fields of Who in their order
    codes: tuple[str, ...],
    sector: Sector,
    kind: WhoKind,
    name: str,
    tags: list[str] | tuple[str, ...] = (),
    years: tuple[int, int] = (0, 9999),
    needs: str = "",
    office: str = "",
) -> tuple[Any, ...]:
    return (codes, sector, kind, name, *years, needs, tuple(tags), office)


def _countries(source: Source, compiled: Compiled) -> None:
    lists = ("adjectives", "people", "seats", "government", "needs", "elsewhere", "tags")
    for entry in entries(source, {"code": str, "names": list}, dict.fromkeys(lists, list)):
        codes, name = tuple(entry["code"].split()), entry["names"][0]
        signs = [f"{field} {word}" for field in ("needs", "elsewhere") for word in entry.get(field, ())]
        tags = [*entry.get("tags", ()), *signs]
        compiled.add("actor", _who(codes, "GOV", "country", name, tags), entry["names"])
        adjectives = entry.get("adjectives", [])
        compiled.table += [adjective.split()[-1].lower() for adjective in adjectives]
        compiled.add("actor", _who(codes, "GOV", "demonym", name, tags), adjectives)
        compiled.add("actor", _who(codes, "CVL", "people", name), entry.get("people", []))
        compiled.add("actor", _who(codes, "GOV", "seat", name), entry.get("seats", []))
        compiled.add("actor", _who(codes, "GOV", "agency", name), entry.get("government", []))


def _organisations(source: Source, compiled: Compiled) -> None:
    for entry in entries(source, {"code": str, "names": list}, {"sector": str, "seats": list, **_LIST}):
        name, sector = entry["names"][0], entry.get("sector", "IGO")
        codes = tuple(entry["code"].split())
        compiled.add("actor", _who(codes, sector, "organisation", name, entry.get("tags", ())), entry["names"])
        compiled.add("actor", _who(codes, sector, "seat", name), entry.get("seats", []))


def _agencies(source: Source, compiled: Compiled) -> None:
    for entry in entries(source, {"country": str, "sector": str, "names": list}, _LIST):
        name, tags = entry["names"][0], entry.get("tags", ())
        compiled.add("actor", _who((entry["country"],), entry["sector"], "agency", name, tags), entry["names"])


def _groups(source: Source, compiled: Compiled) -> None:
    optional = {"also": list, "sector": str, **_LIST}
    for entry in entries(source, {"country": str, "name": str}, optional):
        sector, tags = entry.get("sector", "REB"), entry.get("tags", ())
        who = _who(tuple(entry["country"].split()), sector, "group", entry["name"], tags)
        compiled.add("actor", who, [entry["name"], *entry.get("also", [])])


def _leaders(source: Source, compiled: Compiled) -> None:
    if not isinstance(source.data, dict):
        raise CodebookError(source.name, None, None, "must be a mapping from country codes to persons")
    for code, persons in source.data.items():
        if not isinstance(persons, dict):
            raise CodebookError(source.name, code, None, "must be a mapping from names to [office, years, spellings …]")
        for name, facts in persons.items():
            _person(source.name, str(code), name, facts, compiled)


def _person(file: str, code: str, name: str, facts: Any, compiled: Compiled) -> None:
    where = f"{code} {name}"
    if not isinstance(facts, list) or len(facts) < 2:
        raise CodebookError(file, where, None, "must be [office, years, other spellings …]")
    check_words(file, where, "spellings", facts)
    office, years, *others = facts
    found = _YEARS.fullmatch(years)
    if office not in OFFICES:
        raise CodebookError(file, where, "office", f"{office!r} is none of {', '.join(OFFICES)}")
    if not found:
        raise CodebookError(file, where, "years", f"{years!r} is not like 1999- or 2004-2010")
    span = (int(found[1]), int(found[2] or 9999))
    sector = OFFICES[office]
    compiled.add("actor", _who((code,), sector, "person", name, (), span, "", office), [name, *others])
    parts = [part for part in name.split() if part not in _GENERATIONS]
    surname = parts[0 if code in SURNAME_FIRST else -1]
    if surname not in others and surname != name:
        needs = _who((code,), sector, "person", name, (), span, "introduction", office)
        compiled.add("actor", needs, [surname])


_GENERATIONS: Final = frozenset({"Jr", "Jr.", "Sr", "Sr."})
"""What stands behind a surname: "Ferdinand Marcos Jr"."""


def _companies(source: Source, compiled: Compiled) -> None:
    for entry in entries(source, {"country": str, "names": list}, _LIST):
        codes, tags = tuple(entry["country"].split()), entry.get("tags", ())
        for name in entry["names"]:
            compiled.add("actor", _who(codes, "BUS", "company", name, tags), [name])


def _outlets(source: Source, compiled: Compiled) -> None:
    for entry in entries(source, {"country": str, "names": list}, _LIST):
        tags = entry.get("tags", ())
        for name in entry["names"]:
            compiled.add("actor", _who((entry["country"],), "JRN", "outlet", name, tags), [name])


def _bystanders(source: Source, compiled: Compiled) -> None:
    for entry in entries(source, {"why": str, "names": list}, {}):
        compiled.add("actor", _who((), "UNK", "bystander", entry["why"]), entry["names"])


def _roles(source: Source, compiled: Compiled) -> None:
    optional = {"plural": list, "title": bool, **_LIST}
    for number, entry in enumerate(entries(source, {"sector": str, "kind": str, "terms": list}, optional), 1):
        tags, title = tuple(entry.get("tags", ())), entry.get("title", False)
        for plural, key in ((False, "terms"), (True, "plural")):
            for noun in spread(source.name, str(number), key, entry.get(key, [])):
                role = (entry["sector"], entry["kind"], title and not plural, plural, tags, noun)
                compiled.add("role", role, [noun])


_COMPILERS: Final = {
    "countries": _countries,
    "organisations": _organisations,
    "agencies": _agencies,
    "groups": _groups,
    "leaders": _leaders,
    "companies": _companies,
    "outlets": _outlets,
    "roles": _roles,
    "bystanders": _bystanders,
}
