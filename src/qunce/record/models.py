"""Entries, their places in the log, and the signed checkpoints."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One thing that happened. Holds commitments of text and persons, never the text itself."""

    append_only = True

    jurisdiction_id = models.BigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(default=0)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    body = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)
    # The transaction that wrote it: lets the sealer look only at what may be new.
    tx = models.BigIntegerField(db_default=models.Func(function="txid_current"))

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id", "id"]),
            models.Index(fields=["jurisdiction_id", "tx"], name="entry_log_tx"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind} {self.subject_id}"


class Leaf(models.Model):
    """The place of an entry in its jurisdiction's log; places have no gaps."""

    append_only = True

    jurisdiction_id = models.BigIntegerField()
    position = models.BigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    # The entry's, once more: paths are read without a join. On tables that grew faster than their
    # statistics the join took minutes (PostgreSQL 18, every row with every other).
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction_id", "position"], name="leaf_position")
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id}/{self.position}"


class Tile(models.Model):
    """The root of a complete subtree of 256**level leaves, kept so that proofs stay cheap."""

    append_only = True

    jurisdiction_id = models.BigIntegerField()
    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["jurisdiction_id", "level", "position"], name="tile_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id}/{self.level}/{self.position}"


class Checkpoint(models.Model):
    """The log's size and root at one instant, signed."""

    append_only = True

    jurisdiction_id = models.BigIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    made_at = models.DateTimeField()
    # Every transaction below this one was over when the log was sealed.
    floor_tx = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jurisdiction_id", "size"], name="checkpoint_size")
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.size}"
