"""Model versions and decisions in Django's admin, to look at."""

from touchstone.core.admin import show

show("registry")
