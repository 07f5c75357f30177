"""Pure rules: functions over frozen dataclasses, with no Qt, SQL, files or clock inside."""
