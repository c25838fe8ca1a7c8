from django.apps import AppConfig


class PromptsConfig(AppConfig):
    name = "labeling.prompts"
    label = "prompts"
