"""Codes of people, bodies, places and matters: parse, check, explain the fault."""
