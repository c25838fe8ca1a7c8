"""People's quality in Django's admin, to look at."""

from touchstone.core.admin import show

show("quality")
