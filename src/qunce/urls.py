"""Which door leads where."""

from django.urls import include, path

urlpatterns = [
    path("ui/", include("qunce.ui.urls")),
    path("desk/reading/", include("qunce.reading.urls")),
    path("desk/supervision/", include("qunce.campaigns.urls_supervision")),
    path("desk/rounds/", include("qunce.selection.urls")),
    path("notices/", include("qunce.selection.urls_public")),
    path("desk/", include("qunce.campaigns.urls")),
    path("desk/topics/", include("qunce.campaigns.urls_topics")),
    path("desk/letters/", include("qunce.campaigns.urls_letters")),
    path("desk/publicity/", include("qunce.campaigns.urls_publicity")),
    path("desk/", include("qunce.matters.urls")),
    path("desk/", include("qunce.voices.urls_desk")),
    path("desk/accounts/", include("qunce.people.urls_accounts")),
    path("desk/", include("qunce.people.urls_desk")),
    path("desk/", include("qunce.briefs.urls_desk")),
    path("desk/", include("qunce.desk.urls")),
    path("data/", include("qunce.briefs.urls_data")),
    path("record/", include("qunce.record.urls")),
    path("", include("qunce.people.urls")),
    path("", include("qunce.briefs.urls")),
    path("", include("qunce.square.urls")),
]
