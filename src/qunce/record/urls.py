from django.urls import path

from qunce.record import views

app_name = "record"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("check/", views.check, name="check"),
    path("checkpoint.txt", views.checkpoint_text, name="checkpoint-text"),
    path("checkpoint.json", views.checkpoint, name="checkpoint"),
    path("consistency.json", views.consistency, name="consistency"),
]
