"""csdesk: the first customers of a young company, from signature to value, on one desk."""

__version__ = "0.1.0"
