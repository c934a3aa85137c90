"""事项目录: what may be asked for."""
