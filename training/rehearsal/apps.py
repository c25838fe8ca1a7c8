from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "training.rehearsal"
    label = "rehearsal"
