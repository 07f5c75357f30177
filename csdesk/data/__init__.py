"""Storage: the only package that knows SQL. `csdesk.data.store.Store` is its door."""
