"""Joins the floors up to records: visit, keep, read, gate, version, compare, find, store; running any stage twice gives the same rows."""
