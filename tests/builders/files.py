"""Files as people upload them, in memory."""

import io
import struct
import zipfile
import zlib

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 64


def package(*names: str, content: bytes = b"<x/>") -> bytes:
    """Return a zip package with those parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return made.getvalue()


def a_pdf(pages: int = 1, *, password: str = "") -> bytes:
    """Return a PDF whose pages are red."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        page, drawn = writer.add_blank_page(200, 280), DecodedStreamObject()
        drawn.set_data(b"1 0 0 rg 10 10 180 260 re f")
        page[NameObject("/Contents")] = writer._add_object(drawn)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def a_picture(width: int = 60, height: int = 40) -> bytes:
    """Return a PNG that is red all over."""
    rows = (b"\x00" + b"\xff\x00\x00" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def a_jpeg(width: int, height: int, *, colours: int = 3) -> bytes:
    """Return the head of a JPEG with these measures, and nothing that could be drawn."""
    frame = struct.pack(">BHHB", 8, height, width, colours) + b"\x01\x11\x00" * colours
    head = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00" + b"\x00" * 9
    return (
        b"\xff\xd8" + head + b"\xff\xc0" + struct.pack(">H", 2 + len(frame)) + frame + b"\xff\xd9"
    )


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")
OFD = package("OFD.xml", "Doc_0/Document.xml")
