"""What a matter must say, and may not say."""

import pytest

from tongban.kernel import Refusal
from tongban.kernel.catalogue import rules
from tongban.kernel.catalogue.rules import Limit, Wholeness


@pytest.mark.parametrize("text", ["20wd", "30cd", "2mo", "1y", "48h"])
def test_a_limit_is_read_and_written_alike(text):
    assert str(rules.parse_limit(text)) == text


@pytest.mark.parametrize("text", ["", "0wd", "20", "wd", "-1wd", "20 wd", "1.5wd", "20d", "２０wd"])
def test_what_is_no_limit_is_refused_with_the_remedy(text):
    with pytest.raises(Refusal, match="Write a whole number and a unit"):
        rules.parse_limit(text)


@pytest.mark.parametrize(
    ("promised", "statutory", "passes"),
    [
        (Limit(20, "wd"), Limit(20, "wd"), True),
        (Limit(21, "wd"), Limit(20, "wd"), False),
        (Limit(10, "wd"), Limit(14, "cd"), True),
        (Limit(11, "wd"), Limit(14, "cd"), False),
        (Limit(1, "mo"), Limit(30, "cd"), True),
        (Limit(24, "h"), Limit(1, "wd"), True),
        (Limit(2, "wd"), Limit(24, "h"), False),
        (Limit(12, "mo"), Limit(1, "y"), True),
    ],
)
def test_a_promise_is_at_most_the_statutory_limit_whatever_the_units(promised, statutory, passes):
    refusal = rules.promise_too_long(promised, statutory)
    assert (refusal is None) is passes
    assert refusal is None or "Promise the statutory limit or less" in refusal.words


def test_everything_that_is_missing_for_online_application_is_named_at_once():
    nothing = Wholeness(
        procedure=False,
        statutory_limit=False,
        promised_limit=False,
        basis=False,
        form=False,
        flow=False,
    )
    names = ("procedure", "statutory_limit", "promised_limit", "basis", "form", "flow")
    assert rules.missing_for_online(nothing) == names


@pytest.mark.parametrize(
    "name", ["其他材料", "其它相关材料", "法律法规规定的其他材料", "其他证明文件"]
)
def test_a_material_that_could_be_any_paper_is_refused(name):
    refusal = rules.catch_all(name)
    assert refusal is not None
    assert "Name each material" in refusal.words


@pytest.mark.parametrize("name", ["居民身份证", "其他组织的登记证书", "收入证明"])
def test_a_material_with_a_name_of_its_own_passes(name):
    assert rules.catch_all(name) is None
