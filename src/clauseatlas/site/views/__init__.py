"""Views: each finds its record, has the page assembled, and answers in HTML or JSON."""
