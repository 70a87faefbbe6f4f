"""How every page looks and reads: tokens, components, forms. It knows no business word."""
