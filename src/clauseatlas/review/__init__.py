"""The review queue, corrections, disputes, compliance work and reports."""
