from django.urls import path

from qunce.people import views

app_name = "people"
urlpatterns = [
    path("enter/", views.enter, name="enter"),
    path("leave/", views.leave, name="leave"),
]
