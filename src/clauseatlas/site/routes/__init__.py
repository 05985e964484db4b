"""The addresses of the web site, one module per family of pages; `site.urls` puts them together."""
