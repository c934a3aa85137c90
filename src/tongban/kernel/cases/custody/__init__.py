"""原件保管: originals in the keeping of the organs, over all cases."""
