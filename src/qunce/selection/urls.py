from django.urls import path

from qunce.selection.views import candidates, entering, office, reading, screening

app_name = "selection"
urlpatterns = [
    path("", office.rounds, name="rounds"),
    path("new/", office.new, name="new"),
    path("<int:round_id>/", office.round_, name="round"),
    path("<int:round_id>/do/<slug:act>/", office.go_on, name="go_on"),
    path("enter/", entering.enter, name="enter"),
    path("<int:round_id>/fill/<int:candidate_id>/do/", office.fill, name="fill"),
    path("<int:round_id>/draw/", office.draw, name="draw"),
    path("<int:round_id>/add/", office.add, name="add"),
    path("<int:round_id>/reviewers/", office.reviewers, name="reviewers"),
    path("<int:round_id>/<slug:what>/<int:said_id>/", office.decide, name="decide"),
    path("<int:round_id>/screen/", screening.screen, name="screen"),
    path("<int:round_id>/read/", reading.stack, name="stack"),
    path("<int:round_id>/read/<int:candidate_id>/sheet/", reading.read, name="read"),
    path("<int:round_id>/read/<int:candidate_id>/interest/", reading.interest, name="interest"),
    path("candidates/<int:candidate_id>/", candidates.candidate, name="candidate"),
    path(
        "candidates/<int:candidate_id>/do/<slug:act>/",
        candidates.candidate_act,
        name="candidate_act",
    ),
]
