"""预约占用: who has which thing when; two never have the same thing at the same time."""
