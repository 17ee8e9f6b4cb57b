"""The model can be written as JSON, walked through, and shown in other characters without a note or link losing its place."""

import json

from duben.document.model import Link, Note, PageTurn, Paragraph, Passage, Text
from duben.document.tree import convert, data, walk, words


def test_the_whole_sample_can_be_written_as_json(sample):
    written = json.loads(json.dumps(data(sample)))
    assert written["type"] == "Packet"
    assert [part["kind"] for part in written["parts"]] == [part.kind for part in sample.parts]
    assert written["parts"][1]["blocks"][1]["content"][1]["type"] == "Note"


def test_walking_meets_every_note_in_order(sample):
    assert [piece.number for piece in walk(sample.parts[1]) if isinstance(piece, Note)] == [1, 2]


def test_words_are_changed_across_what_parts_them():
    row = (Text("開幹"), Note(1, "校改", "底本作「乾」。"), Text("部會"), PageTurn("換頁"), Link("乾部", "x/乾.md"))

    def change(text):
        return text.replace("幹部", "干部").replace("乾", "干")

    assert convert(row, change) == (
        Text("開干"),
        Note(1, "校改", "底本作「干」。"),
        Text("部會"),
        PageTurn("換頁"),
        Link("干部", "x/乾.md"),
    )


def test_keys_and_addresses_stay_as_they_are():
    passage = Passage("k幹/c", "p幹", "1", (Text("幹"),))
    assert convert(passage, lambda text: text.replace("幹", "干")) == Passage("k幹/c", "p幹", "1", (Text("干"),))


def test_a_note_has_no_words_of_the_text():
    assert words((Text("甲"), Note(1, "校改", "乙"), PageTurn("換頁"), Text("丙"))) == "甲丙"
    assert [*walk(Paragraph((Text("甲"),)))] == [Paragraph((Text("甲"),)), Text("甲")]
