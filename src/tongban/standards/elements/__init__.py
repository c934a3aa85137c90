"""数据元: what a field means, wherever it is asked."""
