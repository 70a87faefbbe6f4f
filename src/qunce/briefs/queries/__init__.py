"""What a bulletin says, what its figures are now, and which of them everybody may read."""
