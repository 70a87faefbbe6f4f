"""Rounds of selection: eligibility, screening by units, blind scoring, notice, selected."""
