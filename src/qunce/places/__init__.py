"""Where: jurisdictions and the tree of areas down to the grid."""
