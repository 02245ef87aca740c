"""The ASGI application, for hosts that want one. distmap itself is served by WSGI, which was measured to be faster."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "distmap.settings")
application = get_asgi_application()
