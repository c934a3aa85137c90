"""Every word of the interface exists in Chinese."""

import pytest

from tongban.project.messages.comparing import clashes, collected, faults
from tongban.project.messages.rooms import rooms


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_a_room_has_every_word_in_chinese_and_no_other(room):
    assert faults(room) == []


def test_words_are_found_at_all():
    assert sum(len(collected(room)) for room in rooms()) > 300


def test_no_two_rooms_say_one_word_in_two_ways():
    assert clashes(rooms()) == []
