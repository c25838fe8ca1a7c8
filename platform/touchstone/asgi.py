"""ASGI entry point, for deployments that want one; the default server speaks WSGI."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touchstone.settings")
application = get_asgi_application()
