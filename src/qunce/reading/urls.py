from django.urls import path

from qunce.reading.views import families, leftovers, overview, themes, voice

app_name = "reading"
urlpatterns = [
    path("voices/<int:voice_id>/", voice.voice, name="voice"),
    path("<int:corpus_id>/", overview.overview, name="overview"),
    path("<int:corpus_id>/progress/", overview.progress, name="progress"),
    path("<int:corpus_id>/act/", overview.act, name="act"),
    path("<int:corpus_id>/first/", overview.first, name="first"),
    path("<int:corpus_id>/families/", families.families, name="families"),
    path("<int:corpus_id>/families/<int:voice_id>/", families.family, name="family"),
    path("<int:corpus_id>/lessons/", overview.lessons, name="lessons"),
    path("<int:corpus_id>/themes/<int:theme_id>/", themes.theme, name="theme"),
    path("<int:corpus_id>/themes/<int:theme_id>/act/", themes.act, name="theme_act"),
    path("<int:corpus_id>/undecided/", leftovers.undecided, name="undecided"),
    path(
        "<int:corpus_id>/not-understandable/",
        leftovers.not_understandable,
        name="not_understandable",
    ),
]
