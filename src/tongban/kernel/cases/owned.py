"""办件从表: what every row that belongs to a case carries."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseOwned(models.Model):
    """What every row of a case carries: the case's home and id, both never changed."""

    pk = models.CompositePrimaryKey("home", "case_id", "id")
    home = models.BigIntegerField(_("home"))
    case_id = models.BigIntegerField(_("case"))
    id = models.BigIntegerField(_("id within the case"))

    class Meta:
        abstract = True
