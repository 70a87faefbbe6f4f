from django.urls import path

from qunce.campaigns.views import groups, supervision

app_name = "supervision"
urlpatterns = [
    path("", supervision.home, name="home"),
    path("findings/", supervision.findings, name="findings"),
    path("findings/<int:matter_id>/visit/", supervision.of_matter, name="of_matter"),
    path("groups/<int:group_id>/", groups.group, name="group"),
    path("groups/<int:group_id>/rota/", groups.rota, name="rota"),
    path("units/<int:participation_id>/", supervision.unit, name="unit"),
    path("units/<int:participation_id>/visit/", supervision.write, name="write"),
    path("visits/<int:visit_id>/", supervision.visit, name="visit"),
]
