from django.urls import path

from qunce.selection.views import public

app_name = "selection_public"
urlpatterns = [
    path("", public.notices, name="notices"),
    path("<int:round_id>/", public.notice, name="notice"),
    path("<int:round_id>/tickets.txt", public.tickets, name="tickets"),
    path("objection/<int:candidate_id>/", public.objection, name="objection"),
]
