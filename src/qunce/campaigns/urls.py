from django.urls import path

from qunce.campaigns.views import asking, command, giving, idea_topics, plan, tasks

app_name = "campaigns"
urlpatterns = [
    path("campaign/", command.home, name="home"),
    path("campaign/intake/", command.intake, name="intake"),
    path("campaign/<int:campaign_id>/plan/", plan.plan, name="plan"),
    path("campaign/<int:campaign_id>/copy/", plan.copy, name="copy"),
    path("campaign/<int:campaign_id>/idea-topics/", idea_topics.home, name="idea_topics"),
    path("campaign/<int:campaign_id>/units/", asking.units, name="units"),
    path("campaign/<int:campaign_id>/actions/new/", asking.new_action, name="new_action"),
    path("campaign/<int:campaign_id>/give/", giving.give, name="give"),
    path("campaign/<int:campaign_id>/burden/", giving.burden, name="burden"),
    path("campaign/own-plan/", command.own_plan, name="own_plan"),
    path("campaign/actions/<int:action_id>/", asking.action, name="action"),
    path("campaign/actions/<int:action_id>/say/", command.say_for_all, name="say_for_all"),
    path("campaign/phases/<int:phase_id>/", asking.phase, name="phase"),
    path("campaign/tasks/<int:task_id>/", tasks.task, name="task"),
    path("campaign/files/<int:file_id>/", tasks.file, name="file"),
    path("matters/<int:matter_id>/task/", tasks.of_matter, name="of_matter"),
]
