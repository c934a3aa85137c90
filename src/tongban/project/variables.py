"""The environment variables that an operator may set, with what holds where they are not."""

from dataclasses import dataclass

DEMO, PRODUCTION = "demo", "production"
WHOLE, SMALL = "whole", "small"


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, what holds when it is unset, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("DATABASE_URL", "", "A PostgreSQL server (15 or newer) instead of the embedded one."),
    Setting("TONGBAN_DATA", "data", "Folder of the database, the files and the demo secrets."),
    Setting("PORT", "8000", "Port of the web server."),
    Setting("TONGBAN_LISTEN", "127.0.0.1", "Address that the web server listens on."),
    Setting(
        "TONGBAN_MODE",
        DEMO,
        "`demo` or `production`, which refuses an insecure start. A database keeps its first mode.",
    ),
    Setting(
        "TONGBAN_DEMO",
        WHOLE,
        "What a demo is filled with: `whole`, eighteen months of cases that are added while the house runs, or `small`, "
        "a few in every state.",
    ),
    Setting("TONGBAN_SECRET", "", "Signs sessions; 50 characters or more. Made once in a demo."),
    Setting(
        "TONGBAN_DATA_KEY", "", "Encrypts personal data; 32 bytes as base64. Made once in a demo."
    ),
    Setting(
        "TONGBAN_HOSTS",
        "",
        "Host names of the site, by commas; this machine's own are always known.",
    ),
    Setting(
        "TONGBAN_ADDRESS",
        "",
        "Address of the site as others reach it, `https://zwfw.example.gov.cn`, in the square codes of papers; "
        "unset, it is made of the first host, in a demo of this machine and port.",
    ),
    Setting("TONGBAN_DIVISION", "511602", "Division code of the place that this house serves."),
    Setting("TONGBAN_HALL", "广安区政务服务中心", "Name of the service hall on pages and papers."),
    Setting("TONGBAN_SITE", "", "Name of the site; made from the hall's name where unset."),
    Setting("TONGBAN_HALL_ADDRESS", "", "Street address of the hall, on pages."),
    Setting("TONGBAN_HALL_HOURS", "", "Opening hours of the hall, on pages."),
    Setting("TONGBAN_HALL_TELEPHONE", "", "Telephone of the hall, on pages."),
    Setting("TONGBAN_HOST_ORGAN", "", "Organ that answers for the site, in the page footer."),
    Setting(
        "TONGBAN_SITE_FILING", "", "ICP and public security filing numbers, in the page footer."
    ),
    Setting("TONGBAN_SITE_SUPPORT", "", "Technical support of the site, in the page footer."),
    Setting(
        "TONGBAN_MAIL_SERVER",
        "",
        "Mail server of the notices, `smtps://NAME:PASSWORD@HOST:465` or `smtp+starttls://…:587`; "
        "unset, no e-mail is offered, and a demo writes to its log instead.",
    ),
    Setting("TONGBAN_MAIL_FROM", "", "Sender of the notices; needed with a mail server."),
    Setting(
        "TONGBAN_SMS",
        "",
        "Dotted path of the class that sends text messages through the place's own provider; "
        "unset, none are offered, and a demo writes to its log instead.",
    ),
    Setting(
        "TONGBAN_SCANNER",
        "",
        "ClamAV daemon that scans uploads, `unix:/run/clamav/clamd.ctl` or `tcp:HOST:3310`; "
        "unset, files are kept as not scanned.",
    ),
    Setting(
        "TONGBAN_UNSCANNED",
        "refuse",
        "What becomes of an upload when the scanner gives no verdict: `refuse`, or `keep` as not scanned.",
    ),
    Setting(
        "TONGBAN_FACTOR_DUTIES",
        "",
        "Duties that need a second factor in production besides the three administrators, by commas, such as `leader,keeper`.",
    ),
    Setting("TONGBAN_SESSION_IDLE", "30", "Minutes without a click after which a visit ends."),
    Setting("TONGBAN_SESSION_HOURS", "8", "Hours after which a visit ends in any case."),
    Setting("TONGBAN_PASSWORD_DAYS", "90", "Days after which a password must be changed."),
    Setting("TONGBAN_NOTICE_TRIES", "8", "Tries after which a delivery of a notice is given up."),
    Setting("TONGBAN_API_RATE", "600", "Requests that one client of the API may send in a minute."),
    Setting("TONGBAN_WEBHOOK_TRIES", "12", "Tries after which an event for a webhook is given up."),
    Setting(
        "TONGBAN_WEBHOOK_INSIDE",
        "refuse",
        "Whether webhooks may lead to private addresses and without TLS: `refuse`, or `allow` inside a closed network.",
    ),
    Setting("TONGBAN_PROCESSES", "1", "Web server processes."),
    Setting("TONGBAN_THREADS", "8", "Threads of each web server process."),
    Setting("TONGBAN_DEBUG", "", "`1` shows Django's own error pages; refused in production."),
)


PLACE = {
    "TONGBAN_DIVISION": "",
    "TONGBAN_HALL": "",
    "TONGBAN_SITE": "",
    "TONGBAN_HALL_ADDRESS": "广安区金安大道一段1号（演示地址）",
    "TONGBAN_HALL_HOURS": "工作日 9:00—12:00，13:00—17:00",
    "TONGBAN_HALL_TELEPHONE": "12345",
    "TONGBAN_HOST_ORGAN": "",
    "TONGBAN_SITE_SUPPORT": "",
    "TONGBAN_SITE_FILING": "",
}
"""What pages say of the place, and what a demo says of it where nothing is set."""
