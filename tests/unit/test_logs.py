"""What services log."""

import io
import sys

import pytest
import structlog

from tocsin.logs import set_up_logging


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def test_nothing_that_others_wrote_is_obeyed_by_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, said = Terminal(), "a\x1b]0;b\x07\u202e\nc"
    monkeypatch.setattr(sys, "stderr", terminal)
    set_up_logging("info")
    structlog.get_logger().error("broke", exc_info=ValueError(said), reason=said)
    structlog.reset_defaults()
    told = terminal.getvalue()
    assert r"a\x1b]0;b\x07\x202e\x0ac" in told
    assert "ValueError: a\\x1b]0;b\\x07\\x202e\nc" in told
    assert not {"\x07", "\u202e"} & set(told)
