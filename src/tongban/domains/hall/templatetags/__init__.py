"""What the templates of this trade say."""
