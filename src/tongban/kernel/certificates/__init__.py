"""证照: licences and certificates after the decision, from issue to cancellation."""
