"""The codes of tocsin: one word, one meaning, in code, in the API and on the wire.

The event types and modes are named as in PLOVER (the successor of CAMEO); `STATEMENT` is ours. Codes are stable:
subscribers and outside measurements compare them letter by letter.
"""

from typing import Final, Literal, get_args

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "STATEMENT",
]
EVENT_TYPES: Final[tuple[EventType, ...]] = get_args(EventType)

MODES: Final[dict[EventType, frozenset[str]]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        }
    ),
    "ASSAULT": frozenset(
        {
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        }
    ),
    "STATEMENT": frozenset({"consider", "deny", "confirm", "warn", "decline-comment"}),
}
"""The modes that each event type may have; an event without a mode has ``None``."""

Context = Literal[
    "military",
    "diplomatic",
    "economic",
    "technology",
    "cbrn",
    "cyber",
    "territory",
    "peacekeeping",
    "intelligence",
    "internal",
]
CONTEXTS: Final[tuple[Context, ...]] = get_args(Context)
Sector = Literal["GOV", "MIL", "SPY", "LEG", "JUD", "POL", "REB", "IGO", "BUS", "JRN", "CVL", "UNK"]
Modality = Literal["actual", "ongoing", "future", "considered", "conditional", "hypothetical", "historical", "negated"]
Certainty = Literal["observed", "likely", "possible", "unlikely", "unknown"]
Stance = Literal["asserts", "denies", "confirms", "corrects", "retracts"]
Precision = Literal["minute", "day", "week", "month", "quarter", "year", "unknown"]
Basis = Literal["text", "publication"]
Qualifier = Literal["about", "at-least", "up-to"]
QuantityKind = Literal["reported", "forecast"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Field = Literal["title", "text"]

SignalName = Literal[
    "alliance-consultation",
    "official-denial",
    "accusation",
    "escalation-warning",
    "threat-ultimatum",
    "arms-policy-shift",
    "arms-deal",
    "arms-transfer",
    "technology-transfer",
    "nuclear-programme",
    "sanctions",
    "diplomatic-downgrade",
    "pact-or-exit",
    "military-exercise",
    "weapons-test",
    "cyber-sabotage",
    "mobilisation",
    "foreign-deployment",
    "force-growth",
    "emergency-rule",
    "incursion",
    "blockade",
    "hostage-taking",
    "strike-combat",
    "nuclear-signalling",
    "de-escalation",
]

SIGNAL_LEVELS: Final[dict[SignalName, tuple[int, int]]] = {
    "alliance-consultation": (1, 1),
    "official-denial": (0, 0),
    "accusation": (1, 1),
    "escalation-warning": (2, 2),
    "threat-ultimatum": (2, 2),
    "arms-policy-shift": (2, 3),
    "arms-deal": (2, 2),
    "arms-transfer": (3, 3),
    "technology-transfer": (3, 5),
    "nuclear-programme": (4, 4),
    "sanctions": (3, 3),
    "diplomatic-downgrade": (3, 3),
    "pact-or-exit": (3, 3),
    "military-exercise": (4, 4),
    "weapons-test": (4, 4),
    "cyber-sabotage": (4, 4),
    "mobilisation": (5, 5),
    "foreign-deployment": (5, 5),
    "force-growth": (5, 5),
    "emergency-rule": (5, 5),
    "incursion": (6, 6),
    "blockade": (6, 6),
    "hostage-taking": (4, 4),
    "strike-combat": (6, 7),
    "nuclear-signalling": (8, 9),
    "de-escalation": (-3, -1),
}
"""Each signal's lowest and highest level on the escalation ladder, before modality and capping lower it."""
