"""What is made of a picture: upright, in sRGB, without metadata, never larger, always the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from plugins.images.encode import encode, upright
from plugins.images.look import BROKEN, look, opened, quietly
from plugins.images.settings import ImagesSettings
from tests.images.conftest import picture
from tests.images.test_look import exif


def made(path: Path, section: ImagesSettings) -> dict[str, Image.Image]:
    with quietly():
        files = dict(encode(path, look(path), section))
    return {name: Image.open(io.BytesIO(data)) for name, data in files.items()}


def test_every_width_and_kind_that_the_original_allows(tmp_path: Path) -> None:
    path, section = tmp_path / "a.jpg", ImagesSettings(widths=(200, 400))
    Image.radial_gradient("L").resize((600, 300)).save(path)
    found = {name: (image.format, image.size) for name, image in made(path, section).items()}
    assert found == {
        "plain.jpg": ("JPEG", (400, 200)),
        "200.webp": ("WEBP", (200, 100)),
        "400.webp": ("WEBP", (400, 200)),
        "200.avif": ("AVIF", (200, 100)),
        "400.avif": ("AVIF", (400, 200)),
    }


def test_nothing_is_made_larger(tmp_path: Path, section: ImagesSettings) -> None:
    path = tmp_path / "a.jpg"
    picture(50, 70).save(path)
    assert {image.size for image in made(path, section).values()} == {(40, 56), (50, 70)}


def test_it_is_upright_and_says_nothing_of_where_it_was_taken(
    tmp_path: Path, section: ImagesSettings
) -> None:
    path, tags = tmp_path / "a.jpg", exif(3)
    tags.get_ifd(0x8825)[2] = (52.0, 22.0, 12.0)
    tags[0x010E] = "in our kitchen"
    picture(120, 60).save(path, exif=tags, comment=b"secret", quality=95)
    assert b"kitchen" in path.read_bytes()
    for name, data in encode(path, look(path), section):
        image = Image.open(io.BytesIO(data))
        red, _, blue = image.convert("RGB").getpixel((20, image.height - 3))
        assert red > 150 > blue, f"{name} is upside down"
        assert not image.getexif()
        assert b"kitchen" not in data
        assert b"secret" not in data


def test_transparency_stays_and_white_is_under_a_jpeg(
    tmp_path: Path, section: ImagesSettings
) -> None:
    clear = picture(60, 60, "RGBA")
    clear.putalpha(Image.linear_gradient("L").resize((60, 60)))
    clear.save(tmp_path / "a.png")
    files = made(tmp_path / "a.png", section)
    assert {"plain.png", "60.webp"} <= files.keys()
    for image in files.values():
        assert image.convert("RGBA").getpixel((30, 0))[3] < 20
    (tmp_path / "a.jpg").write_bytes((tmp_path / "a.png").read_bytes())
    assert min(made(tmp_path / "a.jpg", section)["plain.jpg"].getpixel((30, 0))) > 240


def test_few_colours_stay_exact(tmp_path: Path, section: ImagesSettings) -> None:
    drawn = Image.new("RGB", (60, 40), "#fbf9f4")
    drawn.paste("#8c2f26", (10, 10, 30, 30))
    drawn.quantize(16).save(tmp_path / "a.png")
    plain = made(tmp_path / "a.png", section)["plain.png"]
    assert plain.convert("RGB").tobytes() == drawn.tobytes()


def test_a_wide_colour_space_becomes_srgb(tmp_path: Path, section: ImagesSettings) -> None:
    """A profile with red and green exchanged: who ignores it sees green."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for one, other in ((b"rXYZ", b"gXYZ"),):
        at, to = profile.index(one), profile.index(other)
        profile[at : at + 4], profile[to : to + 4] = other, one
    profile = bytearray(bytes(profile).replace(b"s\0R\0G\0B", b"o\0d\0d\0!"))
    Image.new("RGB", (60, 40), "#10d010").save(tmp_path / "a.jpg", icc_profile=bytes(profile))
    for name, image in made(tmp_path / "a.jpg", section).items():
        red, green, _ = image.convert("RGB").getpixel((20, 20))
        assert red > green + 80, name
        assert "icc_profile" not in image.info


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "CMYK", "I;16"])
def test_every_mode_is_read(tmp_path: Path, section: ImagesSettings, mode: str) -> None:
    path = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    if mode == "I;16":
        Image.new("I;16", (60, 40), 200 * 256).save(path)
    else:
        Image.new("L", (60, 40), 200).convert(mode).save(path)
    for image in made(path, section).values():
        if mode != "1":
            assert abs(image.convert("L").getpixel((5, 5)) - 200) < 6
        assert image.size in {(60, 40), (40, 27)}


def test_a_broken_profile_or_orientation_is_no_reason_to_fail(
    tmp_path: Path, section: ImagesSettings
) -> None:
    path = tmp_path / "a.jpg"
    picture(60, 40).save(path, icc_profile=b"nonsense", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert made(path, section)["plain.jpg"].size == (60, 40)


def test_a_picture_that_ends_too_soon_is_broken(tmp_path: Path, section: ImagesSettings) -> None:
    for name in ("a.jpg", "a.png", "a.webp"):
        path = tmp_path / name
        picture(120, 60).save(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(BROKEN):
            list(encode(path, look(path), section))


def test_the_same_bytes_on_machines_with_more_cores(tmp_path: Path) -> None:
    """The AVIF encoder parts a picture by the threads it has; one is the same everywhere."""
    path, alone = tmp_path / "a.jpg", io.BytesIO()
    Image.radial_gradient("L").resize((800, 500)).convert("RGB").save(path)
    with Image.open(path) as image:
        image.save(alone, "AVIF", quality=45, speed=6, max_threads=1)
    files = dict(encode(path, look(path), ImagesSettings(widths=(800,))))
    assert files["800.avif"] == alone.getvalue()


def test_a_large_jpeg_is_not_read_smaller_than_it_will_be(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    picture(640, 640).save(path)
    with opened(path) as image:
        assert upright(image, 300).size == (320, 320)


def test_a_format_that_saves_nothing_is_left_out(tmp_path: Path, section: ImagesSettings) -> None:
    path = tmp_path / "dot.png"
    Image.new("RGB", (4, 4), "red").save(path)
    files = dict(encode(path, look(path), section))
    assert all(len(data) <= len(files["plain.png"]) for data in files.values())
    assert "4.avif" not in files


def test_a_damaged_avif_is_broken(tmp_path: Path, section: ImagesSettings) -> None:
    """Its decoder fails in a way of its own."""
    path = tmp_path / "a.avif"
    picture(120, 60).save(path)
    path.write_bytes(path.read_bytes()[:-200] + bytes(200))
    with pytest.raises(BROKEN):
        list(encode(path, look(path), section))


def test_forty_million_pixels(tmp_path: Path, section: ImagesSettings) -> None:
    path = tmp_path / "large.jpg"
    Image.effect_mandelbrot((730, 550), (-2, -1, 1, 1), 20).resize((7300, 5500)).save(path)
    seen = look(path)
    sizes = {image.size for image in made(path, section).values()}
    assert sizes == {seen.fit(80), (40, 30)}
