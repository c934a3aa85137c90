"""The tables of a hall: its windows and rota, appointments and tickets, patrols and questions."""
