"""Big discussions: a campaign with its phases, units, tasks, and the groups that look at them."""
