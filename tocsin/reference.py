"""The reference of an HTTP interface as one page, written from its OpenAPI document: no script, no other server."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, Final

STYLE: Final = """
:root { color-scheme: light dark; --line: #8884; --soft: #8889; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
h1 { margin-bottom: 0; }
h2 { margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); text-transform: capitalize; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .6rem 0; padding: .5rem .9rem; }
summary { cursor: pointer; overflow-wrap: anywhere; } code { font-size: .92em; }
.method { font-weight: 700; margin-right: .5rem; } .said { opacity: .8; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
td, th { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-top: 1px solid var(--line); }
.values { max-width: 26rem; overflow-wrap: anywhere; }
"""

_CODE: Final = re.compile("`([^`]+)`")


def page(document: dict[str, Any]) -> str:
    """The document as HTML: its operations by tag, each with parameters, allowed values and answers."""
    info = document["info"]
    groups: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append("".join(_operation(method, path, operation, document)))
    parts = "".join(f"<h2>{escape(tag)}</h2>{''.join(operations)}" for tag, operations in groups.items())
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{escape(info["title"])}</title><link rel="stylesheet" href="docs.css">'
        f'<h1>{escape(info["title"])}</h1><p class="said">{escape(info.get("description", ""))}</p>'
        f'<p><a href="openapi.json">openapi.json</a> describes it for programs.</p>{parts}</html>'
    )


def _operation(method: str, path: str, operation: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    said = operation.get("description") or operation.get("summary", "")
    yield f'<details><summary><span class="method">{method.upper()}</span><code>{escape(path)}</code> '
    first, *rest = said.split("\n\n")
    yield f'<span class="said">{_words(first)}</span></summary>{"".join(f"<p>{_words(part)}</p>" for part in rest)}'
    parameters = operation.get("parameters", [])
    if parameters:
        yield '<div class="wide"><table><tr><th>parameter<th>in<th>values<th>what it is</tr>'
        for one in parameters:
            schema = one.get("schema", {})
            text = one.get("description") or schema.get("description", "")
            yield f"<tr><td><code>{escape(one['name'])}</code><td>{one['in']}"
            yield f'<td class="values">{escape(_values(schema, document))}<td>{_words(text)}</tr>'
        yield "</table></div>"
    body = operation.get("requestBody", {}).get("content", {})
    if body:
        yield f"<p>It takes {escape(', '.join(body))}.</p>"
    yield '<div class="wide"><table><tr><th>answer<th>as<th>when</tr>'
    for code, answer in operation.get("responses", {}).items():
        kinds = ", ".join(answer.get("content", {}))
        yield f"<tr><td>{escape(code)}<td>{escape(kinds)}<td>{_words(answer.get('description', ''))}</tr>"
    yield "</table></div></details>"


def _words(text: str) -> str:
    """A description, whose words of the interface stand between backticks."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def _values(schema: dict[str, Any], document: dict[str, Any]) -> str:
    """What a parameter may be, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _values(document["components"]["schemas"].get(name, {}), document)
    if "enum" in schema:
        return " · ".join(map(str, schema["enum"])) + _default(schema)
    if schema.get("type") == "array":
        return f"any of: {_values(schema.get('items', {}), document)}"
    kinds = [_values(one, document) for one in schema.get("anyOf", []) if one.get("type") != "null"]
    if kinds:
        return " or ".join(dict.fromkeys(kinds)) + _default(schema)
    bounds = [f"{word} {schema[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in schema]
    bounds += [f"such as {schema['examples'][0]}"] if schema.get("examples") else []
    kind = schema.get("format") or schema.get("const") or schema.get("type") or schema.get("description", "")
    return " ".join([str(kind), *bounds]) + _default(schema)


def _default(schema: dict[str, Any]) -> str:
    default = schema.get("default")
    return f" (default {default})" if default not in (None, [], "") else ""
