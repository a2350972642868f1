"""White space as HTML writes it: any run of it is shown as one blank."""


def has_odd_spaces(text: str) -> bool:
    """Tell whether a text may hold white space that is not single blanks, so that it has to be taken apart.

    Most texts hold none, and to look costs a third of taking them apart; those in ASCII are asked for what there is of it there.
    """
    if "  " in text:
        return True
    if text.isascii():
        return "\n" in text or "\t" in text or "\f" in text or "\r" in text
    # Of white space only the blank counts as printable.
    return not text.isprintable()
