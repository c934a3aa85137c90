"""办件: the tables of a case. Rows are written by `store` alone, as the fold of the log says."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.cases.follows import Follow, Phrase, SavedView
from tongban.kernel.cases.handing import WorkHandover
from tongban.kernel.cases.owned import CaseOwned
from tongban.kernel.cases.proceedings import Original, Pause, Request, Special, Timer

__all__ = [
    "Case", "CaseOwned", "CommandKey", "Content", "Follow", "Inbox", "Limit", "Original", "Pause", "Phrase", "Request", "Round",
    "SavedView", "Special", "Timer", "Token", "WorkHandover", "WorkItem",
]  # fmt: skip

OPEN = Q(decided_at__isnull=True, closed_at__isnull=True)
LEFT = Q(state__in=("open", "waiting"))


class Case(models.Model):
    """办件: one run of one version of a matter."""

    pk = models.CompositePrimaryKey("home", "id")
    home = models.BigIntegerField(_("home"))
    id = models.BigIntegerField(_("id"))
    number = models.CharField(_("case number"), max_length=40)
    matter = models.BigIntegerField(_("matter"))
    version = models.BigIntegerField(_("matter version"))
    title = models.CharField(_("title"), max_length=300)
    procedure = models.CharField(_("procedure"), max_length=40)
    organ = models.BigIntegerField(_("accepting organ"))
    party = models.BigIntegerField(_("applicant"))
    channel = models.CharField(_("channel"), max_length=20)
    state = models.CharField(_("state"), max_length=20)
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    form = models.BigIntegerField(_("form"))
    received_on = models.DateField(_("received on"))
    submitted_at = models.DateTimeField(_("submitted at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    accepted_on = models.DateField(_("day of acceptance"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    started_on = models.DateField(_("counted from"), null=True)
    promised_on = models.DateField(_("promised day"), null=True)
    statutory_on = models.DateField(_("statutory day"), null=True)
    provisional = models.BooleanField(_("due day provisional"))
    last_token = models.BigIntegerField(_("last token"))
    last_round = models.BigIntegerField(_("last round"))
    last_item = models.BigIntegerField(_("last work item"))
    last_limit = models.BigIntegerField(_("last limit"))
    n = models.BigIntegerField(_("last event"))
    hash = models.CharField(_("hash of the last event"), max_length=64)
    at = models.DateTimeField(_("instant of the last event"))
    purpose = models.CharField(_("asked for"), max_length=20, default="new")
    certificate = models.BigIntegerField(_("certificate"), null=True)
    delivery = models.CharField(_("delivery"), max_length=20, default="window")
    materials_on = models.DateField(_("materials received on"), null=True)
    supplements = models.IntegerField(_("requests to supplement"), default=0)
    extended = models.BooleanField(_("extended"), default=False)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    archived_at = models.DateTimeField(_("archived at"), null=True)
    hall = models.BigIntegerField(_("taken in by"), default=0)
    urged = models.IntegerField(_("times urged"), default=0)
    urged_at = models.DateTimeField(_("last urged at"), null=True)
    earlier = models.CharField(_("earlier case"), max_length=40, default="", blank=True)

    class Meta:
        verbose_name = _("case")
        indexes = [
            models.Index(fields=["home", "party"], name="case_by_party"),
            models.Index(fields=["home", "state", "promised_on"], name="case_by_due"),
            models.Index(fields=["home", "organ"], name="case_by_organ"),
            models.Index(fields=["home", "matter", "state"], name="case_by_matter"),
            models.Index(fields=["home", "promised_on"], name="case_open_by_due", condition=OPEN),
            models.Index(fields=["home", "submitted_at"], name="case_by_entry"),
            models.Index(fields=["home", "received_on"], name="case_by_receipt"),
            models.Index(fields=["home", "decided_at"], name="case_by_decision"),
            models.Index(
                fields=["home", "earlier"], name="case_by_earlier", condition=~Q(earlier="")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_accepted_case_has_a_promised_day",
                condition=~Q(state="accepted")
                | Q(promised_on__isnull=False)
                | Q(procedure="consultation"),
                violation_error_message=_("A case that was accepted must have a promised day."),
            ),
            models.CheckConstraint(
                name="a_decided_case_says_what",
                condition=~Q(state="decided") | ~Q(outcome=""),
                violation_error_message=_("A case that was decided must say granted or refused."),
            ),
        ]


class Token(CaseOwned):
    """令牌: where the flow rests or rested."""

    node = models.CharField(_("node"), max_length=200)
    arrow = models.CharField(_("arrow"), max_length=200, null=True)
    parent = models.BigIntegerField(_("fork"), null=True)
    state = models.CharField(_("state"), max_length=20)
    opened = models.BigIntegerField(_("opened by event"))
    closed = models.BigIntegerField(_("closed by event"), null=True)

    class Meta:
        verbose_name = _("token")


class Round(CaseOwned):
    """环节轮次: one opening of a node."""

    token = models.BigIntegerField(_("token"))
    node = models.CharField(_("node"), max_length=200)
    name = models.CharField(_("name"), max_length=200)
    ordinal = models.IntegerField(_("round"))
    act = models.CharField(_("act"), max_length=20)
    rule = models.CharField(_("rule"), max_length=20)
    need = models.IntegerField(_("needed"))
    state = models.CharField(_("state"), max_length=20)
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    version = models.BigIntegerField(_("version"))
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True)
    until = models.DateField(_("wished until"), null=True)
    unit = models.CharField(_("who has a voice"), max_length=20, default="organ")
    hand = models.CharField(_("how work is handed out"), max_length=20, default="direct")
    back = models.CharField(_("goes straight back to"), max_length=200, default="", blank=True)
    late = models.IntegerField(_("times overdue"), default=0)

    class Meta:
        verbose_name = _("round")
        constraints = [
            models.UniqueConstraint(
                name="one_open_round_a_token",
                fields=["home", "case_id", "token"],
                condition=Q(state="open"),
            ),
        ]


class WorkItem(CaseOwned):
    """待办: one post's part in a round."""

    round = models.BigIntegerField(_("round"))
    post = models.BigIntegerField(_("post"), null=True)
    post_home = models.BigIntegerField(_("home of the post"), null=True)
    organ = models.BigIntegerField(_("organ"), null=True)
    party = models.BigIntegerField(_("applicant"), null=True)
    kind = models.CharField(_("kind"), max_length=20)
    origin = models.BigIntegerField(_("added by item"), null=True)
    step = models.IntegerField(_("order"))
    weight = models.IntegerField(_("weight"))
    state = models.CharField(_("state"), max_length=20)
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    holder = models.CharField(_("claimed by"), max_length=40, null=True)
    by = models.CharField(_("done by"), max_length=40, null=True)
    behalf = models.CharField(_("on behalf of"), max_length=40, null=True)
    mandate = models.BigIntegerField(_("mandate"), null=True)
    opinion = models.BigIntegerField(_("opinion"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    proxy = models.BigIntegerField(_("proxy"), null=True)

    class Meta:
        verbose_name = _("work item")
        indexes = [
            models.Index(fields=["home", "organ", "case_id"], name="item_by_organ"),
            models.Index(
                fields=["by", "closed_at"], name="item_by_person", condition=Q(state="done")
            ),
            models.Index(fields=["post"], name="item_left_at_post", condition=LEFT),
            models.Index(fields=["holder"], name="item_left_with", condition=LEFT),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_item_is_a_posts_or_the_applicants",
                condition=Q(
                    post__isnull=False,
                    post_home__isnull=False,
                    organ__isnull=False,
                    party__isnull=True,
                )
                | Q(post__isnull=True, party__isnull=False),
                violation_error_message=_("A work item must belong to a post or to the applicant."),
            ),
            models.CheckConstraint(
                name="a_done_item_names_who_did_it",
                condition=~Q(state="done") | Q(by__isnull=False),
                violation_error_message=_("A work item that is done must name who did it."),
            ),
        ]


class Limit(CaseOwned):
    """时限: promised or statutory, with every figure its due day came from."""

    kind = models.CharField(_("kind"), max_length=20)
    round = models.BigIntegerField(_("round"), null=True)
    start = models.DateTimeField(_("start"))
    amount = models.IntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=4)
    lane = models.CharField(_("lane factor"), max_length=12)
    due_on = models.DateField(_("due day"))
    due_at = models.DateTimeField(_("due instant"))
    edition = models.TextField(_("calendar edition"))
    provisional = models.BooleanField(_("provisional"))
    law = models.CharField(_("law"), max_length=200, blank=True)
    article = models.CharField(_("article"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=20)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("limit")
        indexes = [
            models.Index(
                fields=["home", "edition"], name="limit_by_edition", condition=Q(state="running")
            ),
        ]


class Content(CaseOwned):
    """办件内容: form values, opinions and reasons, written once, sealed; the salt is erased with them."""

    kind = models.CharField(_("kind"), max_length=20)
    sealed = models.BinaryField(_("sealed content"), null=True)
    salt = models.BinaryField(_("salt"), null=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("content")


class Inbox(models.Model):
    """待办列表: what a post has to do, keyed by that post, with what the list shows copied in."""

    pk = models.CompositePrimaryKey("home", "post", "case_id", "item")
    home = models.BigIntegerField(_("home of the post"))
    post = models.BigIntegerField(_("post"))
    case_home = models.BigIntegerField(_("home of the case"))
    case_id = models.BigIntegerField(_("case"))
    item = models.BigIntegerField(_("work item"))
    number = models.CharField(_("case number"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    party = models.BigIntegerField(_("applicant"))
    node = models.CharField(_("step"), max_length=200)
    act = models.CharField(_("act"), max_length=20)
    opened_at = models.DateTimeField(_("opened at"))
    received_on = models.DateField(_("received on"))
    started_on = models.DateField(_("counted from"), null=True)
    promised_on = models.DateField(_("promised day"), null=True)
    statutory_on = models.DateField(_("statutory day"), null=True)
    until = models.DateField(_("wished until"), null=True)
    holder = models.CharField(_("claimed by"), max_length=40, null=True)
    urged = models.IntegerField(_("times urged"), default=0)

    class Meta:
        verbose_name = _("inbox row")
        indexes = [
            models.Index(fields=["home", "post", "promised_on", "case_id"], name="inbox_by_due")
        ]


class CommandKey(models.Model):
    """幂等键: the first result of a command, returned again when it is repeated."""

    pk = models.CompositePrimaryKey("home", "by", "key")
    home = models.BigIntegerField(_("home"))
    by = models.CharField(_("by"), max_length=40)
    key = models.CharField(_("key"), max_length=100)
    verb = models.CharField(_("verb"), max_length=40)
    case_id = models.BigIntegerField(_("case"))
    number = models.CharField(_("case number"), max_length=40)
    n = models.BigIntegerField(_("last event"))
    asked = models.CharField(_("keyed digest of what was asked"), max_length=64)

    class Meta:
        verbose_name = _("command key")
        indexes = [models.Index(fields=["by", "home", "case_id"], name="key_by_submitter", condition=Q(verb="submit"))]  # fmt: skip
