from django.urls import path

from qunce.briefs.views import desk

app_name = "briefs"
urlpatterns = [
    path("briefs/", desk.briefs, name="briefs"),
    path("briefs/draft/", desk.draft, name="draft"),
    path("briefs/<int:brief_id>/", desk.brief, name="brief"),
    path("briefs/<int:brief_id>/edit/", desk.edit, name="edit"),
    path("briefs/<int:brief_id>/do/<slug:act>/", desk.act, name="act"),
    path("briefs/<int:brief_id>/figures/<int:figure_id>/", desk.rows, name="rows"),
    path("briefs/<int:brief_id>/paper/<slug:form>/", desk.paper, name="paper"),
]
