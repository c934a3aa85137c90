"""概览: what leaders and duty managers see of all cases below them."""
