from django.urls import path

from qunce.matters.views import beginning, bulk, lists, matter, numbers, papers, reviews

app_name = "matters"
urlpatterns = [
    path("inbox/", lists.inbox, name="inbox"),
    path("matters/", lists.matters, name="matters"),
    path("matters/several/<slug:act>/", bulk.several, name="several"),
    path("matters/several/<slug:act>/confirm/", bulk.confirm, name="confirm"),
    path("matters/several/<slug:act>/hold/", bulk.hold, name="hold"),
    path("matters/held/<int:held_id>/", bulk.held, name="held"),
    path("matters/held/<int:held_id>/call-back/", bulk.call_back, name="call_back"),
    path("matters/new/", beginning.new, name="new"),
    path("matters/<int:matter_id>/", matter.matter, name="matter"),
    path("matters/<int:matter_id>/do/<slug:act>/", matter.act, name="act"),
    path("matters/<int:matter_id>/urge/", matter.urge, name="urge"),
    path("matters/<int:matter_id>/clock/", matter.clock, name="clock"),
    path("matters/<int:matter_id>/sheet.<str:form>", papers.sheet, name="sheet"),
    path("matters/answers/<int:answer_id>/<slug:kind>.<str:form>", papers.of_answer, name="paper"),
    path("matters/<int:matter_id>/split/", matter.split, name="split"),
    path("matters/parts/<int:part_id>/do/<slug:act>/", matter.part_act, name="part_act"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/rows/", numbers.rows, name="numbers_rows"),
    path("numbers/numbers.<str:form>", numbers.download, name="numbers_file"),
    path("reviews/", reviews.waiting, name="reviews"),
    path("reviews/<int:review_id>/", reviews.review, name="review"),
    path("reviews/<int:review_id>/do/<slug:act>/", reviews.decide, name="decide"),
    path("matters/promises/<int:promise_id>/", matter.promise, name="promise"),
]
