"""The desk: the workbench of those who hold the work."""
