"""Pictures of actors: small, of a kind that cannot act, and what their address says."""

import base64
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.pictures import LONGEST, WIDEST, address_of, picture


def png(width: int, height: int, filling: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xc8\x28\x28" * width) * min(height, 600))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + filling + chunk(b"IEND", b"")


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def jpeg(width: int, height: int) -> bytes:
    return (
        b"\xff\xd8\xff\xe0\0\4ab\xff\xc2\0\x11\x08"
        + struct.pack(">HH", height, width)
        + b"\3" + b"\0" * 9 + b"\xff\xd9"
    )  # fmt: skip


def webp(kind: bytes, width: int, height: int) -> bytes:
    content = {
        b"VP8X": b"\0" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
        b"VP8L": b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14),
        b"VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height),
    }[kind]
    inside = b"WEBP" + kind + struct.pack("<I", len(content)) + content
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


MAKERS = {
    "png": png,
    "gif": gif,
    "jpeg": jpeg,
    "webp": lambda width, height: webp(b"VP8X", width, height),
    "lossless": lambda width, height: webp(b"VP8L", width, height),
    "lossy": lambda width, height: webp(b"VP8 ", width, height),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_picture_is_taken_up_to_its_width_and_height(kind: str) -> None:
    make = MAKERS[kind]
    address = address_of(make(WIDEST, 3))
    assert picture(address) == address
    assert address_of(make(3, WIDEST)).startswith(
        f"data:image/{kind if kind in MAKERS and kind[0] != 'l' else 'webp'};"
    )
    for width, height in ((WIDEST + 1, 3), (3, WIDEST + 1)):
        with pytest.raises(ValueError, match=f"{width} by {height} pixels.*make it smaller"):
            address_of(make(width, height))


def test_the_first_image_of_a_gif_may_be_no_wider_than_it_says() -> None:
    note = b"\x21\xfe\3abc\0"
    table = b"\0" * 6
    for width in (4, WIDEST + 1):
        image = b"\x2c" + struct.pack("<HHHH", 0, 0, width, 4) + b"\0;"
        data = b"GIF89a" + struct.pack("<HH", 4, 4) + b"\x80\0\0" + table + note + image
        if width == 4:
            assert address_of(data)
        else:
            with pytest.raises(ValueError, match="pixels"):
                address_of(data)


def test_a_picture_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(ValueError, match="larger than 24 KB"):
        address_of(png(3, 3, b"\0" * LONGEST))


GOOD = address_of(png(2, 2))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a.png",
        "flag.png",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/png,abc",
        "data:image/png;base64,",
        "data:image/png;base64,abcde",
        "javascript:alert(1)",
        f" {GOOD}",
        f"{GOOD}\n",
        GOOD.replace("image/png", "image/PNG"),
        GOOD.replace("image/png", "image/gif"),
        GOOD + '" onerror="x',
        "data:image/png;base64," + base64.b64encode(b"<svg onload=alert(1)>").decode(),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no picture|holds no"):
        picture(text)


@given(st.sampled_from(sorted(MAKERS)), st.integers(0, 60), st.binary(max_size=40))
def test_a_picture_cut_or_spoilt_is_taken_or_refused_with_words(kind: str, cut: int, more: bytes) -> None:
    data = MAKERS[kind](5, 6)[:cut] + more
    try:
        assert picture(address_of(data))
    except ValueError as error:
        assert str(error)  # noqa: PT017  either is right
