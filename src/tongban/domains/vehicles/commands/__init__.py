"""The subcommand that this trade brings to `tongban`."""
