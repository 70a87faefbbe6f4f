"""Who: the people who work here, the units they work in, and the posts they hold."""
