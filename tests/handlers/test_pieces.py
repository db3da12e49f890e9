"""What was sent in a chat lies with the need it belongs to, under the name of who sent it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from handlers import following, retention
from handlers.chat import following as neighbours
from handlers.chat import notes, pieces
from handlers.chat.privacy import export, forget
from handlers.needs import withdraw
from handlers.session import Piece
from handlers.turn import Turn
from handlers.work import Work
from model.following import Follower
from model.message import Address, Incoming, Media, MediaKind
from model.need import Attachment, Need, NeedState
from storage.chats import Chat
from tests.handlers.joint import Joint

PHOTO = Media(MediaKind.PHOTO, "ref-1", mime="image/jpeg")


def turn(joint: Joint, work: Work, person: int, text: str = "", media: Media | None = PHOTO) -> Turn:
    """A resident adds to something in their chat."""
    update = Incoming("1", Address("test", f"p{person}"), joint.now, text=text, media=media)
    chat = Chat(f"test:p{person}", "zh_CN", b"", joint.now, 9000 + person)
    return Turn(work.unit, joint.services, joint.now, update, chat, work.unit.people.get(9000 + person))


def laid(joint: Joint, need: Need) -> list[Attachment]:
    return joint.do(lambda work: work.unit.needs.attachments(need.id))


@pytest.mark.parametrize(
    ("person", "sender"),
    [pytest.param(1, None, id="who asked"), pytest.param(2, 9002, id="a neighbour")],
)
def test_a_neighbours_photo_is_theirs_and_that_of_who_asked_is_nobody_elses(
    joint: Joint, person: int, sender: int | None
) -> None:
    """The need's own pieces carry no sender; what a neighbour sent carries theirs."""
    need = joint.file(1)
    joint.do(lambda work: pieces.lay(turn(joint, work, person), need, [Piece("test", "photo", "r", "m")]))
    assert [(one.channel, one.kind, one.ref, one.mime, one.person_id) for one in laid(joint, need)] == [
        ("test", "photo", "r", "m", sender)
    ]


def test_a_photo_without_words_is_kept_as_one(joint: Joint) -> None:
    """The words of a note that is only a photo say that it is one."""
    need = joint.file(1)
    words = joint.do(lambda work: pieces.take_note(turn(joint, work, 1), need))
    assert words == "（发来一张照片）"
    assert [one.ref for one in laid(joint, need)] == ["ref-1"]


def test_words_alone_lay_nothing(joint: Joint) -> None:
    """A note without a file is only words."""
    need = joint.file(1)
    assert joint.do(lambda work: pieces.take_note(turn(joint, work, 1, "在五楼", None), need)) == "在五楼"
    assert laid(joint, need) == []


def test_own_and_neighbours_notes_are_answered_alike(joint: Joint) -> None:
    """Both hear that it was kept, with the same two buttons, and both photos lie with the need."""
    need = joint.file(1)
    joint.do(lambda work: following.join(work, need, Follower(need.id, 9002, joint.now)))

    def note(work: Work, person: int) -> tuple[str, list[str]]:
        one = turn(joint, work, person)
        room, hear = (notes.NOTE, notes.hear_note) if person == 1 else (neighbours.NOTE, neighbours.hear_note)
        one.go(room, need.number)
        assert hear(one)
        answer = next(owed.message for owed in one.owed if owed.chat == f"test:p{person}")
        return answer.text, [button.data for row in answer.keyboard for button in row]

    first, second = (joint.do(lambda work, person=person: note(work, person)) for person in (1, 2))
    assert first == second
    assert first[1] == [f"need:{need.number}", "menu:"]
    assert [one.person_id for one in laid(joint, need)] == [None, 9002]


def test_a_note_to_a_need_that_is_somebody_elses_by_now_is_not_added(joint: Joint) -> None:
    """It was passed on from another device meanwhile: what is typed here is not a note to it."""
    need = joint.file(2)

    def hear(work: Work) -> bool:
        one = turn(joint, work, 1, "我的电话")
        one.go(notes.NOTE, need.number)
        return notes.hear_note(one)

    assert not joint.do(hear)
    assert laid(joint, need) == []


@pytest.mark.parametrize("way", ["forget", "leave", "withdraw", "prune"])
def test_a_photo_that_two_have_sent_is_there_as_long_as_one_of_them_has_it(
    joint: Joint, tmp_path: Path, way: str
) -> None:
    """The same picture is kept once: who goes takes their own only when nobody else's need has it."""
    photo = joint.services.keep(b"photo", "image/png")
    path = tmp_path / photo[:2] / photo
    first, second = joint.file(1), joint.file(3, "楼道灯坏了", "facilities.lighting")
    for need, person in ((first, 1), (second, 3)):
        joint.do(
            lambda work, need=need, person=person: pieces.lay(
                turn(joint, work, person), need, [Piece("web", "photo", photo)]
            )
        )
    joint.do(lambda work: following.join(work, first, Follower(first.id, 9002, joint.now)))
    joint.do(lambda work: pieces.lay(turn(joint, work, 2), first, [Piece("web", "photo", photo)]))
    go = GOING[way]
    go(joint, first)
    assert path.is_file()
    go(joint, second)
    joint.do(lambda work: forget(turn(joint, work, 2), ""))
    joint.do(lambda work: forget(turn(joint, work, 1), ""))
    joint.do(lambda work: forget(turn(joint, work, 3), ""))
    assert not path.exists()


def test_forgetting_takes_the_copies_of_the_data_and_what_was_sent_without_a_need(
    joint: Joint, tmp_path: Path
) -> None:
    """A copy that was made to be taken away, and a photo that belongs to nothing, are gone from us, too."""
    photo = joint.services.keep(b"photo", "image/png")

    def live(work: Work) -> None:
        one = turn(joint, work, 1, media=Media(MediaKind.PHOTO, photo))
        work.unit.inbox.add(one.incoming)
        export(one, "")
        export(one, "json")

    joint.do(live)
    assert len([path for path in tmp_path.glob("*/*") if path.is_file()]) == 3
    joint.do(lambda work: forget(turn(joint, work, 1), ""))
    assert [path for path in tmp_path.glob("*/*") if path.is_file()] == []


def test_a_photo_is_still_there_when_its_end_was_not_stored(joint: Joint, tmp_path: Path) -> None:
    """The need has it still; what cannot be undone comes after the commit."""
    photo = joint.services.keep(b"photo", "image/png")
    path = tmp_path / photo[:2] / photo
    need = joint.file(1)
    joint.do(lambda work: pieces.lay(turn(joint, work, 1), need, [Piece("web", "photo", photo)]))

    def cut_off(work: Work) -> None:
        forget(turn(joint, work, 1), "")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        joint.do(cut_off)
    assert path.is_file()


def _prune(joint: Joint, need: Need) -> None:
    def end(work: Work) -> None:
        work.unit.needs.change(need, state=NeedState.CLOSED, closed_at=joint.now - timedelta(days=999))
        retention.prune(work, "needs", "")

    joint.do(end)


GOING: dict[str, Callable[[Joint, Need], Any]] = {
    "forget": lambda joint, need: joint.do(lambda work: forget(turn(joint, work, need.person_id - 9000), "")),
    "leave": lambda joint, need: joint.do(lambda work: neighbours.leave(turn(joint, work, 2), need.number)),
    "withdraw": lambda joint, need: joint.do(lambda work: withdraw(work, need)),
    "prune": _prune,
}
