"""Meeting mode: one customer on the wall, typed lines stored as they are said."""
