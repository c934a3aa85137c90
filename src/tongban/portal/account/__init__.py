"""我的账号: what everybody may see and change of the own account."""
