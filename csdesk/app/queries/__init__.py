"""Every read: functions that return frozen dataclasses, grouped by who asks."""
