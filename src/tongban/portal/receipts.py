"""回执: what a receipt proves."""

from tongban.kernel.cases.story import Story


def hash_of_submission(story: Story) -> str:
    """Return the hash of the last event that the submission wrote: all of them bear the same instant."""
    submitted = story.happened[0].record
    return [one.record.hash for one in story.happened if one.record.at == submitted.at][-1]
