"""用车申请、派车、出车、收车: the use of official cars from the request to the return."""
