"""The pages of official cars: for who asks, who approves and sends, and who drives."""
