"""车辆处置: a car that goes: awaiting disposal, then struck off, its place given back and its proceeds with the treasury."""
