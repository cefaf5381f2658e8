"""入口 - the WSGI application that the server serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.settings")

application = get_wsgi_application()

from . import urls  # noqa: E402, F401 - only now; the first who comes does not wait for it

# What is loaded stays. To look through it again and again took a tenth of the time of every page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
