"""What was said in chats, answered in surveys, and looked at by staff."""

from __future__ import annotations

import json
import sqlite3

from benchmarks.grown.filling import count
from benchmarks.grown.plan import EPOCH, NOW_MS, Plan

_SQL_SAID = """'{"update_id":"' || %s || '","address":{"channel":"telegram","chat":"' || %s ||
 '"},"at":"2026-01-01T01:02:03.456000Z","text":"楼道的灯坏了好几天，晚上上楼看不见路，老人怕摔，能不能来个人看看",
"tap":null,"source":null,"start":null,"media":null,"location":null,"phone":null,"name":"R",
"language":"zh","blocked":null}'"""
_SAYS = json.dumps(
    {
        "text": "记下了，编号 1024。已请 桂花楼道维修服务队 看看，最晚 11 月 20 日 18:00 前答复您。",
        "keyboard": [[{"label": "我的诉求", "data": "menu:mine", "url": ""}]],
        "replaces": None,
        "picture": None,
        "document": None,
        "ask_location": "",
        "ask_phone": "",
        "quiet": False,
    },
    ensure_ascii=False,
)


def messages(connection: sqlite3.Connection, plan: Plan) -> None:
    """Nine in twenty came in, eleven went out; whose they are goes round."""
    came, went = plan.messages * 9 // 20, plan.messages * 11 // 20
    chat = f"((i * 7919) % {plan.residents} + 1)"
    start, step = NOW_MS - plan.span, plan.span / max(plan.messages, 1)
    connection.execute(
        count(came)
        + f"""INSERT INTO inbox (channel, update_id, chat, at, state, payload, error)
        SELECT 'telegram', CAST(100000000 + i AS TEXT), 'telegram:' || {chat},
         CAST({start} + i * {step * 20 / 9} AS INTEGER), 'done',
         CAST({_SQL_SAID % ("(100000000 + i)", chat)} AS BLOB), '' FROM n"""
    )
    at = f"CAST({start} + i * {step * 20 / 11} AS INTEGER)"
    connection.execute(
        count(went)
        + f"""INSERT INTO outbox (id, chat, at, not_before, state, attempts, payload, ref, error, sent_at)
        SELECT (({at} - {EPOCH}) << 22) | (i & 4095), 'telegram:' || {chat}, {at}, {at}, 'sent', 1,
         CAST(? AS BLOB), CAST(i AS TEXT), '', {at} + 400 FROM n""",
        (_SAYS,),
    )


def records(connection: sqlite3.Connection, plan: Plan) -> None:
    """Survey answers, and records of looks."""
    start, state = NOW_MS - plan.span, bytes(range(256)) * 4
    connection.execute(
        count(plan.messages // 100)
        + f"""INSERT INTO response (id, form_id, person_id, purpose, subject, state, started_at, changed_at,
         submitted_at, session, xml)
        SELECT i + 1, -1, i % {plan.residents} + 1, 'need', 0, 'submitted', {start}, {start}, {start}, ?, ?
        FROM n""",
        (state, state[:600]),
    )
    connection.execute(
        count(plan.messages // 20)
        + f"""INSERT INTO audit (id, at, actor, action, subject, detail)
        SELECT i + 1, {start} + i, 'staff:1', 'looked', 'need:' || i, '{{"fields": ["phone"]}}' FROM n"""
    )
