"""拍照成册: pictures of several pages become one PDF, each picture a page, its pixels untouched."""

from collections.abc import Sequence
from dataclasses import dataclass

from tongban.kernel import Refusal

MOST_PICTURES = 100
_WIDTH = 595  # points: the width of A4
_START, _START_OF_DATA = b"\xff\xd8", 0xDA
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_FRAMES = frozenset(
    {0xC0, 0xC1, 0xC2}
)  # what a PDF reader decodes: baseline, extended, progressive
_COLOURS = {1: "DeviceGray", 3: "DeviceRGB"}


@dataclass(frozen=True, slots=True)
class _Picture:
    content: bytes
    width: int
    height: int
    colours: str


def joined(pictures: Sequence[bytes]) -> bytes:
    """Return one PDF of JPEG pictures in their order. Raises `Refusal` for what is no whole JPEG, and for too many."""
    if len(pictures) > MOST_PICTURES:
        raise Refusal(
            "documents.too_many_pictures",
            "These are {count} pictures; at most {most} can become one file. Attach a PDF instead.",
            count=len(pictures),
            most=MOST_PICTURES,
        )
    read = [_read(content) for content in pictures]
    pages = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(read)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(read)} /Kids [{pages}] >>".encode(),
    ]
    for n, picture in enumerate(read):
        objects += _page(picture, 3 + 3 * n)
    return _written(objects)


def _page(picture: _Picture, number: int) -> list[bytes]:
    """Return a page that its picture fills, what draws it, and the picture; `number` is the page's own."""
    height = max(1, round(_WIDTH * picture.height / picture.width))
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {height}] /Contents {number + 1} 0 R "
        f"/Resources << /XObject << /P {number + 2} 0 R >> >> >>"
    )
    image = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
        f"/ColorSpace /{picture.colours} /BitsPerComponent 8 /Filter /DCTDecode"
    )
    drawn = f"q {_WIDTH} 0 0 {height} 0 0 cm /P Do Q".encode()
    return [page.encode(), _stream(drawn), _stream(picture.content, image)]


def _stream(content: bytes, facts: str = "") -> bytes:
    head = f"<< /Length {len(content)} {facts} >>\nstream\n"
    return head.encode() + content + b"\nendstream"


def _written(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def _read(content: bytes) -> _Picture:
    """Return a JPEG with its measures, read from its frame header."""
    at = 2
    while content.startswith(_START) and at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            return _framed(content, at + 4)
        if marker == _START_OF_DATA:
            break
        at += 2 if marker in _BARE else 2 + length
    raise _no_picture()


def _framed(content: bytes, at: int) -> _Picture:
    height = int.from_bytes(content[at + 1 : at + 3], "big")
    width = int.from_bytes(content[at + 3 : at + 5], "big")
    colours = _COLOURS.get(content[at + 5], "")
    if content[at] != 8 or not (width and height and colours):
        raise _no_picture()
    return _Picture(content, width, height, colours)


def _no_picture() -> Refusal:
    return Refusal(
        "documents.no_picture",
        "One of these files is no picture that can become a page. Attach JPEG pictures, or one PDF.",
    )
