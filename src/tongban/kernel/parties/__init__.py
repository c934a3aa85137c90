"""申请人: citizens, enterprises and what is known of them."""
