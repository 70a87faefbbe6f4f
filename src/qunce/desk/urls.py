from django.urls import path

from qunce.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("shown/", views.shown, name="shown"),
    path("post/", views.change_post, name="change_post"),
    path("account/", views.account, name="account"),
]
