"""导入: a spreadsheet becomes entries: its columns are mapped, each row is judged before anything is written, and a batch is undone."""
