"""Holds requests, and the fake's answers, to Mailchimp's own description of its API."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator

SLICE = Path(__file__).with_name("openapi") / "mailchimp-3.0.55.json.gz"


@cache
def calls() -> tuple[tuple[str, str, re.Pattern[str], dict[str, Any]], ...]:
    """Verb, path, the pattern of its addresses, and what is said of it."""
    paths = json.loads(gzip.decompress(SLICE.read_bytes()))["paths"]
    return tuple(
        (verb, path, re.compile(re.sub(r"{\w+}", "([^/]+)", path)), call)
        for path, verbs in paths.items()
        for verb, call in verbs.items()
    )


def find_call(verb: str, address: str) -> tuple[str, list[str], dict[str, Any]] | None:
    """The described path, the ids in *address*, and the call; None where nothing is described."""
    for known, path, pattern, call in calls():
        found = pattern.fullmatch(address)
        if known == verb.lower() and found:
            return path, list(found.groups()), call
    return None


def faults(call: dict[str, Any], query: dict[str, list[str]], body: str) -> list[str]:
    """Everything in a request that the description does not allow."""
    found = []
    known = {each["name"]: each for each in call["parameters"] if each["in"] == "query"}
    for name, values in query.items():
        if name not in known:
            found.append(f"query {name} is unknown")
        elif len(values) != 1 or not fits(values[0], known[name]["schema"]):
            found.append(f"query {name}={values} does not fit")
    described = call.get("requestBody")
    if described is None:
        # The official client sends the text "null" where there is nothing to say.
        return found if body in ("", "null") else [*found, f"a body nobody asked for: {body[:80]}"]
    return [*found, *wrong_in(json.loads(body), validator(described, readable=False))]


def answer_faults(call: dict[str, Any], answer: Any) -> list[str]:
    """Everything in an answer of 200 that the description does not know."""
    return wrong_in(answer, validator(call["responses"]["200"], readable=True))


VALIDATORS: dict[tuple[int, bool], Draft4Validator] = {}


def validator(described: dict[str, Any], *, readable: bool) -> Draft4Validator:
    """Made once for each description, as closing a schema takes longer than a call."""
    name = (id(described), readable)
    if name not in VALIDATORS:
        schema = described["content"]["application/json"]["schema"]
        VALIDATORS[name] = Draft4Validator(closed(schema, readable=readable))
    return VALIDATORS[name]


def wrong_in(value: Any, rule: Draft4Validator) -> list[str]:
    found = rule.iter_errors(value)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in found]


def fits(text: str, schema: dict[str, Any]) -> bool:
    if schema["type"] == "integer":
        return text.isdigit() and int(text) <= schema.get("maximum", 10**9)
    if schema["type"] == "array":  # a list arrives as "a,b"; letters joined one by one do not pass
        return all(re.fullmatch(r"[a-z_]{2,}(\.[a-z_]+)*", each) for each in text.split(","))
    if schema["type"] == "boolean":
        return text in ("true", "false")
    return text in schema.get("enum", [text])


def closed(schema: Any, *, readable: bool) -> Any:
    """*schema* with unknown fields forbidden and, unless *readable*, those only Mailchimp sets."""
    if isinstance(schema, list):
        return [closed(each, readable=readable) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value, readable=readable) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        inner["properties"] = {
            name: closed(each, readable=readable)
            for name, each in schema["properties"].items()
            if readable or not each.get("readOnly")
        }
        inner["additionalProperties"] = False
    inner.pop("discriminator", None)
    return inner
