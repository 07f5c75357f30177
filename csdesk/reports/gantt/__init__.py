"""The whole plan on paper and as a picture. Import it late: it loads reportlab."""
