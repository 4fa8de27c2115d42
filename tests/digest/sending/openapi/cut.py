"""Cuts the calls in use out of Mailchimp's OpenAPI description: python cut.py mailchimp.com.json"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

IN_USE = {
    "/campaigns": ("get", "post"),
    "/campaigns/{campaign_id}": ("get", "patch", "delete"),
    "/campaigns/{campaign_id}/content": ("get", "put"),
    "/campaigns/{campaign_id}/send-checklist": ("get",),
    "/campaigns/{campaign_id}/actions/send": ("post",),
    "/campaigns/{campaign_id}/actions/schedule": ("post",),
    "/campaigns/{campaign_id}/actions/test": ("post",),
    "/reports/{campaign_id}": ("get",),
    "/lists/{list_id}": ("get",),
    "/lists/{list_id}/interest-categories": ("get", "post"),
    "/lists/{list_id}/interest-categories/{interest_category_id}/interests": ("get", "post"),
    "/lists/{list_id}/members": ("get",),
    "/lists/{list_id}/members/{subscriber_hash}": ("patch",),
    "/": ("get",),
    "/ping": ("get",),
    "/verified-domains": ("get",),
}
PROSE = ("description", "title", "example", "externalDocs", "x-title", "x-value")
SLICE = Path(__file__).with_name("mailchimp-3.0.55.json.gz")


def without_prose(value: Any, names: bool = False) -> Any:
    """*value* with what only people read left out; *names* says its keys are fields' names."""
    if isinstance(value, dict):
        kept = value if names else {k: v for k, v in value.items() if k not in PROSE}
        return {k: without_prose(v, k == "properties" and not names) for k, v in kept.items()}
    return [without_prose(each) for each in value] if isinstance(value, list) else value


def resolved(description: dict[str, Any], reference: str) -> Any:
    """What "#/components/..." stands for."""
    found: Any = description
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return found


def cut(description: dict[str, Any]) -> dict[str, Any]:
    """The calls in use: their parameters, their bodies, and what they answer."""
    paths: dict[str, Any] = {}
    for path, verbs in IN_USE.items():
        for verb in verbs:
            call = description["paths"][path][verb]
            kept = {
                key: call[key] for key in ("parameters", "requestBody", "responses") if key in call
            }
            if "$ref" in kept.get("requestBody", {}):
                kept["requestBody"] = resolved(description, kept["requestBody"]["$ref"])
            kept["parameters"] = [
                *description["paths"][path].get("parameters", ()),
                *call.get("parameters", ()),
            ]
            paths.setdefault(path, {})[verb] = without_prose(kept)
    version = description["info"]["version"]
    return {"openapi": description["openapi"], "info": {"version": version}, "paths": paths}


if __name__ == "__main__":
    whole = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(cut(whole), sort_keys=True, separators=(",", ":"))
    SLICE.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{SLICE.name}: {SLICE.stat().st_size:,} bytes")
