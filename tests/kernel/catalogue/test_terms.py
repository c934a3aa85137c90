"""What a matter says beside its limits: certificate, kinds of application, special procedures, delivery."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.db import IntegrityError, transaction

from builders.catalogue import HOUSING, a_content, a_draft, a_matter, a_published_version
from builders.identity import FIRST_DAY
from tongban.kernel import Refusal
from tongban.kernel.catalogue import content as contents
from tongban.kernel.catalogue import dossiers, queries
from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.catalogue.queries import SpecialKind
from tongban.standards.parameters import parameter

CERTIFICATE = {"series": "川广食", "valid": "5y"}
ALL_PURPOSES = ("new", "change", "renewal", "cancellation")
CONSULTATION = {"procedure": "consultation", "statutory": None, "promised": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the dossier that may be changed."""
    return Path(shutil.copytree(HOUSING, tmp_path / "dossier"))


def changed(folder: Path, **changes: object) -> Path:
    """The dossier with other values in matter.yaml; `None` leaves a key out."""
    path = folder / "matter.yaml"
    said = {**yaml.safe_load(path.read_text(encoding="utf-8")), **changes}
    kept = {name: value for name, value in said.items() if value is not None}
    path.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.mark.django_db
def test_certificate_purposes_special_procedures_and_delivery_are_kept_as_they_were_said():
    special = ({"kind": "hearing", "limit": "20wd"}, {"kind": "site_visit"})
    version = a_published_version(
        certificate=CERTIFICATE, purposes=ALL_PURPOSES, special=special, delivery=("post",)
    )
    read = queries.version_by_id(version.pk)
    assert (read.certificate, read.purposes) == (CERTIFICATE, list(ALL_PURPOSES))
    assert (read.special, read.delivery) == (list(special), ["post"])


@pytest.mark.django_db
def test_a_matter_that_says_nothing_of_them_gives_no_certificate_and_delivers_in_every_way():
    version = queries.version_in_force(a_matter().pk, on=FIRST_DAY)
    assert (version.certificate, version.special) == (None, [])
    assert (version.purposes, version.delivery) == (["new"], ["window", "post", "electronic"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"purposes": ("new", "change")}, "the matter gives none"),
        ({"purposes": (), "certificate": CERTIFICATE}, "says no kind of application"),
        ({"purposes": ALL_PURPOSES, "certificate": {"series": "川广食"}}, "never renewed"),
        ({"certificate": {"series": "川广食", "valid": "five years"}}, "is not a limit"),
        ({"special": ({"kind": "hearing", "limit": "soon"},)}, "is not a limit"),
        ({"special": ({"kind": "site_visit"}, {"kind": "site_visit"})}, "named twice"),
        ({"delivery": ()}, "no way in which its result is delivered"),
    ],
)
def test_terms_that_cannot_stand_together_are_refused(fields, said):
    with pytest.raises(Refusal, match=said):
        a_draft(**fields)


@pytest.mark.django_db
def test_a_certificate_without_end_can_be_changed_and_cancelled():
    version = a_published_version(
        certificate={"series": "川广食"}, purposes=("new", "change", "cancellation")
    )
    assert version.certificate == {"series": "川广食"}


@pytest.mark.django_db
def test_a_consultation_opens_without_limits_and_nothing_else_does():
    assert a_published_version(**CONSULTATION).statutory is None
    refused = contents.not_whole(a_content(**{**CONSULTATION, "procedure": "public_service"}))
    assert refused is not None
    assert refused.facts["missing"] == "statutory_limit, promised_limit"


@pytest.mark.django_db
@pytest.mark.parametrize("procedure", ["licence", None])
def test_the_database_refuses_an_online_matter_without_limits_that_is_no_consultation(procedure):
    version = a_published_version(**CONSULTATION)
    with (
        pytest.raises(IntegrityError, match="an_online_version_is_whole"),
        transaction.atomic(),
    ):
        MatterVersion.objects.filter(pk=version.pk).update(procedure=procedure)


def test_a_dossier_says_certificate_purposes_special_procedures_and_delivery(folder):
    result = {"name": "许可证", "certificate": CERTIFICATE}
    special = [{"kind": "testing", "limit": "10wd"}, {"kind": "site_visit"}]
    fields = dossiers.read(
        changed(folder, result=result, purposes=["new"], special=special, delivery=["window"])
    ).fields
    assert (fields["certificate"], fields["purposes"]) == (CERTIFICATE, ("new",))
    assert (fields["special"], fields["delivery"]) == (tuple(special), ("window",))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"limits": None}, "limits"),
        ({"special": [{"kind": "testing"}]}, "special/0: .*limit"),
        ({"special": [{"kind": "prayer", "limit": "1wd"}]}, "special/0/kind"),
        ({"purposes": ["new", "new"]}, "purposes"),
        ({"delivery": ["pigeon"]}, "delivery/0"),
        (
            {"result": {"name": "证", "certificate": {"valid": "5y"}}},
            "result/certificate: .*series",
        ),
    ],
)
def test_a_dossier_whose_terms_cannot_be_read_is_refused_with_their_place(folder, changes, said):
    with pytest.raises(Refusal, match=f"matter.yaml: .*{said}"):
        dossiers.read(changed(folder, **changes))


def test_a_dossier_of_a_consultation_needs_no_limits(folder):
    fields = dossiers.read(changed(folder, procedure="consultation", limits=None)).fields
    assert (fields["statutory"], fields["promised"]) == (None, None)


def test_what_stops_the_clock_is_what_the_law_names_and_a_site_visit_does_not():
    named = parameter("licensing/pause_grounds").on(date(2026, 1, 1)).value
    assert set(SpecialKind.values) - set(named) == {"site_visit"}
    assert set(named) <= set(SpecialKind.values)
