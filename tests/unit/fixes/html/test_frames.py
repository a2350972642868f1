from tests.unit.fixes.mending import mend


def test_a_frame_gets_a_title():
    source = '<iframe src="/map" title=" "></iframe><p>x</p>'
    assert mend("title-frame", source, "Map of the campus") == (
        '<iframe src="/map" title="Map of the campus"></iframe><p>x</p>'
    )
