"""Watches, alerts, digests and the channels that carry them."""
