"""Bytes become text: readers for HTML, PDF, Markdown and plain text, and the gate that says whether the text is the policy."""
