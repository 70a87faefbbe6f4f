"""A made-up city, 示例市: its places, its units, its people and what they say."""
