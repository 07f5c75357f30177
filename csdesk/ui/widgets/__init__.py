"""Small widgets of the design, painted by us in the tokens of the theme."""
