import os

from django.core.wsgi import get_wsgi_application

from publishing.front import KeptPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = KeptPages(get_wsgi_application())
