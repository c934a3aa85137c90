"""Reading a hall: its places and rota, appointments, the queue, and its records."""
