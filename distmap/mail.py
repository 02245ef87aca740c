"""Mail without a mail host: one file for each, which only the user that runs the service may read."""

from collections.abc import Sequence
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend


class PrivateFileBackend(EmailBackend):
    """Django's file backend with a closed folder. Mails hold links that let people in: never print or log them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(str(self.file_path))
        folder.chmod(0o700)
        sent = super().send_messages(email_messages)
        for path in folder.iterdir():
            path.chmod(0o600)
        return int(sent or 0)
