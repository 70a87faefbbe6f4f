"""Big discussions: a campaign and its phases (its tasks and units come with their own issue)."""
