"""(b) The same turn as one would write it first: FastAPI, pydantic, SQLAlchemy's ORM, one commit a turn.

It does what ours does: refuse a repeated update, load the chat and the response, take the answer in with
the same survey engine, write inbox, chat, response and outbox.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field
from sqlalchemy import JSON, BigInteger, LargeBinary, Text, event
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.servers.form import form
from surveys import interview, said
from surveys.session import Opening, dump, restore

FORM = form()


class Base(DeclarativeBase):
    pass


class Inbox(Base):
    __tablename__ = "inbox"
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    chat: Mapped[int] = mapped_column(BigInteger, index=True)
    at: Mapped[datetime]
    payload: Mapped[Any] = mapped_column(JSON)


class Chat(Base):
    __tablename__ = "chat"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seen_at: Mapped[datetime]
    response_id: Mapped[int]


class Response(Base):
    __tablename__ = "response"
    id: Mapped[int] = mapped_column(primary_key=True)
    session: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]


class Outbox(Base):
    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int] = mapped_column(BigInteger, index=True)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, index=True)


class From(BaseModel):
    id: int
    first_name: str = ""
    language_code: str = ""


class TelegramChat(BaseModel):
    id: int
    type: str


class Message(BaseModel):
    message_id: int
    date: int
    chat: TelegramChat
    from_: From = Field(alias="from")
    text: str = ""


class Update(BaseModel):
    update_id: int
    message: Message


engine = create_async_engine(f"sqlite+aiosqlite:///{Path(sys.argv[2]) / 'plain.db'}")
Session = async_sessionmaker(engine, expire_on_commit=False)


@event.listens_for(engine.sync_engine, "connect")
def durable(connection: Any, record: Any) -> None:
    del record
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield
    await engine.dispose()


app = FastAPI(lifespan=lifespan)


def _said(text: str) -> said.Said:
    return said.Back() if text == "/back" else said.Text(text)


@app.post("/telegram")
async def webhook(update: Update) -> dict[str, bool]:
    now = datetime.now(UTC)
    number = update.message.chat.id
    async with Session() as session:
        if await session.get(Inbox, update.update_id):
            return {"ok": True}
        chat = await session.get(Chat, number)
        if chat is None:
            step = interview.start(FORM, Opening(now, seed=str(number)))
            response = Response(session=dump(step.session), changed_at=now)
            session.add(response)
            await session.flush()
            chat = Chat(id=number, seen_at=now, response_id=response.id)
            session.add(chat)
        else:
            found = await session.get(Response, chat.response_id)
            assert found is not None
            response = found
        step = interview.hear(FORM, restore(FORM, response.session), _said(update.message.text), now)
        if step.prompt is None or step.session.complete:
            step = interview.start(FORM, Opening(now, seed=str(number)))
        response.session, response.changed_at, chat.seen_at = dump(step.session), now, now
        session.add(Inbox(update_id=update.update_id, chat=number, at=now, payload=update.model_dump()))
        session.add(Outbox(chat=number, text=step.prompt.text if step.prompt else "", state="waiting"))
        await session.commit()
    return {"ok": True}


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
