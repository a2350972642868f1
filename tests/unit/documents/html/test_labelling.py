from tests.builders.html import a_document


def test_labels_belong_by_id_or_to_the_field_inside():
    document = a_document(
        '<label>a<input></label><label for="x">b</label><label for="y">c</label><select id="x"></select><label>d</label>'
    )
    texts = {
        document.elements[index].tag: [label.text for label in labels] for index, labels in document.labels.items()
    }
    assert texts == {"input": ["a"], "select": ["b"]}
