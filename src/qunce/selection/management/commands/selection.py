"""`qunce selection recompute ROUND`: the round computed again from the record alone."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from qunce.selection.models import Round, Stage
from qunce.selection.queries.recomputing import differences
from qunce.selection.queries.results import lines_on_record, results


class Command(BaseCommand):
    help = "Compute a round of selection again from the record, and say where it differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["recompute"])
        parser.add_argument("round", type=int, help="number of the round")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Round.objects.filter(pk=options["round"]).first()
        if found is None:
            known = ", ".join(map(str, Round.objects.order_by("pk").values_list("pk", flat=True)))
            raise CommandError(f"there is no round {options['round']}; known: {known or 'none'}")
        if found.stage not in {Stage.SHORTLIST, Stage.NOTICE, Stage.SELECTED}:
            raise CommandError(f"the scores of round {found.pk} are not closed yet")
        self._print(found)
        wrong = list(differences(found))
        for candidate, words in wrong:
            self.stdout.write(f"✗ {candidate or found.pk}: {words}")
        if wrong:
            raise SystemExit(1)
        self.stdout.write("✓ scores, ranks and list follow from the record")

    def _print(self, found: Round) -> None:
        again = results(lines_on_record(found))
        if again is None:
            return
        numbers = dict(found.candidates.values_list("pk", "number"))
        self.stdout.write(f"{found.title}  seed {found.seed}")
        for place, pk in enumerate(again.ranked(numbers, found.seed), 1):
            one = again.of[pk]
            self.stdout.write(
                f"{place:>4}  no. {numbers[pk]:<5} corrected {one.corrected:6.2f}  "
                f"raw {one.raw:6.2f}  {one.scores} scores"
            )
