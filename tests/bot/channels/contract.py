"""What every channel must do. A new messenger needs a stage, and then passes these."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from model.message import Address, Button, File, Location, MediaKind, Outgoing
from tests.bot.channels.stage import JPEG, PNG, Shown, Stage, until

YES_NO = ((Button("是", "yes"),), (Button("否", "no"),))


class ChannelContract:
    """Inherit, and give a fixture ``stage``."""

    async def test_what_is_said_is_heard_once_with_who_and_when(self, stage: Stage) -> None:
        await stage.say("楼道的灯坏了")
        await stage.say("谢谢")
        first, second = await stage.until_heard(2)
        assert (first.text, second.text) == ("楼道的灯坏了", "谢谢")
        assert first.address == Address(stage.channel.name, stage.chat)
        assert first.update_id != second.update_id
        assert abs(datetime.now(UTC) - first.at) < timedelta(minutes=1)

    async def test_a_deep_link_brings_its_payload(self, stage: Stage) -> None:
        await stage.start("JGX-3")
        (heard,) = await stage.until_heard(1)
        assert heard.start == "JGX-3"

    async def test_a_message_is_shown_with_its_buttons(self, stage: Stage) -> None:
        await stage.send(Outgoing("需要帮忙吗？<b> & _x_", YES_NO))
        assert await stage.shown() == [Shown("需要帮忙吗？<b> & _x_", ["是", "否"])]

    async def test_a_tap_brings_its_data_and_the_reference_of_its_message(self, stage: Stage) -> None:
        ref = await stage.send(Outgoing("需要帮忙吗？", YES_NO))
        await stage.tap("否")
        (heard,) = await stage.until_heard(1)
        assert (heard.tap, heard.source) == ("no", ref)

    async def test_an_edit_takes_the_message_s_place_and_keeps_its_reference(self, stage: Stage) -> None:
        ref = await stage.send(Outgoing("选几项？", YES_NO))
        await stage.send(Outgoing("另一条"))
        again = await stage.send(Outgoing("选几项？", ((Button("✓ 是", "yes"),),), replaces=ref))
        assert again == ref
        shown = [Shown("选几项？", ["✓ 是"]), Shown("另一条")]
        assert await stage.shown() == shown

    async def test_an_edit_that_changes_nothing_is_a_success(self, stage: Stage) -> None:
        ref = await stage.send(Outgoing("好的", YES_NO))
        assert await stage.send(Outgoing("好的", YES_NO, replaces=ref)) == ref
        assert len(await stage.shown()) == 1

    async def test_an_edit_can_take_the_buttons_away(self, stage: Stage) -> None:
        ref = await stage.send(Outgoing("好的", YES_NO))
        await stage.send(Outgoing("您选了：是", replaces=ref))
        assert await stage.shown() == [Shown("您选了：是")]

    async def test_a_text_can_become_a_picture_in_its_place(self, stage: Stage) -> None:
        stage.files["chart"] = PNG
        ref = await stage.send(Outgoing("请稍等"))
        again = await stage.send(Outgoing("上周", replaces=ref, picture=File("a.png", "image/png", "chart")))
        assert again == ref
        assert await stage.shown() == [Shown("上周", picture=PNG)]

    async def test_a_picture_s_caption_can_be_edited(self, stage: Stage) -> None:
        stage.files["chart"] = PNG
        ref = await stage.send(Outgoing("上周", YES_NO, picture=File("a.png", "image/png", "chart")))
        again = await stage.send(Outgoing("上周（已读）", replaces=ref))
        assert again == ref
        assert (await stage.shown())[0].text == "上周（已读）"

    async def test_a_photo_can_be_fetched(self, stage: Stage) -> None:
        await stage.send_photo(JPEG)
        (heard,) = await stage.until_heard(1)
        assert heard.media is not None
        assert heard.media.kind is MediaKind.PHOTO
        fetched = await stage.channel.fetch(heard.media.ref)
        assert (fetched.content, fetched.mime) == (JPEG, "image/jpeg")

    async def test_a_picture_and_a_document_are_sent_with_the_buttons_last(self, stage: Stage) -> None:
        stage.files |= {"chart": PNG, "list": b"BEGIN:VCALENDAR"}
        picture = File("周报.png", "image/png", "chart")
        document = File("活动.ics", "text/calendar", "list")
        ref = await stage.send(Outgoing("给您", YES_NO, picture=picture, document=document))
        shown = await stage.shown()
        assert [one.picture for one in shown if one.picture] == [PNG]
        assert [one.document for one in shown if one.document] == [("活动.ics", b"BEGIN:VCALENDAR")]
        assert shown[-1].buttons == ["是", "否"]
        await stage.tap("是")
        assert (await stage.until_heard(1))[0].source == ref

    async def test_a_location_arrives(self, stage: Stage) -> None:
        await stage.send_location(30.66, 104.06)
        (heard,) = await stage.until_heard(1)
        assert heard.location == Location(30.66, 104.06)

    async def test_asking_for_a_phone_number_brings_it(self, stage: Stage) -> None:
        await stage.send(Outgoing("怎么联系您？", ask_location="发送位置", ask_phone="发送电话"))
        assert (await stage.shown())[-1].asks == ["发送位置", "发送电话"]
        await stage.share_phone("发送电话")
        (heard,) = await stage.until_heard(1)
        assert heard.phone == "+8613800000000"

    async def test_a_long_text_is_shown_whole(self, stage: Stage) -> None:
        text = "这是很长的一段话。" * 1200
        await stage.send(Outgoing(text, YES_NO))
        shown = await stage.shown()
        assert "".join(one.text for one in shown) == text
        assert shown[-1].buttons == ["是", "否"]

    async def test_a_long_text_with_a_picture_loses_neither(self, stage: Stage) -> None:
        stage.files["chart"] = PNG
        text = "一句话。" * 500
        await stage.send(Outgoing(text, picture=File("a.png", "image/png", "chart")))
        shown = await stage.shown()
        assert [one.picture for one in shown if one.picture] == [PNG]
        assert "".join(one.text for one in shown) == text

    async def test_the_order_of_a_chat_is_kept_both_ways(self, stage: Stage) -> None:
        for number in range(20):
            await stage.say(str(number))
            await stage.send(Outgoing(f"re {number}"))
        heard = await stage.until_heard(20)
        assert [one.text for one in heard] == [str(number) for number in range(20)]
        assert [one.text for one in await stage.shown()] == [f"re {number}" for number in range(20)]

    async def test_what_was_not_acknowledged_comes_again_with_the_same_id(self, stage: Stage) -> None:
        stage.refusals = 1
        await stage.say("有人吗")
        first, second = await stage.until_heard(2)
        assert first.update_id == second.update_id
        assert second.text == "有人吗"

    async def test_what_is_still_owed_can_be_sent_after_it_has_stopped_receiving(self, stage: Stage) -> None:
        await stage.say("在吗")
        await stage.until_heard(1)
        await stage.channel.stop()
        assert await stage.send(Outgoing("在的"))

    async def test_stopping_and_starting_again_loses_nothing(self, stage: Stage) -> None:
        await stage.say("一")
        await stage.until_heard(1)
        await stage.channel.stop()
        again = type(stage).__name__
        if again == "WebStage":
            pytest.skip("the page's own reconnection is tested with the web chat")
        await stage.say("二")
        await stage.channel.start(stage.receive)
        await until(lambda: any(one.text == "二" for one in stage.heard))
