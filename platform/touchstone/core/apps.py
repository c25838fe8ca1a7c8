from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "touchstone.core"
    label = "core"

    def ready(self) -> None:
        """Configure Celery in every process, so that web servers and commands can nudge too.

        By name: ``touchstone.celery`` is part of the composition root, above this app.
        """
        import_module("touchstone.celery")
