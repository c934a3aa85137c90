"""What becomes of the demo's cases: each a course of steps that its invented people take."""
