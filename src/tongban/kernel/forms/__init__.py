"""表单: what is asked, and drafts of the answers."""
