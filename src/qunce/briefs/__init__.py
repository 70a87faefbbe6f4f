"""What is issued: numbered bulletins whose every figure can be recomputed, and open data."""
