"""镜像办件: cases that another system handles, as it reported them; they are read here and never acted upon."""
