"""Reading for import and export: what stands, files that wait, batches, the same matters elsewhere, what was changed."""
