"""一件事: bundles of matters for the public: what they hold, one form for all, and one page on which they are followed."""
