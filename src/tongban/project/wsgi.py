"""The entry for the web server."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from tongban.project.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.project.settings")
# The server's own worker process would hold the port if its parent were killed.
end_with_parent(signal.SIGTERM)
application = get_wsgi_application()
