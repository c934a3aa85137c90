"""表格: files of spreadsheets read into text and written from it, within limits; nothing in them is ever run."""
