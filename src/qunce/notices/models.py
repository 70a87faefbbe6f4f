"""What somebody is told, and the messages that carry it."""

from typing import ClassVar

from django.db import models


class Notice(models.Model):
    """One thing one author is told; it stands on the receipt page whether or not a message goes."""

    to_kind = models.CharField(max_length=20)
    to_id = models.BigIntegerField()
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    batch = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["to_kind", "to_id", "-at"]),
            models.Index(fields=["batch"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["to_kind", "to_id", "code", "batch"], name="notice_once_per_batch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} to {self.to_kind} {self.to_id}"


class Message(models.Model):
    """All notices of one batch for one address: what leaves the house."""

    batch = models.UUIDField()
    # Who it is for, blinded: two voices with the same telephone get one message.
    person = models.BinaryField(max_length=16)
    notices = models.ManyToManyField(Notice)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "person"], name="one_message_a_batch")
        ]

    def __str__(self) -> str:
        return f"message of batch {self.batch}"
