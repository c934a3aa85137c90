"""管理台: what the three administrators do, each the own part and none the others’."""
