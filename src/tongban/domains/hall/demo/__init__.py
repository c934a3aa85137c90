"""The hall of the demo: eight windows with their people, today's appointments and tickets, a patrol and a question."""
