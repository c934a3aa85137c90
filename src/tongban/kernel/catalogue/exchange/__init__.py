"""The catalogue in files that people and other systems use: Excel, CSV and JSON, out and in again."""
