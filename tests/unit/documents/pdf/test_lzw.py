"""How much LZW streams unpack to, and that no stream unpacks to more than we can take."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from curbcut.documents.errors import OversizedDocumentError
from curbcut.documents.pdf import streams
from curbcut.documents.pdf.lzw import unpacked_length

EXAMPLE = bytes.fromhex("800B6050220C0C8501")
"""ISO 32000-1, 7.4.4.2: ten bytes."""


def packed(codes, *, is_early=True):
    """Pack codes as a writer does: wider ones once the table that they build has grown."""
    bits = ""
    table = 257
    for code in codes:
        width = max(9, min(12, (table + is_early).bit_length()))
        bits += f"{code:0{width}b}"
        table = 257 if code == 256 else min(table + 1, 4095)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))


def growing(count, *, is_early=True):
    """One byte, then each time the longest sequence so far and one more: 1 + 2 + 3 + ... bytes."""
    return packed([256, 0, *range(258, 257 + count), 257], is_early=is_early)


def a_stream(pdf, data, filters="LZWDecode", **parameters):
    stream = pikepdf.Stream(pdf, data)
    names = filters.split()
    stream.Filter = Name(f"/{names[0]}") if len(names) == 1 else Array([Name(f"/{name}") for name in names])
    if parameters:
        stream.DecodeParms = Dictionary({f"/{key}": value for key, value in parameters.items()})
    return stream


def test_the_example_of_the_standard():
    assert unpacked_length(EXAMPLE, at_most=100) == 10


@pytest.mark.parametrize("is_early", [True, False])
def test_codes_that_get_longer(is_early):
    data = growing(2_000, is_early=is_early)
    expected = 2_000 * 2_001 // 2
    with pikepdf.Pdf.new() as pdf:
        assert len(a_stream(pdf, data, EarlyChange=int(is_early)).read_bytes()) == expected
    assert unpacked_length(data, at_most=10_000_000, is_early=is_early) == expected


def test_a_table_that_is_full():
    codes = [256, 0, *range(258, 4096), *[4095] * 10]
    assert unpacked_length(packed(codes), at_most=100_000_000) == 3_839 * 3_840 // 2 + 10 * 3_839


@pytest.mark.parametrize(
    ("codes", "length"),
    [
        ([], 0),
        ([256], 0),
        ([256, 65, 257, 66], 1),
        ([256, 65, 66, 256, 67], 3),
        ([256, 65, 300], 3),
    ],
)
def test_codes_that_end_or_begin_again_or_are_none(codes, length):
    assert unpacked_length(packed(codes), at_most=100) == length


def test_counting_stops():
    assert 1_000 < unpacked_length(growing(3_000), at_most=1_000) < 2_000


@pytest.mark.parametrize(
    ("filters", "wrap"),
    [
        ("LZWDecode", bytes),
        ("LZW", bytes),
        ("ASCIIHexDecode LZWDecode", lambda data: data.hex().encode() + b">"),
        ("ASCIIHexDecode LZWDecode ASCII85Decode", lambda data: data.hex().encode() + b">"),
    ],
)
def test_a_stream_that_unpacks_to_too_much_is_not_unpacked(filters, wrap, monkeypatch):
    monkeypatch.setattr(streams, "MOST_DECODED_BYTES", 100_000)
    with pikepdf.Pdf.new() as pdf:
        assert streams.unpacked_size(a_stream(pdf, wrap(growing(400)), filters), small=0) <= 100_000
        with pytest.raises(OversizedDocumentError):
            streams.unpacked_size(a_stream(pdf, wrap(growing(500)), filters), small=0)


def test_the_parameters_of_a_chain_are_each_filter_s_own(monkeypatch):
    monkeypatch.setattr(streams, "MOST_DECODED_BYTES", 100_000)
    inner = growing(300, is_early=False)
    with pikepdf.Pdf.new() as pdf:
        stream = a_stream(pdf, packed([256, *inner, 257][:200]), "LZWDecode LZWDecode")
        stream.DecodeParms = Array([Dictionary(EarlyChange=1, Columns=Name.Odd), Dictionary(EarlyChange=0)])
        assert streams.unpacked_size(stream, small=0) < 100_000


def test_a_file_of_very_much_lzw_is_not_counted_to_its_end(monkeypatch):
    monkeypatch.setattr(streams, "MOST_LZW_BYTES", 2 * len(EXAMPLE))
    with pikepdf.Pdf.new() as pdf:
        pdf.Root.Kept = Array([a_stream(pdf, EXAMPLE) for _ in range(2)])
        streams.check_streams(pdf)
        pdf.Root.Kept.append(a_stream(pdf, EXAMPLE))
        with pytest.raises(OversizedDocumentError):
            streams.check_streams(pdf)
