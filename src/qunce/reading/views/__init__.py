"""The desk's pages of a reading: how it goes, what it found, and what people teach it."""
