"""YAML that people write: a mapping may not name a key twice, of which the second would silently win."""

from collections.abc import Hashable
from typing import Any, Final

import yaml

LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML has it: ten times as fast, the same language."""


class StrictLoader(LOADER):  # type: ignore[misc]
    """A safe loader whose mappings name each key once."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if not isinstance(key, Hashable):
            fault = "a list or a mapping can't be the name of a field; text that begins with [ or { needs quotes"
            raise yaml.constructor.ConstructorError(None, None, fault, key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} is given twice", key_node.start_mark)
        seen.add(key)
    return dict(loader.construct_pairs(node, deep=True))


StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
