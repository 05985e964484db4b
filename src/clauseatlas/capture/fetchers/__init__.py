"""The ways to fetch: one module each, found by name through `clauseatlas.capture.fetching.FETCHERS`."""
