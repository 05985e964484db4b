"""A web of fictional platforms on loopback, whose policies come out in three editions.

What stands here, in the order in which one page uses it:

- `sources`    platform.toml and Markdown files -> Platform, Document; the text of any edition
- `freshness`  ETag and Last-Modified, for the documents that serve them
- `rendering`  Markdown -> HTML article with its headings; Markdown -> blocks
- `printing`   Markdown -> PDF
- `scenery`    what moves around a text: menus, promotions, nonces, tokens
- `chrome`     article + scenery -> the whole page, in one of several dressings
- `server`     all of it over HTTP; the edition is switched from outside
- `manifest`   what capturing the editions must give, computed from the sources alone

Everything on these sites is our own text about companies that do not exist.
"""
