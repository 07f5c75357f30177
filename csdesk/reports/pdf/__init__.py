"""The document kit and the PDF documents. Import it late: it loads reportlab."""
