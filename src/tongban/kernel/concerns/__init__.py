"""办不成事反映与意见建议: what people could not get done and what they suggest, and what a duty manager answers."""
