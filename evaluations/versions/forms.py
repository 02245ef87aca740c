"""What the page of snapshots sends."""

from django import forms


class SnapshotForm(forms.Form):
    """What a snapshot is called."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        help_text="What this moment is: before the interviews, as shown to the board.",
        error_messages={"required": "Give the snapshot a name to find it by."},
    )
