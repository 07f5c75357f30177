"""Every write: one function for one intention of the user, grouped by noun."""
