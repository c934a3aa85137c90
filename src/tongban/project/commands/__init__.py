"""The subcommands of `tongban`, a module each; `tongban.project.command` finds them."""
