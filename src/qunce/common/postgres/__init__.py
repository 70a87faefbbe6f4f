"""Django's PostgreSQL, on a server that comes with Qunce unless you name your own."""
