"""The WSGI application that `clauseatlas serve` runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clauseatlas.site.settings")
application = get_wsgi_application()
