"""导入导出: the catalogue in files, compared, and what was changed here of what was delivered."""
