"""Record classes into JSON Schema (2020-12), with the comments of streams/records.py as descriptions."""

import ast
import inspect
import io
import tokenize
from dataclasses import fields
from typing import Any

import msgspec

from streams import records
from streams.records import RETRACTED, Alert, CountryMention, EnrichedArticle, Notice, RawArticle, Tick
from streams.topology import CURRENT, ENRICHED, EVENTS, MENTIONS, RAW

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# The records of each topic. Where there are several, `kind` tells them apart.
TOPIC_RECORDS: dict[str, tuple[type, ...]] = {
    RAW: (RawArticle,),
    ENRICHED: (EnrichedArticle,),
    MENTIONS: (CountryMention, Notice, Tick),
    EVENTS: (Alert,),
    CURRENT: (Alert,),
}


def schema(topic: str) -> Schema:
    """The schema of a topic's values."""
    kinds = TOPIC_RECORDS[topic]
    (*roots,), components = msgspec.json.schema_components(kinds)
    definitions = {name: _described(name, component) for name, component in sorted(components.items())}
    head: Schema = {"$schema": DIALECT, "$id": f"urn:dateline:{topic}"}
    if len(kinds) > 1:
        head |= {"title": topic, "oneOf": roots}
        for kind in kinds:
            definitions[kind.__name__]["required"].append("kind")
    else:
        head |= definitions.pop(kinds[0].__name__)
    if kinds == (RawArticle,):
        head = _as_producers_may_write(head)
    return {**head, "$defs": definitions}


def _as_producers_may_write(raw: Schema) -> Schema:
    """null counts as not given; and the rules between the fields, which types cannot say."""
    raw["properties"] = {name: _or_null(item) for name, item in raw["properties"].items()}
    said = {"type": "string", "pattern": r"\S"}
    named = {"type": "string", "minLength": 1}
    retraction = {"required": ["status"], "properties": {"status": {"enum": sorted(RETRACTED)}}}
    return {
        **raw,
        "if": retraction,
        "then": _one_of_these("id", "url", named),
        "else": _one_of_these("text", "html", said),
    }


def _one_of_these(first: str, second: str, form: Schema) -> Schema:
    return {"anyOf": [{"required": [name], "properties": {name: form}} for name in (first, second)]}


def _or_null(item: Schema) -> Schema:
    described: Schema = {name: item.pop(name) for name in ("description", "default") if name in item}
    if "enum" in item:
        item = {"enum": [*item["enum"], None]}
    elif isinstance(item.get("type"), str):
        item = {**item, "type": [item["type"], "null"]}
    elif "$ref" in item:
        item = {"anyOf": [item, {"type": "null"}]}
    return {**described, **item}


def _described(name: str, component: Schema) -> Schema:
    """A component with its fields in the order and with the comments of the source."""
    kind = getattr(records, name)
    comments = _comments(kind)
    properties = {item.name: _simple(component["properties"][item.name]) for item in fields(kind)}
    for field, item in properties.items():
        if field in comments:
            properties[field] = {"description": comments[field], **item}
    required = [field for field in properties if field in component["required"]]
    return {**component, "properties": properties, "required": required}


def _simple(item: Schema) -> Schema:
    """`anyOf string, null` in its short form."""
    choices = item.get("anyOf", [])
    if choices and all(set(choice) == {"type"} for choice in choices):
        rest = {name: value for name, value in item.items() if name != "anyOf"}
        return {"type": [choice["type"] for choice in choices], **rest}
    return item


def _comments(kind: type) -> dict[str, str]:
    """The comment behind each field, of a class and of those it inherits from."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__[:-1]):
        source = inspect.getsource(base)
        by_line = {
            token.start[0]: token.string.lstrip("# ")
            for token in tokenize.generate_tokens(io.StringIO(source).readline)
            if token.type == tokenize.COMMENT and not token.string.startswith(("# noqa", "# fmt", "# type"))
        }
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.end_lineno in by_line:
                found[node.target.id] = by_line[node.end_lineno]
    return found
