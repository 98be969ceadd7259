// The domain: see Sources/README.md.
