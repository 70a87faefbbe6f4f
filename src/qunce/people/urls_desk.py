from django.urls import path

from qunce.people.views import congress

app_name = "congress"
urlpatterns = [
    path("congress/", congress.congress, name="congress"),
    path("congress/terms/begin/", congress.begin_term, name="begin_term"),
    path("congress/terms/<int:term_id>/do/<slug:act>/", congress.act, name="act"),
    path("congress/sessions/<int:session_id>/", congress.move_session, name="move_session"),
    path("congress/deputies/<int:deputy_id>/", congress.deputy, name="deputy"),
    path(
        "congress/deputies/<int:deputy_id>/do/<slug:act>/",
        congress.deputy_act,
        name="deputy_act",
    ),
]
