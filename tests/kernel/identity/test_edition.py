"""机构人员版本: what is kept of organs and people per process is never older than the last commit that changed it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from builders.identity import a_clerk, a_person, a_post, an_act, an_organ
from builders.proxies import a_proxy
from tongban.kernel.identity.actions import appoint, dismiss
from tongban.kernel.identity.models import Edition, Office
from tongban.kernel.identity.queries import (
    is_active,
    mandate_for,
    organ_by_id,
    posts_held_by,
)
from tongban.kernel.identity.queries.proxies import kept_from
from tongban.kernel.remembering import remembering

pytestmark = pytest.mark.django_db(transaction=True)
DAY = an_act().at.date()


def held(person):
    with remembering():
        return [post.pk for post in posts_held_by(person.pk, on=DAY)]


def elsewhere(work):
    """Do the work over a connection of its own; nobody may keep it waiting."""

    def run():
        try:
            written("SET lock_timeout = '3s'")
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def mark():
    return Edition.objects.get().mark


def written(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_what_was_read_once_is_read_by_no_later_command(django_assert_num_queries):
    person, post = a_clerk()
    assert held(person) == [post.pk]
    with django_assert_num_queries(1):  # the mark
        assert held(person) == [post.pk]


def test_who_was_dismissed_over_another_connection_holds_the_post_no_longer():
    person, post = a_clerk()
    assert held(person) == [post.pk]
    elsewhere(lambda: dismiss(person.pk, an_act(), post_id=post.pk))
    assert held(person) == []


def test_a_change_not_yet_committed_is_seen_by_its_own_transaction_and_by_nobody_else():
    person, post = a_clerk()
    assert held(person) == [post.pk]
    seen = []
    with transaction.atomic():
        dismiss(person.pk, an_act(), post_id=post.pk)
        assert held(person) == []
        elsewhere(lambda: seen.append(held(person)))
    assert seen == [[post.pk]]
    assert held(person) == []


def test_what_was_rolled_back_is_kept_by_nobody():
    person, post = a_clerk()
    other = a_post()
    with transaction.atomic():
        appoint(person.pk, an_act(), post_id=other.pk)
        assert held(person) == [post.pk, other.pk]
        transaction.set_rollback(True)
    assert held(person) == [post.pk]


def test_after_a_savepoint_was_rolled_back_the_transaction_may_use_what_is_kept():
    person, post = a_clerk()
    with transaction.atomic():
        with transaction.atomic():
            dismiss(person.pk, an_act(), post_id=post.pk)
            assert held(person) == []
            transaction.set_rollback(True)
        assert held(person) == [post.pk]


def test_of_two_writers_at_once_the_later_commit_is_seen_though_it_began_first():
    first, second = a_clerk(), a_clerk()
    with transaction.atomic():
        dismiss(first[0].pk, an_act(), post_id=first[1].pk)
        elsewhere(lambda: dismiss(second[0].pk, an_act(), post_id=second[1].pk))
        elsewhere(lambda: held(first[0]))  # keeps the post: its end is not committed yet
    assert held(first[0]) == held(second[0]) == []


def test_two_that_write_in_turned_order_never_wait_for_each_other_in_a_ring():
    one, other = a_clerk(), a_clerk()
    with transaction.atomic():
        dismiss(one[0].pk, an_act(), post_id=one[1].pk)
        elsewhere(lambda: dismiss(other[0].pk, an_act(), post_id=other[1].pk))
        appoint(other[0].pk, an_act(), post_id=a_post().pk)
    assert held(one[0]) == []


def test_who_is_registered_after_somebody_asked_for_him_is_found():
    person = a_person()
    with remembering():
        assert is_active(person.pk + 1) is None
    assert a_person().pk == person.pk + 1
    with remembering():
        assert is_active(person.pk + 1) is True


def test_mandates_organs_proxies_and_accounts_are_asked_anew_once_they_changed():
    organ = an_organ()
    (giver, post), (taker, _other) = a_clerk(organ), a_clerk(organ)
    proxy = a_proxy(giver, taker, on=DAY, only_taker=True)

    def told():
        with remembering():
            asked = {"power": "review", "organ": organ, "matter_id": None, "on": DAY}
            left = kept_from(giver.actor_id, power="review", matter=1, on=DAY)
            mandate = mandate_for(post=post, **asked)
            return mandate is not None, organ_by_id(organ.pk).name, left, is_active(giver.pk)

    assert told() == (True, organ.name, proxy, True)
    written("UPDATE identity_mandate SET until = since WHERE post_id = %s", post.pk)
    written("UPDATE identity_organ SET name = '新名' WHERE id = %s", organ.pk)
    written("UPDATE identity_proxy SET until = since WHERE id = %s", proxy.pk)
    written("UPDATE identity_person SET is_active = false WHERE id = %s", giver.pk)
    assert told() == (False, "新名", None, False)


def test_whoever_writes_a_table_that_is_kept_brings_a_new_mark_about():
    organ = an_organ()
    a_proxy(a_clerk(organ)[0], a_clerk(organ)[0], on=DAY)
    Office.objects.create(organ=organ, name="办公室")
    marks = [mark()]
    for table in ("organ", "office", "post", "holding", "mandate", "proxy"):
        written(f"UPDATE identity_{table} SET id = id")
        marks.append(mark())
    for table in ("proxy", "mandate", "holding", "post", "office", "organ"):
        written(f"DELETE FROM identity_{table}")
        marks.append(mark())
    assert len(set(marks)) == len(marks) == 13


def test_passwords_and_preferences_leave_the_mark_as_it_is():
    person, _post = a_clerk()
    before = mark()
    written("UPDATE identity_person SET password = 'x', language = 'en' WHERE id = %s", person.pk)
    a_person()
    assert mark() == before


ANOTHER = """
import sys, django
django.setup()
from datetime import date
from tongban.kernel.identity.queries import posts_held_by
from tongban.kernel.remembering import remembering
for line in sys.stdin:
    with remembering():
        print(len(posts_held_by(int(line), on=date(2026, 1, 1))), flush=True)
"""


@contextmanager
def another_process():
    """Another process of the house, which says how many posts somebody holds."""
    settings = connection.settings_dict
    host, name = settings["HOST"], settings["NAME"]
    address = f"postgres://{settings['USER']}:{settings['PASSWORD']}@/{name}?host={host}"
    settings_of = {"DJANGO_SETTINGS_MODULE": "tongban.project.settings"}
    variables = os.environ | settings_of | {"DATABASE_URL": address}
    ends = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", ANOTHER]
    with subprocess.Popen(command, env=variables, **ends) as process:

        def ask(person):
            process.stdin.write(f"{person.pk}\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield ask


def test_another_process_that_knew_the_post_sees_at_once_that_it_was_lost_and_given_back():
    person, post = a_clerk()
    with another_process() as posts_known_there:
        assert posts_known_there(person) == 1
        dismiss(person.pk, an_act(), post_id=post.pk)
        assert posts_known_there(person) == 0
        appoint(person.pk, an_act(), post_id=post.pk)
        assert posts_known_there(person) == 1
