"""The demo's accounts, for the page where one enters."""

from django import template

from qunce.demo.accounts import ACCOUNTS, PASSWORD, Account

register = template.Library()


@register.simple_tag
def demo_accounts() -> tuple[Account, ...]:
    return ACCOUNTS


@register.simple_tag
def demo_password() -> str:
    return PASSWORD
