"""What services log: a line for each entry, in which nothing that others wrote is obeyed by a terminal."""

import logging
import sys
from typing import Any

import structlog


def set_up_logging(level: str) -> None:
    """Readable lines on a terminal, JSON elsewhere; control characters of what others wrote are escaped."""
    terminal = sys.stderr.isatty()
    renderer: Any = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_control_characters,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _without_control_characters(_: Any, __: str, entry: Any) -> Any:
    for name, value in entry.items():
        if isinstance(value, str) and not value.isprintable():
            kept = "\n" if name == "exception" else ""
            entry[name] = "".join(c if c.isprintable() or c in kept else f"\\x{ord(c):02x}" for c in value)
    return entry
