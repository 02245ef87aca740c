"""A person's own data: what the file holds, and what erasing leaves."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import AnswerChange, Evaluation
from tests.conftest import PASSWORD
from tests.markup import squeezed
from tests.signed_in import sign_in
from workspaces import personal
from workspaces.actors import Actor
from workspaces.models import ApiToken, AuditEntry, Invitation, Membership, PersonalExport, User, Workspace
from workspaces.operations import create_token
from workspaces.permissions import USUAL_SCOPES

pytestmark = pytest.mark.services

ActorOf = Callable[..., Actor]
EMAIL = "operator@example.test"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def operator(workspace: Workspace, evaluation: Evaluation, actor: ActorOf) -> User:
    """An operator who has written an answer, has a token, and a second address."""
    by = actor("operator")
    answer = AnswerInput.of("community/community-interest", level=3, grade="observed", note="Seen by Otto")
    save_answers(evaluation=evaluation, answers=[answer], by=by, now=timezone.now())
    membership = Membership.objects.get(workspace=workspace, role="operator")
    create_token(membership=membership, name="nightly", scopes=USUAL_SCOPES, now=timezone.now())
    EmailAddress.objects.create(user=by.user, email="otto@home.test", verified=True)
    return by.user


def read(archive: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: json.loads(opened.read(name)) for name in opened.namelist() if name.endswith(".json")}


def test_the_file_holds_the_account_and_the_work(operator: User) -> None:
    found = read(personal.archive_of(operator, now=timezone.now()))
    account = found["account.json"]
    assert account["account"]["email"] == EMAIL
    assert {row["email"] for row in account["email addresses"]} == {EMAIL, "otto@home.test"}
    assert account["tokens"][0]["name"] == "nightly"
    assert found["activity.json"]
    [changes] = [rows for name, rows in found.items() if "answerchange" in name]
    assert "Seen by Otto" in json.dumps(changes)


def test_the_file_holds_no_secret(operator: User) -> None:
    token = ApiToken.objects.get()
    text = json.dumps(read(personal.archive_of(operator, now=timezone.now())))
    for secret in (operator.password, token.secret_sha256):
        assert secret not in text


def test_work_of_a_workspace_that_was_left_is_named_and_not_told(operator: User) -> None:
    Membership.objects.filter(user=operator).delete()
    found = read(personal.archive_of(operator, now=timezone.now()))
    text = json.dumps(found)
    assert "Seen by Otto" not in text
    assert "one that you are no member of any more" in text


def test_every_table_that_names_a_user_is_in_the_file_or_left_out_by_name() -> None:
    """A foreign key to a user that is added some day is exported without anybody thinking of it."""
    naming = {
        model
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is User
    }
    walked = {relation.related_model for relation in personal._relations()}
    shown = {*personal._ACCOUNT_TABLES, AuditEntry, Invitation, ApiToken}
    assert naming - walked - shown - personal._OMITTED_TABLES == set()


def test_the_page_has_it_made_by_a_worker(operator: User) -> None:
    client = sign_in(Client(), operator)
    client.post(reverse("personal_data_export"))
    client.post(reverse("personal_data_export"))
    asked = PersonalExport.objects.get()
    assert client.get(reverse("personal_data_download")).status_code == 404
    assert personal.exports_due(timezone.now(), 5) == [asked.pk]
    assert personal.make_export(asked.pk, now=timezone.now())
    assert not personal.make_export(asked.pk, now=timezone.now())
    assert "Download the zip" in squeezed(client.get(reverse("personal_data")))
    answer = client.get(reverse("personal_data_download"))
    assert read(b"".join(answer))["account.json"]["account"]["email"] == EMAIL
    told = AuditEntry.objects.filter(user=operator).values_list("action", flat=True)
    assert {"person.exported", "export.downloaded"} <= set(told)


def test_the_file_is_removed_after_a_week(operator: User) -> None:
    asked = personal.ask_for_export(user=operator, now=timezone.now() - 2 * personal.KEPT)
    personal.make_export(asked.pk, now=timezone.now())
    asked.refresh_from_db()
    call_command("purge", stdout=io.StringIO())
    assert not default_storage.exists(asked.file)
    asked.refresh_from_db()
    assert asked.file == ""


# Erasing


def everywhere(text: str) -> list[str]:
    """The columns of the whole database that hold a text."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if isinstance(
                    field, models.CharField | models.TextField | models.JSONField | models.EmailField
                ):
                    table, column = model._meta.db_table, field.column
                    cursor.execute(
                        f'SELECT count(*) FROM "{table}" WHERE CAST("{column}" AS text) LIKE %s',
                        [f"%{text}%"],
                    )
                    if cursor.fetchone()[0]:
                        found.append(f"{table}.{column}")
    return found


def test_erasing_leaves_a_pseudonym_and_every_attribution(
    operator: User, client_of: Callable[..., Client]
) -> None:
    changes = AnswerChange.objects.count()
    entries = AuditEntry.objects.count()
    client = Client()
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    left = personal.erase(user=operator, now=timezone.now(), by_person=False)

    operator.refresh_from_db()
    assert left.startswith("Former member ")
    assert (operator.shown_name, operator.is_active) == (left, False)
    for trace in ("operator@example", "otto@home", "Otto Operator"):
        assert everywhere(trace) == [], trace
    assert AnswerChange.objects.count() == changes
    assert AuditEntry.objects.count() > entries
    assert not Membership.objects.filter(user=operator).exists()
    assert ApiToken.objects.get().revoked_at is not None
    assert client.get(reverse("account")).status_code == 302
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert client.get(reverse("account")).status_code == 302
    assert left in squeezed(client_of().get(reverse("audit_log")))


def test_the_page_erases_once_it_is_meant(operator: User) -> None:
    client = sign_in(Client(), operator)
    page = squeezed(client.get(reverse("personal_data")))
    assert "What stays, and why" in page
    assert "Reports that were made with your name in them" in page
    assert client.post(reverse("personal_data_erase"), {"email": "other"}).status_code == 422
    answer = client.post(reverse("personal_data_erase"), {"email": EMAIL})
    assert "The account is erased" in squeezed(answer)
    operator.refresh_from_db()
    assert operator.erased_at is not None
    assert client.get(reverse("account")).status_code == 302


def test_nobody_is_left_without_an_admin(workspace: Workspace) -> None:
    admin = Membership.objects.get(workspace=workspace, role="admin").user
    client = sign_in(Client(), admin)
    answer = client.post(reverse("personal_data_erase"), {"email": admin.email})
    assert answer.status_code == 409
    assert "Nobody else is admin of Northlamp" in squeezed(answer)
    admin.refresh_from_db()
    assert admin.erased_at is None


def test_the_commands(operator: User, tmp_path: Path) -> None:
    path = tmp_path / "otto.zip"
    call_command("export_person", EMAIL, output=str(path), stdout=io.StringIO())
    assert read(path.read_bytes())["account.json"]["account"]["email"] == EMAIL
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_person", EMAIL, output=str(path), stdout=io.StringIO())

    said = io.StringIO()
    call_command("erase_person", EMAIL, stdout=said)
    assert "Nothing was erased" in said.getvalue()
    operator.refresh_from_db()
    assert operator.erased_at is None
    call_command("erase_person", EMAIL, yes=True, stdout=said)
    assert "Others now read: Former member" in said.getvalue()
    assert "Stays: Reports that were made with your name in them." in said.getvalue()
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("erase_person", EMAIL, yes=True, stdout=said)
