"""The schema's history: one Alembic revision per released schema, run from inside the program."""

# The number of the newest revision; kept in `user_version` of a file.
SCHEMA_VERSION = 8
