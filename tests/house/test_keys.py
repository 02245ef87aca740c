"""The service's secret: made once, replaced without locking anybody out."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from tests.processes.service import ROOT
from workspaces.adapter import FactorAdapter
from workspaces.models import OutgoingMail, Workspace
from workspaces.sealing import cipher

OLD, NEW = "old-" * 15, "new-" * 15
PRINT = "from django.conf import settings; print(settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS)"


def start(folder: Path, **environment: str) -> subprocess.Popen[str]:
    """A process that starts with the folder as its data, and prints its keys."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("DISTMAP_")}
    return subprocess.Popen(
        [sys.executable, "-c", PRINT], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env=clean | {"DISTMAP_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "distmap.settings"} | environment,
    )  # fmt: skip


def test_processes_that_start_at_once_in_an_empty_folder_have_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    said = {process.communicate()[0].strip() for process in [start(folder) for _ in range(6)]}
    assert len(said) == 1
    [key] = [one.split()[0] for one in said]
    assert len(key) == 64
    path = folder / "secret-key"
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (key, 0o600)
    assert [one.name for one in folder.iterdir() if "secret" in one.name] == ["secret-key"]


def test_former_keys_are_read_from_the_environment(tmp_path: Path) -> None:
    process = start(tmp_path, DISTMAP_SECRET_KEY=NEW, DISTMAP_SECRET_KEY_FALLBACKS=f"{OLD}, older")
    assert process.communicate()[0].strip() == f"{NEW} ['{OLD}', 'older']"


@pytest.mark.django_db
def test_what_a_former_key_encrypted_is_encrypted_anew(settings: LazySettings, workspace: Workspace) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    user = workspace.memberships.first().user
    seed = FactorAdapter().encrypt("JBSWY3DP")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": seed})
    waiting = OutgoingMail.objects.create(sealed=cipher("mail").encrypt(b"{}").decode())
    settings.SECRET_KEY = NEW
    with pytest.raises(CommandError, match="2 could be opened by no key"):
        call_command("reseal", stdout=io.StringIO())
    settings.SECRET_KEY_FALLBACKS = [OLD]
    call_command("reseal", stdout=io.StringIO())
    settings.SECRET_KEY_FALLBACKS = []
    waiting.refresh_from_db()
    assert cipher("mail").decrypt(waiting.sealed.encode()) == b"{}"
    assert FactorAdapter().decrypt(Authenticator.objects.get(user=user).data["secret"]) == "JBSWY3DP"
