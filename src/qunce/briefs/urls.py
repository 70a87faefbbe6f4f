from django.urls import path

from qunce.briefs.views import square

app_name = "bulletins"
urlpatterns = [
    path("briefs/", square.bulletins, name="bulletins"),
    path("briefs/<int:brief_id>/", square.bulletin, name="bulletin"),
    path("briefs/<int:brief_id>/paper/<slug:form>/", square.paper, name="paper"),
]
