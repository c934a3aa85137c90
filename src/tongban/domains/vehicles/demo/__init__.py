"""The trade's part of the demo: a fleet, its people, and trips. All people, plates and numbers are invented."""
