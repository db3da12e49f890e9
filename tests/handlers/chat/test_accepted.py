"""What an organization's staff read in their messenger once they have accepted."""

from __future__ import annotations

from tests.dialogues.talk import Talk


def accepted(talk: Talk) -> str:
    talk.say("{as wang}")
    return next(message.text for chat, message in talk.say("[接下]") if chat == "wang")


def test_what_was_added_while_they_were_thinking_is_there(talk: Talk) -> None:
    for line in ("楼道灯坏了", "[对，就这样", "[补充说明", "四楼那盏", "{photo}", "{wait 2h}"):
        talk.say(line)
    text = accepted(talk)
    assert text.index("楼道灯坏了") < text.index("补充：四楼那盏") < text.index("为谁：居民本人")
    assert "还有 1 张照片或文件" in text


def test_wishes_and_answers_to_the_few_questions_are_there(talk: Talk) -> None:
    for line in ("明天下午家里水管漏水，找人来修", "[先答", "厨房", "[跳过", "[对，就这样"):
        talk.say(line)
    text = accepted(talk)
    assert "时间：明天下午" in text
    assert "厨房" in text


def test_a_neighbours_words_are_told_apart(talk: Talk) -> None:
    for line in ("3号楼电梯坏了", "[对，就这样", "{as liu}", "{start GH01}", "[中文]", "[可以]"):
        talk.say(line)
    for line in ("3号楼电梯又停了", "[对，就这样", "[好，一起"):
        talk.say(line)
    assert "邻居说：3号楼电梯又停了" in accepted(talk)


def test_staff_only_notes_and_those_of_other_organizations_are_not(talk: Talk) -> None:
    for line in (
        "楼道灯坏了",
        "[对，就这样",
        "{as wang}",
        "[问居民]",
        "灯是哪一盏",
        "{as me}",
        "[回答",
        "最上面一盏",
    ):
        talk.say(line)
    text = accepted(talk)
    assert "补充：最上面一盏" in text
    assert "灯是哪一盏" not in text


def test_a_telephone_without_a_name_stands_alone(talk: Talk) -> None:
    for line in ("楼道灯坏了", "[对，就这样", "{phone 13800138000}"):
        talk.say(line)
    assert "\n联系：13800138000" in accepted(talk)


def test_who_writes_a_note_reads_that_neighbours_read_it(talk: Talk) -> None:
    for line in ("3号楼电梯坏了", "[对，就这样", "{as wang}", "[接下]"):
        talk.say(line)
    assert "邻居" not in talk.say("[写一句")[0][1].text
    for line in (
        "{as liu}",
        "{start GH01}",
        "[中文]",
        "[可以]",
        "3号楼电梯又停了",
        "[对，就这样",
        "[好，一起",
        "{as wang}",
    ):
        talk.say(line)
    assert "邻居都看得到，请别写名字和住址" in talk.say("[写一句")[0][1].text
