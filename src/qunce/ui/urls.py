from django.urls import path
from django.views.i18n import set_language

from qunce.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("look/", views.look, name="look"),
    path("language/", set_language, name="language"),
]
