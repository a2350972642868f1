"""Kinds of argument that several commands take."""

import argparse
import ipaddress

LAST_PORT = 65_535


def at_least_one(text: str) -> int:
    """Read a whole number from 1.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def port_number(text: str) -> int:
    """Read a port; 0 lets the system choose.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if not (text.isascii() and text.isdigit() and int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 0 to {LAST_PORT}")
    return int(text)


def own_address(text: str) -> str:
    """Read an IP address to listen on; the web server takes no names.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    address = "127.0.0.1" if text == "localhost" else text
    try:
        ipaddress.ip_address(address)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no IP address; 127.0.0.1 is this machine alone, 0.0.0.0 every network that it is in"
        ) from None
    return address
