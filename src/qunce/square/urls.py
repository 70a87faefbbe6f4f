from django.urls import path

from qunce.square.views import campaign, deputies, done, pages, receipts, say, search, themes, voice

app_name = "square"
urlpatterns = [
    path("", campaign.door, name="door"),
    path("c/<slug:slug>/", campaign.campaign, name="campaign"),
    path("c/<slug:slug>/count/", campaign.count, name="count"),
    path("c/<slug:slug>/say/", say.say, name="say"),
    path("c/<slug:slug>/similar/", say.similar, name="similar"),
    path("c/<slug:slug>/themes/", themes.themes, name="themes"),
    path("c/<slug:slug>/search/", search.search, name="search"),
    path("themes/", themes.themes_now, name="themes-now"),
    path("search/", search.search_now, name="search-now"),
    path("t/<int:theme_id>/", themes.theme, name="theme"),
    path("v/<int:voice_id>/", voice.voice, name="voice"),
    path("v/<int:voice_id>/support/", voice.support, name="support"),
    path("r/", receipts.look_up, name="look-up"),
    path("r/<str:receipt>/", receipts.receipt, name="receipt"),
    path("r/<str:receipt>/proof.json", receipts.proof_file, name="proof"),
    path("r/<str:receipt>/appeal/<int:candidate_id>/", receipts.appeal, name="appeal"),
    path("r/<str:receipt>/rate/", receipts.rate, name="rate"),
    path("done/", done.done, name="done"),
    path("done/feed.atom", done.feed, name="done-feed"),
    path("r/<str:receipt>/withdraw/", receipts.withdraw, name="withdraw"),
    path("deputies/", deputies.deputies_now, name="deputies-now"),
    path("deputies/<int:congress_id>/", deputies.deputies, name="deputies"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", pages.health, name="health"),
]
