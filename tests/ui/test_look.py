import pytest
from django.test import Client

from qunce.ui.look import Look


@pytest.mark.parametrize(
    ("cookie", "look"),
    [
        ("dark.large", Look("dark", "large")),
        ("light.normal", Look("light", "normal")),
        ("dark", Look("dark", "normal")),
        ("", Look()),
        ('dark" onload="x.large', Look("auto", "large")),
    ],
)
def test_the_cookie_holds_known_words_only(cookie: str, look: Look) -> None:
    assert Look.read({"look": cookie}) == look


def test_a_look_survives_its_cookie() -> None:
    look = Look("dark", "large")
    assert Look.read({"look": look.cookie}) == look


def test_a_chosen_theme_keeps_the_size_and_leads_back(client: Client) -> None:
    client.cookies["look"] = "light.large"
    response = client.post("/ui/look/", {"theme": "dark", "next": "/ui/?page=2"})
    assert (response.status_code, response["Location"]) == (302, "/ui/?page=2")
    assert client.cookies["look"].value == "dark.large"


def test_a_plain_link_works_as_well(client: Client) -> None:
    response = client.get("/ui/look/?size=large&next=/ui/")
    assert (response["Location"], client.cookies["look"].value) == ("/ui/", "auto.large")


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "", "\\\\x"],
)
def test_a_wish_never_leads_to_another_site(client: Client, target: str) -> None:
    assert client.post("/ui/look/", {"theme": "dark", "next": target})["Location"] == "/"


def test_the_server_draws_the_chosen_look_at_once(client: Client) -> None:
    client.cookies["look"] = "dark.large"
    page = client.get("/ui/").content.decode()
    assert '<html lang="zh-CN" data-bs-theme="dark" data-size="large">' in page


def test_without_a_wish_the_device_decides(client: Client) -> None:
    assert '<html lang="zh-CN">' in client.get("/ui/").content.decode()


def test_the_language_is_named_to_those_who_read_aloud(client: Client) -> None:
    page = client.get("/ui/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in page
