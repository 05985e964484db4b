"""Pages, assembled from records: what HTML, JSON and every later format show."""
