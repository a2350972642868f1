"""The two ways to connect, as forms."""

from django import forms


class CanvasForm(forms.Form):
    """Where the Canvas is."""

    canvas_url = forms.CharField(
        label="Canvas address",
        max_length=253,
        help_text="For example https://example.instructure.com",
        # Not type=url: browsers then refuse an address without its scheme, which we complete.
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )


class DeveloperKeyForm(CanvasForm):
    """ID and secret of the developer key, and where the Canvas is."""

    developer_key_id = forms.CharField(
        label="API client ID (key)",
        help_text="The number in the Details column of Canvas's Developer Keys page, such as 170000000000123.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label="API client secret",
        required=False,
        help_text="What Show Key shows. It is kept encrypted and never shown again.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_developer_key_id(self) -> int:
        """Take the number as it is copied, with spaces around or between."""
        text = "".join(self.cleaned_data["developer_key_id"].split())
        if not text.isascii() or not text.isdecimal() or len(text) > 20:
            raise forms.ValidationError("The ID is a number; copy it from the Details column.")
        return int(text)


class AccessTokenForm(CanvasForm):
    """The token of a service user."""

    token = forms.CharField(
        label="Access token",
        help_text="Made in Canvas by the service user under Account, Settings, New Access Token.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_token(self) -> str:
        """Refuse what no header can carry; a copied text often brings signs along that nobody sees."""
        token = str(self.cleaned_data["token"])
        if not token.isascii() or not token.isprintable() or " " in token:
            raise forms.ValidationError(
                "A token has no spaces and only letters, digits and signs of the keyboard. Something else was copied along "
                "with it, perhaps something that cannot be seen: copy it once more."
            )
        return token
