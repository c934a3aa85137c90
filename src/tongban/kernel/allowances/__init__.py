"""额度: how much of a thing an organ may have, what is held, committed and used of it; every figure opens to its movements."""
