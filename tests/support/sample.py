"""A packet with every kind of part and block, for the tests of the outputs."""

import pytest

from duben.document.model import (
    Checklist,
    Fact,
    Facts,
    Form,
    FormField,
    Glossary,
    Heading,
    Lines,
    Link,
    Listing,
    Note,
    Packet,
    PageTurn,
    Paragraph,
    Part,
    Passage,
    Question,
    Quotation,
    Table,
    Task,
    Term,
    Text,
    TextSource,
    Unit,
)


def text(words: str) -> tuple[Text]:
    return (Text(words),)


CITED = Link("齊齊哈爾1954〈陳有義報告〉，第18段", "reports/qiqihar-1954/chen.md#p18", citation=True)
QUOTED = Quotation((text("在開會的頭兩天，通知小組全體工友，叫他們積極的準備意見。"),), (CITED,))


def sample() -> Packet:
    guide = Part(
        "guide",
        "part-1",
        "怎樣開好小組生產會議",
        english="How to run a production meeting",
        path="guides/production-meeting.md",
        blocks=(
            Heading(1, text("三、會前")),
            Paragraph(
                (Text("這一節"), Text("照原文", ("strong",)), Text("的先後，見"), Link("怎樣討論計劃", "guides/plan.md"), Text("。"))
            ),
            Unit(
                "步驟",
                "通知全組，請大家準備意見",
                "第一",
                "Give notice two days ahead",
                (
                    Facts((Fact("何人", text("〔工會小組長〕"), "who"), Fact("何時", text("開會的頭兩天"), "when"))),
                    QUOTED,
                    Paragraph((Text("太原也有「會前將討論會內容通知大家早作準備」"), CITED, Text("的話。"))),
                    Listing(False, ((Paragraph(text("甲")),), (Paragraph(text("乙")), Paragraph(text("丙"))))),
                    Listing(True, ((Paragraph(text("先")),), (Paragraph(text("後")),))),
                ),
            ),
            Table(
                "synopsis",
                (text("事項"), text("太原1952"), text("齊齊哈爾1954")),
                (
                    (text("議題"), (Text("「如訂保證計劃」"), CITED), (Text("「討論計劃」"), CITED)),
                    (text("開多久"), text("—"), text("「一個鐘頭左右」")),
                ),
            ),
            Table(
                "agenda",
                (text("時間"), text("議程"), text("分鐘")),
                ((text("0:00"), text("工長報告"), text("8")), (text("0:08"), text("散會"), text("8"))),
            ),
            Table("plain", (text("類"), text("組數")), ((text("第一類"), text("9")), (text("第二類"), text("22")))),
            Checklist((Task("選定要解決的問題", "會前"), Task("〔桌椅〕"))),
        ),
    )
    excerpt = Part(
        "excerpt",
        "part-2",
        "原文：開好小組生產會議",
        source="齊齊哈爾1954〈陳有義報告〉，標題3至第19段",
        path="reports/qiqihar-1954/chen.md#h3",
        blocks=(
            Passage("qiqihar-1954/chen", "h3", "", text("貳、工會小組的具體任務和具體作法"), level=2),
            Passage(
                "qiqihar-1954/chen",
                "p16",
                "16",
                (
                    Text("第四種是聯運"),
                    Note(1, "存疑", "底本作「聯運」，疑當作「關連」。", "理校：「聯運」是運輸用語，於義不合"),
                    Text("組的生產會議，生產"),
                    PageTurn("換頁"),
                    Text("會議，爲了羣衆，够决，實現競賽"),
                    Note(2, "校改", "底本作「整齊」，校改作「競賽」。", "本校：上文「檢查一週的競賽條件實現情況」"),
                    Text("條件的最好組織方法。" * 12),
                ),
            ),
            Passage("qiqihar-1954/front", "p5", "5", text("我是怎樣組織工友討論和實現國家計劃的……劉瑞民"), item=True),
        ),
    )
    questions = Part(
        "questions",
        "part-3",
        "討論題",
        (
            Question(1, (Text("你們小組最近一次會議，事先選定的問題是什麼？參看"), CITED, Text("。")), (excerpt.blocks[1],)),
            Question(2, text("為什麼？"), lines=6),
        ),
    )
    leader = Part("leader", "part-4", "給主持人", (Paragraph(text("參加的人以八至十五人計。")),), leader=True)
    rows = Form(
        (
            FormField("〔日期〕", "Date"),
            FormField("要解決的問題", "The problem", (QUOTED,), (Paragraph(text("會前寫好。")),), lines=3),
            FormField("怎樣解決", "Solution", (QUOTED,), columns=1),
            FormField("每天", "Each day", columns=3),
        ),
        rows=6,
        blocks=(Paragraph(text("一次會議一張。")),),
    )
    form = Part(
        "form",
        "part-5",
        "小組生產會議記錄",
        (rows,),
        english="Record of a group production meeting",
        path="packets/forms/meeting-record.md",
    )
    wide = Part("form", "part-6", "生產記錄表", (Form((FormField("姓名", columns=1), FormField("日", columns=6)), rows=10, wide=True),))
    plan = Part("plan", "part-7", "這次會怎樣開", (Lines(5, "記下來的話"),), leader=True)
    term = Term(
        "工會小組長",
        "gōnghuì xiǎozǔzhǎng",
        "trade-union group leader",
        "工會小組的組長，由組員選出。",
        "entries/terms/gonghui-xiaozuzhang.md",
    )
    glossary = Part("glossary", "part-8", "詞語", (Glossary((term,)),))
    return Packet(
        "packets/sample.md",
        "怎樣開好小組生產會議",
        (Paragraph(text("這份材料取自兩本書。")),),
        "The group production meeting",
        description="一次會議用的材料。",
        audience="工會小組長和組員，八至十五人",
        minutes=90,
        parts=(guide, excerpt, questions, leader, form, wide, plan, glossary),
        sources=(
            TextSource(
                "齊市第一次工會小組長代表會議主要文件彙編",
                "齊齊哈爾1954",
                "齊齊哈爾，1954年2月",
                "據內證校",
                "0938216e",
                "2026-11-21",
                "本站不主張權利",
            ),
        ),
        facilitator=True,
        address="https://duben.example/packets/sample/",
        licence="編者文字 CC BY 4.0",
        editors="讀本編者",
    )


@pytest.fixture(name="sample", scope="session")
def _sample() -> Packet:
    return sample()
