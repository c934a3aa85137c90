"""The words for the kinds and states of joint applications."""

from django.utils.translation import gettext_lazy, pgettext_lazy

KINDS = {
    "life": pgettext_lazy("bundle", "One thing in a person's life"),
    "business": pgettext_lazy("bundle", "One thing in the life of a business"),
    "project": pgettext_lazy("bundle", "Investment project in stages"),
}
PARTS = {
    "waiting": pgettext_lazy("part", "Waits for another"),
    "running": pgettext_lazy("part", "Under way"),
    "granted": pgettext_lazy("part", "Granted"),
    "refused": pgettext_lazy("part", "Not granted"),
    "ended": pgettext_lazy("part", "Ended without decision"),
    "dropped": pgettext_lazy("part", "Not applied for"),
}
STAGES = {
    "running": pgettext_lazy("stage", "Under way"),
    "done": pgettext_lazy("stage", "Answered"),
}
OUTCOMES = {
    "granted": pgettext_lazy("joint", "All granted"),
    "partly": pgettext_lazy("joint", "Partly granted"),
    "refused": pgettext_lazy("joint", "Not granted"),
}
GATHERINGS = {
    "review": gettext_lazy("Joint review meeting"),
    "survey": gettext_lazy("Joint site survey"),
    "sign": gettext_lazy("Joint signing"),
    "acceptance": gettext_lazy("Joint acceptance"),
}
STANDS = {
    "agree": pgettext_lazy("stand", "Agrees"),
    "conditions": pgettext_lazy("stand", "Agrees under conditions"),
    "disagree": pgettext_lazy("stand", "Does not agree"),
    "absent": pgettext_lazy("stand", "Did not come"),
}
RESULTS = {
    "passed": pgettext_lazy("gathering", "Passed"),
    "conditions": pgettext_lazy("gathering", "Passed under conditions"),
    "failed": pgettext_lazy("gathering", "Not passed"),
}
