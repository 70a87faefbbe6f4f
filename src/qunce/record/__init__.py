"""The record: what happened, in order, kept so that nobody can change it unseen."""
