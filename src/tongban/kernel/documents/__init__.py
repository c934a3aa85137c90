"""文件: what people upload, checked, stored once, never run."""
