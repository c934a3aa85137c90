"""Papers that the demo's applicants attach: one page that says what it stands for."""


def paper(name: str) -> bytes:
    """Return a one-page PDF that says, in UTF-16 metadata and plain ASCII on the page, that it is a sample."""
    title = name.encode("utf-16-be").hex().upper()
    text = b"BT /F1 28 Tf 90 700 Td (SAMPLE - no real paper) Tj ET"
    page = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< %s /Resources << /Font << /F1 5 0 R >> >> >>" % page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title <FEFF%s> >>" % title.encode(),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(body), len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        start,
    )
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer
