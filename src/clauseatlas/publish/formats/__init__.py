"""Formats in which records leave the atlas."""
