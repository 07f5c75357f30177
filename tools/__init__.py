"""What `dev.py` is made of, and the scripts that it starts."""
