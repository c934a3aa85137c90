"""The look: base page, components, template tags. No domain words."""
