"""Windows over the window: forms and wizards; they open and never block."""
