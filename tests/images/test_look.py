"""What a file is, told by its first bytes."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from plugins.images.look import look, quietly
from tests.images.conftest import picture


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


def test_a_picture_taken_upright_is_as_high_as_it_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    picture(60, 40).save(path, exif=exif(6))
    seen = look(path)
    assert (seen.kind, seen.width, seen.height, seen.fault) == ("JPEG", 40, 60, "")


def test_a_size_is_bound_but_not_that_of_what_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture(201, 101).save(path)
    assert look(path).fit(80) == (80, 40)
    assert look(path).fit(300) == (201, 101)
    frames = [picture(60, 40), picture(60, 40).rotate(180)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    moving = look(tmp_path / "a.gif")
    assert moving.whole
    assert moving.fit(20) == (60, 40)


def test_an_animated_webp_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    picture(60, 40).save(path, save_all=True, append_images=[picture(60, 40).rotate(180)])
    assert look(path).whole


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.avif", "a.gif"])
def test_what_is_no_picture_is_said_to_be_broken(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not really a picture")
    seen = look(tmp_path / name)
    assert seen.code == "picture-broken"
    assert "is broken" in seen.fault
    assert not seen.refused


def test_a_kind_that_browsers_lack_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.heic").write_bytes(b"anything")
    assert "HEIC" in look(tmp_path / "a.heic").fault


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    """A few bytes that claim to be 400 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    path = tmp_path / "bomb.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    )
    with quietly():
        assert "over 90 million pixels" in look(path).fault
