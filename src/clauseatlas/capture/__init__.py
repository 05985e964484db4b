"""Visits: a declaration goes in, a capture comes out, whatever the world did."""
