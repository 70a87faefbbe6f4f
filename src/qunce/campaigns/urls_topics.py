from django.urls import path

from qunce.campaigns.views import topics

app_name = "topics"
urlpatterns = [
    path("", topics.home, name="home"),
    path("calls/<int:call_id>/declare/", topics.declare, name="declare"),
    path("<int:topic_id>/", topics.topic, name="topic"),
    path("<int:topic_id>/begin/", topics.begin, name="begin"),
    path("<int:topic_id>/link/", topics.link, name="link"),
    path("<int:topic_id>/milestones/<int:milestone_id>/", topics.reach, name="reach"),
]
