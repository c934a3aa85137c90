"""额度与预约: accounts of allowances, and who has which car or room when."""
