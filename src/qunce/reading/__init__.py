"""What the voices say together: readings, themes, families, the ledger."""
