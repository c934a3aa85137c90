"""The table of generators."""

from django.db import models

from tongban.kernel.registers.entries import Entry


class Generator(Entry):
    """备用发电机: one generator as it stands today."""

    number = models.CharField("编号", max_length=40)
    name = models.CharField("名称", max_length=120, null=True)
    power = models.DecimalField("功率", max_digits=14, decimal_places=1, null=True)
    fuel = models.CharField("燃料", max_length=10, null=True)
    hours = models.BigIntegerField("累计运行小时", null=True)
    bought_on = models.DateField("购置日期", null=True)
    mobile = models.BooleanField("可移动", null=True)
    place = models.CharField("存放地点", max_length=120, null=True)
    user = models.BigIntegerField("使用单位", null=True)
    checked_until = models.DateField("检验有效期", null=True)
    minder = models.CharField("保管人", max_length=60, null=True)

    class Meta(Entry.Meta):
        verbose_name = "备用发电机"
