from django.test import Client

from qunce.campaigns.models import Campaign
from qunce.reading.models import Family, Placement, Theme
from tests.square.making import make_theme, say


def test_small_themes_are_told_together(campaign: Campaign, client: Client) -> None:
    make_theme(campaign, "停车", [say(campaign) for _ in range(9)])
    for name in ("稀有甲", "稀有乙", "稀有丙"):
        make_theme(campaign, name, [say(campaign) for _ in range(3)])
    answer = client.get(f"/c/{campaign.slug}/themes/")
    assert [(t.id > 0, t.size) for t in answer.context["themes"]] == [(True, 9), (False, 9)]
    assert "稀有" not in answer.content.decode()
    assert "稀有" not in client.get(f"/c/{campaign.slug}/").content.decode()


def test_a_small_theme_has_no_page(campaign: Campaign, client: Client) -> None:
    theme = make_theme(campaign, "稀有", [say(campaign) for _ in range(4)])
    assert client.get(f"/t/{theme.pk}/").status_code == 404
    address = f"/t/{theme.pk}/?before=99"
    assert client.get(address, headers={"hx-request": "true"}).status_code == 404


def test_a_merged_theme_leads_to_the_other(campaign: Campaign, client: Client) -> None:
    voices = [say(campaign) for _ in range(6)]
    kept = make_theme(campaign, "停车", voices)
    gone = Theme.objects.create(corpus=campaign.corpus, name="泊车", size=0, merged_into=kept)
    answer = client.get(f"/t/{gone.pk}/")
    assert answer["Location"] == f"/t/{kept.pk}/"


def test_a_theme_shows_both_numbers_and_the_words_of_shown_voices(
    campaign: Campaign, client: Client
) -> None:
    hidden = say(campaign, "这句不公开", consent=False)
    shown = [say(campaign, f"停车太难 {n}") for n in range(6)]
    theme = make_theme(campaign, "停车", [hidden, *shown])
    Theme.objects.filter(pk=theme.pk).update(independent=3)
    answer = client.get(f"/t/{theme.pk}/")
    html = answer.content.decode()
    assert answer.context["card"].size == 7
    assert [v.pk for v in answer.context["found"].voices] == [v.pk for v in reversed(shown)]
    assert "fewer than 5" in html
    assert "这句不公开" not in html
    assert [v.pk for v in answer.context["page"].representatives] == [v.pk for v in shown[:2]]


def test_the_ledger_of_the_themes_page_adds_up(campaign: Campaign, client: Client) -> None:
    make_theme(campaign, "停车", [say(campaign) for _ in range(6)])
    say(campaign)
    context = client.get(f"/c/{campaign.slug}/themes/").context
    assert sum(part.count for part in context["shares"]) == context["ledger"].received == 7


def test_a_voice_tells_its_theme_and_a_family_that_is_large_enough(
    campaign: Campaign, client: Client
) -> None:
    voices = [say(campaign, "停车太难") for _ in range(6)]
    make_theme(campaign, "停车", voices)
    family = Family.objects.create(
        corpus=campaign.corpus, kind="same", representative=voices[0], size=4
    )
    Placement.objects.update(family=family)
    page = f"/v/{voices[0].pk}/"
    assert client.get(page).context["family"] is None
    Family.objects.update(size=5)
    context = client.get(page).context
    assert (context["family"], context["theme"].title) == (family, "停车")


def test_no_theme_yet_is_said(campaign: Campaign, client: Client) -> None:
    html = client.get(f"/c/{campaign.slug}/themes/").content.decode()
    assert "The voices have not been read yet" in html
