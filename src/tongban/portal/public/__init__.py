"""The door for the public: find, read, apply, follow."""
