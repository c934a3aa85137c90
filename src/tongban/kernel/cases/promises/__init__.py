"""看得见的承诺: how the organs of a county kept what they promised, in figures without cases."""
