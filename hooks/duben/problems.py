"""Problems in the content: stable code, file, line, one sentence, the mend.

Nothing in the core raises for bad content. Every reader and check returns ``Problem`` values, and the caller shows them
all at once, in the form that a terminal, a pull request or a program wants.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable
from dataclasses import asdict, dataclass

CODES: dict[str, tuple[str, str]] = {
    "F001": ("檔案開頭兩行「---」之間的欄目缺了、沒有結束，或讀不懂。", "The front matter is missing, not closed, or not valid YAML."),
    "F002": ("缺少必填的欄目。", "A required field of the front matter is missing."),
    "F003": ("沒有這一欄。", "A field of the front matter is unknown."),
    "F004": ("欄目的值不合格。", "A field of the front matter has the wrong type or value."),
    "F005": ("檔案不能按 UTF-8 讀出。", "A file cannot be read as UTF-8."),
    "F006": ("檔案裏有看不見的控制字元。", "A file holds an invisible control character."),
    "S001": ("edition.yml 讀不懂。", "edition.yml cannot be read."),
    "S002": ("edition.yml 沒有這一欄。", "A field of edition.yml is unknown."),
    "S003": ("edition.yml 的值不合格。", "A field of edition.yml is missing, or has the wrong type or value."),
    "S004": ("edition.yml 的幾處不相合，或名字不合格。", "Parts of edition.yml do not agree, or a name in it cannot be used."),
    "M001": ("「{」在同一行裏沒有「}」。", "A brace opens no closed mark on its line."),
    "M002": ("單獨一個「}」。", "A closing brace stands alone."),
    "M003": ("看不懂的標記。", "A mark says nothing that the editors' notation knows."),
    "M004": ("一個標記裏有兩個「→」。", "A mark has more than one arrow."),
    "M005": ("末尾的「?」「!」不合這種標記。", "The sign at the end does not fit this kind of mark."),
    "M006": ("標記的一邊是空的。", "A side of the mark is empty."),
    "M007": ("「|」之後沒有說明。", "The reason after the bar is empty."),
    "M008": ("標記裏面又有標記。", "A mark stands inside another mark."),
    "M009": ("校改與底本相同。", "The correction is the same as the reading."),
    "M010": ("標記裏的記號是全角的。", "The signs of a mark are full-width characters."),
    "T001": ("本章與底本 source.txt 不合。", "The chapter does not give source.txt back."),
    "T002": ("index.md 所列的印記或標記，底本裏沒有。", "A line of furniture or markup listed in index.md is not in source.txt."),
    "T003": ("底本 source.txt 不在，或讀不出。", "source.txt is missing or cannot be read."),
    "T004": ("標題或列項沒有文字。", "A list item or heading has no text."),
    "R001": ("文獻沒有 index.md，或沒有一章。", "A report has no index.md or no chapter."),
    "R002": ("兩章的次序相同。", "Two chapters have the same place in the order."),
    "R003": ("正文已改動，與所記修訂號不符。", "The text has changed since the recorded revision."),
    "R004": ("目錄項指向不存在的章或段。", "An entry of the contents names a chapter or line that is not there."),
    "R005": ("檔名不能用作引註裏的名字。", "A file name is not a citation key."),
    "R006": ("這裏不能放頁。", "A page stands where the site has no place for it."),
    "I001": ("這一段還沒有記下編號。", "A paragraph or heading has no recorded id."),
    "I002": ("ids.txt 有一行讀不懂。", "A line of ids.txt cannot be read."),
    "I003": ("已公布的編號會失去。", "A recorded id would be lost."),
    "I004": ("同一個編號記了兩次。", "An id is recorded twice."),
    "I005": ("source.txt 與所記的編號對不上。", "source.txt has changed under the recorded ids."),
    "I006": ("ids.txt 不見了。", "The ledger of a published report is missing."),
    "Q001": ("引文不見於所引的一章。", "The words quoted are not in the chapter cited."),
    "Q002": ("引文在別處，不在所引之處。", "The words quoted stand at another place than the one cited."),
    "Q003": ("引文不止一處，沒有寫明哪一段。", "The words quoted stand more than once and no paragraph is given."),
    "Q004": ("引文沒有引註。", "A block quotation has no citation."),
    "Q005": ("看不懂的引註。", "A citation cannot be read."),
    "Q006": ("所引的文獻、章或段不存在。", "A citation names a report, chapter or paragraph that is not there."),
    "Q007": ("一行以「[@…]:」開頭，會被吞掉。", "A line begins like a link definition with a citation."),
    "Q008": ("引文後面的引註不止一處，或引文沒有字。", "A quotation is followed by more than one citation, or has no words."),
    "Q009": ("引註前的引號不是「」，引文沒有核對。", "Words in other quotation marks stand before a citation and cannot be verified."),
    "Q010": ("引註在連結文字、題目或欄目裏。", "A citation stands in a link's text, or in the title or a field of a block."),
    "G001": ("沒有這種塊。", "A block of this name does not exist."),
    "G002": ("塊沒有結束，或沒有開頭。", "A block is not closed, or closed without being opened."),
    "G003": ("塊的欄目不合格。", "A field of a block is unknown or has the wrong form."),
    "G004": ("塊沒有核對過的引文。", "A block has no verified quotation."),
    "G005": ("欄目的字不見於本塊引文。", "The words of a field are not in the quotations of its block."),
    "G006": ("同一頁有兩個相同的 id。", "Two blocks of one page have the same id."),
    "G007": ("塊沒有題目。", "A block has no title."),
    "G008": ("塊的編號與原文不合。", "The number of a block is not the one that the source prints at its quotation."),
    "G009": ("有編號的塊不照原文的先後。", "Numbered blocks do not stand in the order of the source."),
    "G010": ("核對表或議程列出的塊不在本頁。", "A checklist or agenda names a block that is not on its page."),
    "G011": ("議程的分鐘加起來不對。", "The minutes of an agenda do not add up."),
    "G012": ("對照表的格子沒有核對過的引文。", "A cell of a comparison has no verified quotation."),
    "G013": ("對照表引錯了文獻。", "A cell of a comparison quotes another report than that of its column."),
    "G014": ("圖上的數目不見於引文。", "A number that is drawn is not in the quotations of its block."),
    "G015": ("討論題太少、太多，或沒有指明段。", "There are too few or too many questions, or one names no paragraph."),
    "G016": ("指南末尾缺討論題或給主持人的話。", "A guide does not end with its questions and the note for the one who leads."),
    "G017": ("英文提要不是三至六句。", "The English abstract of a guide has not three to six sentences."),
    "G018": ("沒有這一組指南。", "The group of a guide is not among those of guides/index.md."),
    "G019": ("這種塊不能放在這一頁。", "A field to fill in stands outside of a form, or another block in a form."),
    "G020": ("空白表格沒有一項可填。", "A form has no field to fill in."),
    "G021": ("空白表格的行數不合格，或有欄無行、有行無欄。", "A form has columns without rows, rows without columns, or too many rows."),
    "G022": ("空白表格的各項之外有文字。", "Text of a form stands between or behind its fields."),
    "N001": ("清單的一項寫法不對。", "An entry of the inventory has the wrong form."),
    "N002": ("清單的字不見於所記之處，或先後不對。", "The words of an item of the inventory are not at their place, or not in order."),
    "E001": ("詞條的欄目不合格。", "A field of an entry has the wrong form."),
    "E002": ("兩個詞條用了同一形。", "Two entries claim the same form of a name."),
    "E003": ("詞條指向不存在的詞條。", "An entry points to an entry that is not there, or of another kind."),
    "E004": ("舊名仍是一個詞條。", "The former name of an entry is an entry still."),
    "E005": ("這一類詞條沒有索引頁。", "A kind of entry has no index page."),
    "P001": ("學習包的一部分寫法不對。", "A part of a packet has the wrong form."),
    "P002": ("學習包所列的指南、塊、表格或章不存在。", "A packet names a guide, block, form or chapter that is not there."),
    "P003": ("學習包所列的段不存在，或範圍前後顛倒。", "A packet names a paragraph that is not there, or a range from back to front."),
    "P004": ("學習包是空的。", "A packet is empty."),
    "P005": ("學習包的時間不夠，或不合格。", "The minutes of a packet do not suffice, or are no minutes."),
    "P006": ("印學習包的字體沒有這個字。", "The fonts of the packets lack a character."),
    "H001": ("文中有 HTML。", "HTML stands in the text."),
    "H002": ("不允許的連結地址。", "A link or picture has an address that is not allowed."),
    "H003": ("不能公布的檔案。", "A file of a kind that is not published stands in docs/."),
    "L001": ("連結的頁不存在。", "A link leads to a page that is not there."),
}
"""Every code with its meaning in Chinese and in English. A code is never given to another meaning."""


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """By file and line; but first what is wrong with a text itself, from which other problems may follow."""
    return sorted(problems, key=lambda problem: (problem.code[0] not in "MT", problem))


@dataclass(frozen=True, order=True)
class Problem:
    """One problem. ``path`` is relative to the docs folder, beside which edition.yml lies (``../edition.yml``); ``line`` and
    ``column`` count from 1."""

    path: str
    line: int
    column: int
    code: str
    message: str
    mend: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code {self.code}")

    def __str__(self) -> str:
        return self.under("")

    def under(self, root: str) -> str:
        """The problem on one line, its path below that of the docs folder."""
        return f"{file(root, self)}:{self.line}:{self.column}: {self.code} {self.message} → {self.mend}"


def file(root: str, problem: Problem) -> str:
    """The path of a problem's file, where docs/ is at ``root``."""
    return posixpath.normpath(posixpath.join(root, problem.path))


def as_text(problems: Iterable[Problem], root: str = "docs") -> str:
    """For a terminal: one problem a line, paths below ``root``."""
    return "\n".join(problem.under(root) for problem in ordered(problems))


def as_github(problems: Iterable[Problem], root: str = "docs") -> str:
    """Workflow commands, which GitHub shows beside the line in a pull request."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:  # of a property, which ends at a comma or colon
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::error file={value(file(root, p))},line={p.line},col={p.column},title={p.code}::{data(f'{p.message} → {p.mend}')}"
        for p in ordered(problems)
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of ``Problem``."""
    return json.dumps([asdict(p) for p in ordered(problems)], ensure_ascii=False, indent=1)
