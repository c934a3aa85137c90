"""What the operator has set: environment variables, read once and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tongban.kernel import Refusal
from tongban.kernel.documents.clamd import address_of
from tongban.kernel.identity.rules import Duty
from tongban.project import mail
from tongban.project.soundness import database_faults, is_data_key
from tongban.project.variables import DEMO, PLACE, PRODUCTION, SETTINGS, SMALL, WHOLE

ROOT = Path(__file__).resolve().parents[3]
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
SECRETS = {"DATABASE_URL", "TONGBAN_SECRET", "TONGBAN_DATA_KEY", "TONGBAN_MAIL_SERVER"}


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of this process. Secrets may be empty in a demo, which makes its own; `place` is for pages."""

    database_url: str
    data: Path
    port: int
    listen: str
    mode: str
    whole_demo: bool
    secret: str
    data_key: str
    hosts: tuple[str, ...]
    address: str
    place: Mapping[str, str]
    mail_server: mail.MailServer | None
    mail_from: str
    sms: str
    scanner: str
    keep_unscanned: bool
    notice_tries: int
    factor_duties: tuple[str, ...]
    session_idle: int
    session_hours: int
    password_days: int
    api_rate: int
    webhook_tries: int
    webhook_inside: bool
    processes: int
    threads: int
    debug: bool

    @property
    def demo(self) -> bool:
        """Say whether invented people may be played."""
        return self.mode == DEMO

    @property
    def carriers(self) -> Mapping[str, str]:
        """Return by channel what carries notices; where nothing is set, a demo's log and nobody else."""
        nothing = "console" if self.demo else ""
        return {"email": "mail" if self.mail_server else nothing, "sms": self.sms or nothing}


def read(variables: Mapping[str, str]) -> Environment:
    """Return the settings found in `variables`; refuse what is wrong and an insecure production."""
    text = {each.name: variables.get(each.name, "").strip() or each.default for each in SETTINGS}
    environment = Environment(
        database_url=text["DATABASE_URL"],
        data=(ROOT / Path(text["TONGBAN_DATA"]).expanduser()).resolve(),
        port=_number(text, "PORT", most=65535),
        listen=text["TONGBAN_LISTEN"],
        mode=_mode(text["TONGBAN_MODE"]),
        whole_demo=_is_whole(text["TONGBAN_DEMO"]),
        secret=text["TONGBAN_SECRET"],
        data_key=text["TONGBAN_DATA_KEY"],
        hosts=tuple(host.strip() for host in text["TONGBAN_HOSTS"].split(",") if host.strip()),
        address=_address(text),
        place={
            name: text[name] or (invented if text["TONGBAN_MODE"] == DEMO else "")
            for name, invented in PLACE.items()
        },
        mail_server=mail.from_url(text["TONGBAN_MAIL_SERVER"]),
        mail_from=_sender(text),
        sms=text["TONGBAN_SMS"],
        scanner=_scanner(text["TONGBAN_SCANNER"]),
        keep_unscanned=_keeps_unscanned(text["TONGBAN_UNSCANNED"]),
        notice_tries=_number(text, "TONGBAN_NOTICE_TRIES", most=50),
        factor_duties=_duties(text["TONGBAN_FACTOR_DUTIES"]),
        session_idle=_number(text, "TONGBAN_SESSION_IDLE", most=480),
        session_hours=_number(text, "TONGBAN_SESSION_HOURS", most=24),
        password_days=_number(text, "TONGBAN_PASSWORD_DAYS", most=3650),
        api_rate=_number(text, "TONGBAN_API_RATE", most=100_000),
        webhook_tries=_number(text, "TONGBAN_WEBHOOK_TRIES", most=50),
        webhook_inside=_goes_inside(text["TONGBAN_WEBHOOK_INSIDE"]),
        processes=_number(text, "TONGBAN_PROCESSES", most=64),
        threads=_number(text, "TONGBAN_THREADS", most=256),
        debug=text["TONGBAN_DEBUG"] == "1",
    )
    _refuse_insecure(environment)
    return environment


def shown(variables: Mapping[str, str]) -> list[tuple[str, str, str, bool]]:
    """Return each setting as administrators may see it: name, value, meaning, and whether it was set here."""
    found = []
    for each in SETTINGS:
        own = variables.get(each.name, "").strip()
        value = ("***" if own else "") if each.name in SECRETS else own or each.default
        found.append((each.name, value, each.meaning, bool(own)))
    return found


def _duties(text: str) -> tuple[str, ...]:
    duties = tuple(each.strip() for each in text.split(",") if each.strip())
    if unknown := [each for each in duties if each not in set(Duty)]:
        words = "TONGBAN_FACTOR_DUTIES names {unknown}, which is no duty; choose among {known}."
        known = ", ".join(Duty)
        raise Refusal("project.no_duty", words, unknown=unknown[0], known=known)
    return duties


def _mode(text: str) -> str:
    if text not in {DEMO, PRODUCTION}:
        words = "TONGBAN_MODE is {mode}, which is unknown; set it to demo or production."
        raise Refusal("project.mode", words, mode=text)
    return text


def _is_whole(text: str) -> bool:
    if text not in {WHOLE, SMALL}:
        words = "TONGBAN_DEMO is {value}, which is unknown; set it to whole or small."
        raise Refusal("project.demo_size", words, value=text)
    return text == WHOLE


def _address(text: Mapping[str, str]) -> str:
    """Return where others reach the site, without a slash at the end."""
    address = text["TONGBAN_ADDRESS"].rstrip("/")
    host = text["TONGBAN_HOSTS"].partition(",")[0].strip()
    if not address:
        return f"https://{host}" if host else f"http://127.0.0.1:{text['PORT']}"
    if not re.fullmatch(r"https?://[^\s/?#]+", address):
        words = "TONGBAN_ADDRESS is {address}, but must be such as https://zwfw.example.gov.cn; set it anew."
        raise Refusal("project.address", words, address=address)
    return address


def _sender(text: Mapping[str, str]) -> str:
    sender = text["TONGBAN_MAIL_FROM"]
    if text["TONGBAN_MAIL_SERVER"] and "@" not in sender:
        words = "TONGBAN_MAIL_SERVER is set, but TONGBAN_MAIL_FROM is no e-mail address; set it to the sender's."
        raise Refusal("project.mail_from", words)
    return sender


def _scanner(url: str) -> str:
    if url:
        address_of(url)
    return url


def _keeps_unscanned(text: str) -> bool:
    if text not in {"refuse", "keep"}:
        words = "TONGBAN_UNSCANNED is {value}, which is unknown; set it to refuse or keep."
        raise Refusal("project.unscanned", words, value=text)
    return text == "keep"


def _goes_inside(text: str) -> bool:
    if text not in {"refuse", "allow"}:
        words = "TONGBAN_WEBHOOK_INSIDE is {value}, which is unknown; set it to refuse or allow."
        raise Refusal("project.webhook_inside", words, value=text)
    return text == "allow"


def _number(text: Mapping[str, str], name: str, *, most: int) -> int:
    if text[name].isascii() and text[name].isdecimal() and 1 <= int(text[name]) <= most:
        return int(text[name])
    words = "{name} is {value}, but must be a whole number from 1 to {most}; set it anew."
    raise Refusal("project.number", words, name=name, value=text[name], most=most)


def _refuse_insecure(environment: Environment) -> None:
    faults = [] if environment.demo else production_faults(environment)
    if faults:
        words = "TONGBAN_MODE=production does not start while this is missing:\n{faults}"
        raise Refusal("project.insecure", words, faults="\n".join(f"  - {each}" for each in faults))


def production_faults(environment: Environment) -> list[str]:
    """Say what an outsider could abuse if this started in production, each with its remedy."""
    faults = []
    if len(environment.secret) < 50:
        faults.append(
            "TONGBAN_SECRET has fewer than 50 characters: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(64))" prints a good one.'
        )
    if not is_data_key(environment.data_key):
        faults.append(
            "TONGBAN_DATA_KEY is not 32 bytes as base64: openssl rand -base64 32 prints one."
        )
    if not environment.hosts or "*" in environment.hosts:
        faults.append(
            "TONGBAN_HOSTS does not name the site's hosts: set it, such as zwfw.example.gov.cn."
        )
    if environment.debug:
        faults.append("TONGBAN_DEBUG shows the inside of the house to everybody: unset it.")
    if environment.mail_server and not environment.mail_server.is_safe:
        faults.append(
            "TONGBAN_MAIL_SERVER reaches another machine without TLS: write smtps:// or smtp+starttls://."
        )
    return faults + database_faults(environment.database_url)
