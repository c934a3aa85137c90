"""The tables of this trade."""

from tongban.domains.hall.tables.place import Hall, Turn, Window
from tongban.domains.hall.tables.records import FirstAsked, Patrol
from tongban.domains.hall.tables.visits import Appointment, Ticket

__all__ = ["Appointment", "FirstAsked", "Hall", "Patrol", "Ticket", "Turn", "Window"]
