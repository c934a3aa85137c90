"""Who acts: people, organs, posts, mandates."""
