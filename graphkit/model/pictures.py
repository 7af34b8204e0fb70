"""Checks the picture of an actor: a small PNG, JPEG, WebP or GIF, whole in a ``data:`` address."""

import base64
import re
import struct
from hashlib import sha256

from graphkit.errors import shortened

LONGEST = 32_767
"""How many characters the address may have: as many as a cell of a spreadsheet, 24 KB of picture."""

WIDEST = 512
"""How many pixels a picture may have each way."""

KINDS = ("png", "jpeg", "webp", "gif")
_ADDRESS = re.compile(rf"data:image/({'|'.join(KINDS)});base64,([A-Za-z0-9+/]+={{0,2}})")
_SMALLER = "make it smaller, such as 128 by 128 pixels"


def picture(text: str) -> str:
    """Return the address of a picture as it is, or raise an error that says what is wrong with it.

    A drawing (SVG) is none: it may hold scripts and addresses of its own.
    """
    match = _ADDRESS.fullmatch(text)
    if match is None or len(match[2].rstrip("=")) % 4 == 1:
        raise ValueError(
            f"{shortened(text)} is no picture; write data:image/png;base64,... with a PNG, JPEG, WebP or GIF"
        )
    if len(text) > LONGEST:
        raise ValueError(f"the picture is larger than 24 KB ({LONGEST:,} characters); {_SMALLER}")
    data = base64.b64decode(match[2] + "=" * (-len(match[2].rstrip("=")) % 4))
    if kind_of(data) != match[1]:
        raise ValueError(f"{shortened(text)} holds no {match[1].upper()}, whatever its address says")
    width, height = _size(match[1], data)
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise ValueError(
            f"the picture has {width:,} by {height:,} pixels, at most {WIDEST} each way are taken; {_SMALLER}"
        )
    return text


def address_of(data: bytes) -> str:
    """Return the address of a picture from the bytes of its file, or raise an error if it is none."""
    kind = kind_of(data)
    if kind is None:
        raise ValueError("is no PNG, JPEG, WebP or GIF; save the picture as one of them")
    return picture(f"data:image/{kind};base64,{base64.b64encode(data).decode()}")


def picture_words(address: str) -> str:
    """Return what a picture is, in words that differ for others: ``PNG of 812 bytes (5feceb66)``."""
    kind, _, content = address.removeprefix("data:image/").partition(";base64,")
    size = len(content.rstrip("=")) * 3 // 4
    return f"{kind.upper()} of {size:,} bytes ({sha256(address.encode()).hexdigest()[:8]})"


def kind_of(data: bytes) -> str | None:
    """Return the kind of a picture by its first bytes, or None if it is none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "gif" if data[:6] in (b"GIF87a", b"GIF89a") else None


def _size(kind: str, data: bytes) -> tuple[int, int]:
    """Return the width and height in pixels that the head of a picture states; 0, 0 if it states none."""
    try:
        if kind == "png":
            return struct.unpack_from(">II", data, 16)
        return {"gif": _size_of_gif, "webp": _size_of_webp, "jpeg": _size_of_jpeg}[kind](data)
    except (struct.error, IndexError):
        return 0, 0


def _size_of_gif(data: bytes) -> tuple[int, int]:
    """Return what the head states, or its first image, where that is larger: browsers make room for it."""
    width, height = struct.unpack_from("<HH", data, 6)
    at = 13 + (6 << (data[10] & 7) if data[10] & 0x80 else 0)
    while data[at] == 0x21:
        at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
    if data[at] != 0x2C:
        return width, height
    left, top, wide, high = struct.unpack_from("<HHHH", data, at + 1)
    return max(width, left + wide), max(height, top + high)


def _size_of_webp(data: bytes) -> tuple[int, int]:
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _size_of_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return 0, 0
