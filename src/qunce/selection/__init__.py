"""Rounds of selection: who is eligible, who scores what, what is chosen, why the rest is not."""
