"""The words of the autocomplete attribute, as data. Source: HTML Standard 4.10.18.7.1, "Autofilling form controls"."""

from curbcut.standards.spaces import tokens_of

_FIELDS = frozenset(
    [
        "additional-name",
        "address-level1",
        "address-level2",
        "address-level3",
        "address-level4",
        "address-line1",
        "address-line2",
        "address-line3",
        "bday",
        "bday-day",
        "bday-month",
        "bday-year",
        "cc-additional-name",
        "cc-csc",
        "cc-exp",
        "cc-exp-month",
        "cc-exp-year",
        "cc-family-name",
        "cc-given-name",
        "cc-name",
        "cc-number",
        "cc-type",
        "country",
        "country-name",
        "current-password",
        "family-name",
        "given-name",
        "honorific-prefix",
        "honorific-suffix",
        "language",
        "name",
        "new-password",
        "nickname",
        "one-time-code",
        "organization",
        "organization-title",
        "photo",
        "postal-code",
        "sex",
        "street-address",
        "transaction-amount",
        "transaction-currency",
        "url",
        "username",
    ]
)
_CONTACT_FIELDS = frozenset(
    [
        "email",
        "impp",
        "tel",
        "tel-area-code",
        "tel-country-code",
        "tel-extension",
        "tel-local",
        "tel-local-prefix",
        "tel-local-suffix",
        "tel-national",
    ]
)
_CONTACT_KINDS = frozenset({"home", "work", "mobile", "fax", "pager"})
_ADDRESS_KINDS = frozenset({"shipping", "billing"})


def is_valid(value: str) -> bool:
    """Tell whether an autocomplete value is a field name with only the words before and after it that may be there.

    In order: an optional `section-...`, an optional `shipping` or `billing`, then a field, or an optional kind of
    contact and a contact field, then an optional `webauthn`. Letters may be of either case.
    """
    tokens = tokens_of(value.lower())
    if tokens and tokens[0].startswith("section-"):
        tokens = tokens[1:]
    if tokens and tokens[0] in _ADDRESS_KINDS:
        tokens = tokens[1:]
    if tokens and tokens[-1] == "webauthn":
        tokens = tokens[:-1]
    if len(tokens) == 2 and tokens[0] in _CONTACT_KINDS:
        return tokens[1] in _CONTACT_FIELDS
    return len(tokens) == 1 and (tokens[0] in _FIELDS or tokens[0] in _CONTACT_FIELDS)
