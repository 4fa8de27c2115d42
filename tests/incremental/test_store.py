"""Records are whole, or there is doubt."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from plugins.incremental.store import FILE, Doubt, open_store


def test_what_is_put_is_there_the_next_time(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.change():
        store.put([("a", b"one"), ("b", b"two")])
    with open_store(tmp_path) as store:
        assert store.get("a") == b"one"
        with store.change():
            store.put([("a", b"three")])
        assert (store.get("a"), store.get("b")) == (b"three", b"two")


def test_what_was_never_put_is_a_doubt(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, pytest.raises(Doubt):
        store.get("a")


def test_a_change_that_breaks_off_changes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.change():
        store.put([("a", b"one")])
    with open_store(tmp_path) as store:
        with suppress(KeyError), store.change():
            store.clear()
            store.put([("a", b"two")])
            raise KeyError
        assert store.get("a") == b"one"


@pytest.mark.parametrize("at", [0, 20, 100, -1, -200])
def test_a_damaged_file_is_a_doubt_or_still_right(tmp_path: Path, at: int) -> None:
    with open_store(tmp_path) as store, store.change():
        store.put([("a", b"one" * 900)])
    path = tmp_path / FILE
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(bytes(data))
    try:
        with open_store(tmp_path) as store:
            found = store.get("a")
    except Doubt:
        return
    assert found == b"one" * 900


@pytest.mark.parametrize("keep", [0, 10, 5_000])
def test_a_cut_file_is_a_doubt_and_can_be_filled_again(tmp_path: Path, keep: int) -> None:
    with open_store(tmp_path) as store, store.change():
        store.put([("a", b"one" * 9_000)])
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(Doubt), open_store(tmp_path) as store:
        store.get("a")
    path.unlink(missing_ok=True)
    with open_store(tmp_path) as store, store.change():
        store.put([("a", b"two")])
