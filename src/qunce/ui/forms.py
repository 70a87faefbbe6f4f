"""How a form becomes HTML: label, hint, error and widget, tied together for a screen reader."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"
