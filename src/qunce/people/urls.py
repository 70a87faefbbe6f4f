from django.urls import path

from qunce.people.views import enter

app_name = "people"
urlpatterns = [
    path("enter/", enter.enter, name="enter"),
    path("leave/", enter.leave, name="leave"),
]
