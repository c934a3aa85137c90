"""The look: base page, components and template tags. No domain words."""
