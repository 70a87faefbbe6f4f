from django.urls import path

from qunce.campaigns.views import publicity

app_name = "publicity"
urlpatterns = [
    path("", publicity.home, name="home"),
    path("inventory.xlsx", publicity.sheet, name="sheet"),
    path("<int:publicity_id>/strike/", publicity.strike, name="strike"),
    path("contests/", publicity.open_contest, name="open_contest"),
    path("contests/<int:contest_id>/", publicity.contest, name="contest"),
    path("contests/<int:contest_id>/<int:entry_id>/", publicity.award, name="award"),
]
