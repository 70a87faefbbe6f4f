from django.urls import path

from qunce.people.views import accounts

app_name = "accounts"
urlpatterns = [
    path("", accounts.accounts, name="accounts"),
]
