from __future__ import annotations

from pathlib import Path

from plugins.digest.ledger import Entry, Ledger

SENT = Entry("k-2026-11", "outbox", "submitted", "var/outbox", "abc", "2026-12-03T08:00:00+00:00")


def test_finds_what_was_recorded(tmp_path: Path):
    ledger = Ledger(tmp_path / "deep" / "ledger.jsonl")
    assert ledger.find(SENT.key, "outbox") is None
    ledger.record(Entry(SENT.key, "outbox", "sending"))
    assert ledger.find(SENT.key, "outbox") is None
    ledger.record(SENT)
    assert ledger.find(SENT.key, "outbox") == SENT
    assert ledger.find(SENT.key, "mailchimp") is None
    assert [entry.state for entry in ledger.entries(SENT.key, "outbox")] == ["sending", "submitted"]


def test_survives_a_cut_at_every_byte(tmp_path: Path):
    """Whatever a crash leaves of the second line, the first is there and a third is read."""
    path = tmp_path / "ledger.jsonl"
    ledger = Ledger(path)
    ledger.record(SENT)
    first = path.read_bytes()
    ledger.record(Entry(SENT.key, "outbox", "é sending"))
    whole = path.read_bytes()
    for end in range(len(first), len(whole)):
        path.write_bytes(whole[:end])
        assert ledger.find(SENT.key, "outbox") == SENT
        ledger.record(Entry("other", "outbox", "submitted"))
        assert ledger.find("other", "outbox") is not None
        assert ledger.find(SENT.key, "outbox") == SENT


def test_lines_of_a_later_version_are_read(tmp_path: Path):
    path = tmp_path / "ledger.jsonl"
    path.write_text(
        '{"key":"k","transport":"t","state":"submitted","new":1}\n[]\n', encoding="utf-8"
    )
    assert [entry.key for entry in Ledger(path)] == ["k"]
