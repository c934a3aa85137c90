"""油卡对账单: statements of fuel cards, read, measured and sorted into what is sound, doubtful or unusable."""
