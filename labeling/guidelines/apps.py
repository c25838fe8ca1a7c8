from django.apps import AppConfig


class GuidelinesConfig(AppConfig):
    name = "labeling.guidelines"
    label = "guidelines"
