"""Names of hosts that can never be anybody's: those of samples and tests."""

from __future__ import annotations

RESERVED = ("example", "example.com", "example.net", "example.org", "invalid", "test")
"""RFC 2606; what ends in one of them is a sample's."""
HERE = ("localhost", "local", "internal", "home.arpa")
"""Hosts of one machine or one network."""


def is_reserved(host: str) -> bool:
    return _within(host, RESERVED)


def is_here(host: str) -> bool:
    return _within(host, HERE)


def _within(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in domains)
