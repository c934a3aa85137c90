"""车辆维修: no repair without a quote that somebody else approved, no bill beyond it."""
