"""Alerts by the JSON that they were saved as: those that are told of again and again are not parsed again and again."""

from collections import OrderedDict
from typing import Final

from services.alerts.engine.held import Held


class Parsed:
    """The alerts that were saved or recalled last. They never change: an alert that does is another document."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[str, Held] = OrderedDict()

    def held(self, document: str) -> Held:
        """The alert that was saved as this."""
        found = self._known.get(document)
        if found is None:
            found = Held.model_validate_json(document)
        self._keep(document, found)
        return found

    def saved_as(self, held: Held) -> str:
        """The alert as it is to be saved."""
        document = held.model_dump_json()
        self._keep(document, held)
        return document

    def _keep(self, document: str, held: Held) -> None:
        self._known[document] = held
        self._known.move_to_end(document)
        if len(self._known) > self._most:
            self._known.popitem(last=False)


PARSED: Final = Parsed(1000)
"""A thousand are some 20 MB at the most: alerts have 50 pieces of evidence, and few have so many."""
