"""关注、常用筛选和常用语表: what somebody of the staff keeps for himself. No part of any case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """关注: a case that a member of the staff keeps an eye on; nobody else is shown it."""

    pk = models.CompositePrimaryKey("by", "home", "case_id")
    by = models.CharField(_("followed by"), max_length=40)
    home = models.BigIntegerField(_("home"))
    case_id = models.BigIntegerField(_("case"))
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("followed case")


class SavedView(models.Model):
    """常用筛选: how a member of the staff narrows one of his lists, under a name of his own."""

    by = models.CharField(_("saved by"), max_length=40)
    list = models.CharField(_("list"), max_length=20)
    name = models.CharField(_("name of the view"), max_length=20)
    query = models.CharField(_("query"), max_length=800)

    class Meta:
        verbose_name = _("saved view")
        constraints = [
            models.UniqueConstraint(
                name="a_view_of_a_list_has_one_name",
                fields=["by", "list", "name"],
                violation_error_message=_("A saved view must have a name of its own."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Phrase(models.Model):
    """常用语: words that a member of the staff often needs in his opinions; he puts them in himself, each time."""

    by = models.CharField(_("kept by"), max_length=40)
    words = models.CharField(_("words"), max_length=200)

    class Meta:
        verbose_name = _("personal phrase")
        constraints = [
            models.UniqueConstraint(
                name="a_phrase_is_kept_once",
                fields=["by", "words"],
                violation_error_message=_("This phrase is kept already."),
            ),
        ]

    def __str__(self) -> str:
        return self.words
