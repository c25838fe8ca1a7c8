from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "labeling.feedback"
    label = "feedback"
