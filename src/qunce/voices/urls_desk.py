from django.urls import path

from qunce.voices.views import desk_imports, desk_intake, desk_queue, desk_voices

app_name = "voices_desk"
urlpatterns = [
    path("imports/", desk_imports.listing, name="imports"),
    path("imports/new/", desk_imports.begin, name="begin"),
    path("imports/<int:import_id>/", desk_imports.one, name="import"),
    path("imports/<int:import_id>/act/", desk_imports.act, name="act"),
    path("imports/<int:import_id>/refused.xlsx", desk_imports.refused, name="refused"),
    path("take-down/", desk_intake.take_down, name="take_down"),
    path("receipts/", desk_intake.receipts, name="receipts"),
    path("queue/", desk_queue.queue, name="queue"),
    path("queue/sheet/", desk_queue.sheet, name="sheet"),
    path("queue/release/", desk_queue.release_ticked, name="release_ticked"),
    path("queue/<int:voice_id>/", desk_queue.decide, name="decide"),
    path("voices/", desk_voices.listing, name="voices"),
    path("voices/<int:voice_id>/", desk_voices.one, name="voice"),
    path("voices/<int:voice_id>/set-aside/", desk_voices.set_aside, name="set_aside"),
    path("voices/<int:voice_id>/put-back/", desk_voices.put_back, name="put_back"),
    path("voices/<int:voice_id>/erase/", desk_voices.erase, name="erase"),
]
