"""里程表更换: a new odometer begins, and the distance goes on."""
