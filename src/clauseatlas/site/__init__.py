"""The web site: Django project with settings, addresses, views, templates and static files."""
