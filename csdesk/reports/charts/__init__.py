"""Charts on paper: the functions of `csdesk.layout.charts` measured and drawn on a `Sheet`."""
