"""接入方的维护: parts of the command `clients`, which the operator of the platform runs."""
