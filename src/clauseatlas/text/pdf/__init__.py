"""The PDF reader: lines as they are printed, and the paragraphs they once were."""
