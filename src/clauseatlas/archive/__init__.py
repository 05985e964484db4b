"""What was captured, kept so that it can be proved: blobs by digest, snapshots, event manifests, the ledger."""
