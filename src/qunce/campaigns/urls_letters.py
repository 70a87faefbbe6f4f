from django.urls import path

from qunce.campaigns.views import letters

app_name = "letters"
urlpatterns = [
    path("", letters.home, name="home"),
    path("<int:letter_id>/", letters.letter, name="letter"),
    path("<int:letter_id>/do/<slug:act>/", letters.act, name="act"),
]
