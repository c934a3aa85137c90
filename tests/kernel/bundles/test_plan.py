"""联办方案: a plan is read whole or refused with the place, and says what is asked for under which answers."""

from copy import deepcopy

import pytest
import yaml

from tongban.kernel import Refusal
from tongban.kernel.bundles.plan import chosen, planned, read

RAW = {
    "code": "YJS-01",
    "name": "开办餐饮店",
    "kind": "business",
    "organ": "区市监局",
    "questions": [
        {"key": "sign", "title": "是否设置户外招牌", "answers": [{"key": "yes", "title": "是"}, {"key": "no", "title": "否"}]}
    ],
    "stages": [
        {
            "key": "all", "title": "联合办理", "lead": "licence", "limit": "10wd",
            "members": [
                {"key": "licence", "matter": "511602-1"},
                {"key": "food", "matter": "511602-2", "after": ["licence"]},
                {"key": "sign", "matter": "511602-3", "when": {"question": "sign", "in": ["yes"]}},
            ],
        }
    ],
    "materials": [{"name": "营业执照", "of": {"food": "business_licence"}, "made_by": "licence"}],
}  # fmt: skip


def changed(*path, to):
    raw = deepcopy(RAW)
    inner = raw
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return raw


def test_a_plan_says_which_members_wait_for_which_and_what_makes_what():
    plan = read(yaml.safe_dump(RAW, allow_unicode=True))
    assert [(one.key, one.after) for one in plan.members()] == [("licence", ()), ("food", ("licence",)), ("sign", ())]  # fmt: skip
    assert plan.materials[0].made_by == "licence"


@pytest.mark.parametrize(("answer", "keys"), [("yes", ["licence", "food", "sign"]), ("no", ["licence", "food"])])  # fmt: skip
def test_the_answers_say_what_is_applied_for(answer, keys):
    plan = planned(RAW)
    assert [one.key for one in chosen(plan, plan.stage("all"), {"sign": answer})] == keys


@pytest.mark.parametrize("answers", [{}, {"sign": "perhaps"}])
def test_a_question_that_was_not_answered_is_named(answers):
    plan = planned(RAW)
    with pytest.raises(Refusal, match="是否设置户外招牌"):
        chosen(plan, plan.stage("all"), answers)


MEMBERS = ("stages", 0, "members")


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (changed("kind", to="other"), "kind"),
        (changed("stages", 0, "limit", to="10d"), "limit"),
        (changed("stages", 0, "lead", to="nobody"), "nobody"),
        (changed(*MEMBERS, 0, "after", to=["food"]), "wait for each other"),
        (changed(*MEMBERS, 1, "after", to=["gone"]), "gone"),
        (changed(*MEMBERS, 1, "key", to="licence"), "used twice"),
        (changed(*MEMBERS, 2, "when", to={"question": "sign", "in": ["maybe"]}), "maybe"),
        (changed(*MEMBERS, 2, "when", to={"question": "gone", "in": ["yes"]}), "gone"),
        (changed("materials", 0, "of", to={"gone": "x"}), "gone"),
        (changed("materials", 0, "made_by", to="gone"), "gone"),
        ({"code": "X"}, "bundle.yaml"),
        ([], "bundle.yaml"),
    ],
)
def test_what_does_not_hang_together_is_refused_with_its_place(raw, place):
    with pytest.raises(Refusal, match=place):
        planned(raw)


def test_what_is_no_yaml_is_refused_with_the_line():
    with pytest.raises(Refusal, match="line 3"):
        read("code: A\nname: [\n")
