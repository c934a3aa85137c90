"""文书: official papers, numbered, composed as PDF, and verified by anybody who holds one."""
