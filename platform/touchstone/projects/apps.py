from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "touchstone.projects"
    label = "projects"
