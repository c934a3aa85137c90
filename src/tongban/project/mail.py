"""The mail server of the notices, as one address: smtps://NAME:PASSWORD@HOST:PORT."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from tongban.kernel import Refusal

PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
LOCAL = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed in, and how the way there is kept from others' eyes."""

    scheme: str
    host: str
    port: int
    user: str
    password: str

    @property
    def is_safe(self) -> bool:
        """Say whether nobody on the way can read along."""
        return self.scheme != "smtp" or self.host in LOCAL


def from_url(url: str) -> MailServer | None:
    """Return the server that `url` names, `None` where it is empty. The way of writing that is refused names no password."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        scheme, host, port = "", "", None
    if scheme not in PORTS or not host:
        raise Refusal(
            "project.mail_server",
            "TONGBAN_MAIL_SERVER is no address of a mail server; "
            "write it like smtps://NAME:PASSWORD@mail.example.gov.cn:465.",
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(scheme, host, port or PORTS[scheme], user, password)
