"""The ground floor: the Django project, its foundations, and what every floor above stands on."""
