from django.urls import path

from qunce.briefs.views import open_data

app_name = "open_data"
urlpatterns = [
    path("", open_data.home, name="home"),
    path("<slug:code>/", open_data.one, name="one"),
    path("<slug:code>.<slug:form>", open_data.file, name="file"),
]
