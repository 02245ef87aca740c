"""A signed-in browser that has just given its password once more, as what protects accounts asks for."""

import time

from django.test import Client

from workspaces.models import User


def sign_in(client: Client, user: User) -> Client:
    """Sign the user in, with a password given a moment ago."""
    client.force_login(user)
    return prove(client, user)


def prove(client: Client, user: User) -> Client:
    """As if the reader had just answered the question for the password."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
