"""Tells Django of this domain, and the staff's bar of its doors."""

from importlib import import_module

from django.apps import AppConfig


class HallApp(AppConfig):
    """政务服务大厅: the service hall."""

    name = "tongban.domains.hall"
    label = "hall"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        import_module(f"{self.name}.bringing").bring_all()
