"""The HTML reader: a light tree, what is furniture and what is text, a walker that writes drafts of blocks."""
