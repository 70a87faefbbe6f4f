"""The spine: what somebody must answer, who holds it until when, and what became of it."""
