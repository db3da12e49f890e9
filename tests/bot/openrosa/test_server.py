"""Speaking with an OpenRosa server as the protocol wants it."""

from __future__ import annotations

import socket

import pytest

from bot.openrosa.answers import ListedForm, Refused, Unreachable, message
from bot.openrosa.multipart import File, batches, multipart
from bot.openrosa.server import Server
from tests.bot.openrosa.central import PASSWORD, USER, Central

XML = b"<data id='lift'><lift>yes</lift></data>"
PHOTO = File("lift.jpg", b"\xff\xd8" * 20, "image/jpeg")


def server(central: Central) -> Server:
    return Server(central.url, USER, PASSWORD, timeout=60)


def test_head_comes_first_and_every_request_names_the_protocol(central: Central) -> None:
    server(central).submit(XML, (PHOTO,))
    assert [method for method, _ in central.requests] == ["HEAD", "POST"]
    assert {one["x-openrosa-version"] for one in central.headers} == {"1.0"}
    assert all(one["date"].endswith("GMT") for one in central.headers)
    assert central.taken == [
        {"xml_submission_file": ("text/xml; charset=utf-8", XML), "lift.jpg": ("image/jpeg", PHOTO.content)}
    ]


@pytest.mark.parametrize("auth", ["basic", "digest"])
def test_the_server_is_told_who_we_are_only_when_it_asks(central: Central, auth: str) -> None:
    central.auth = auth
    speaking = server(central)
    speaking.submit(XML)
    speaking.submit(XML)
    assert len(central.taken) == 2
    assert "authorization" not in central.headers[0]
    assert [method for method, _ in central.requests] == ["HEAD", "HEAD", "POST", "HEAD", "POST"]


@pytest.mark.parametrize("auth", ["basic", "digest"])
def test_a_wrong_password_may_be_put_right_later(central: Central, auth: str) -> None:
    central.auth = auth
    with pytest.raises(Unreachable, match="401"):
        Server(central.url, USER, "wrong", timeout=60).submit(XML)
    with pytest.raises(Unreachable, match="401"):
        Server(central.url, timeout=60).submit(XML)


@pytest.mark.parametrize("status", [200, 201, 202])
def test_what_the_server_takes_is_settled(central: Central, status: int) -> None:
    central.statuses = [status]
    server(central).submit(XML)
    assert len(central.taken) == 1


@pytest.mark.parametrize("status", [400, 409, 413, 415, 422])
def test_what_the_server_will_never_take_is_refused_in_its_words(central: Central, status: int) -> None:
    central.statuses = [status]
    with pytest.raises(Refused, match=f"{status}: as told"):
        server(central).submit(XML)


@pytest.mark.parametrize("status", [302, 403, 404, 408, 429, 500, 502, 503])
def test_anything_else_may_be_taken_later(central: Central, status: int) -> None:
    central.statuses = [status]
    with pytest.raises(Unreachable, match=str(status)):
        server(central).submit(XML)


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable):
            Server(f"http://127.0.0.1:{nobody.getsockname()[1]}", timeout=2).submit(XML)


def test_a_head_that_fails_is_not_followed_by_a_submission(central: Central) -> None:
    central.head = 503
    with pytest.raises(Unreachable, match="503"):
        server(central).submit(XML)
    assert [method for method, _ in central.requests] == ["HEAD"]


def test_the_submission_goes_where_the_server_says_if_that_is_on_the_same_host(central: Central) -> None:
    central.location = "/elsewhere"
    server(central).submit(XML)
    assert central.requests[-1] == ("POST", "/elsewhere")
    central.location = "https://example.org/submission"
    with pytest.raises(Unreachable, match="elsewhere"):
        server(central).submit(XML)


def test_a_big_submission_comes_in_several_requests_each_with_the_xml(central: Central) -> None:
    central.limit = "3000"
    files = tuple(File(f"{place}.jpg", bytes(900), "image/jpeg") for place in range(3))
    server(central).submit(XML, files)
    assert [sorted(one) for one in central.taken] == [
        ["0.jpg", "xml_submission_file"],
        ["1.jpg", "xml_submission_file"],
        ["2.jpg", "xml_submission_file"],
    ]


def test_lots_hold_at_least_one_file_and_the_last_may_be_empty() -> None:
    assert list(batches(XML, (), 10)) == [()]
    assert list(batches(XML, (PHOTO,), 10)) == [(PHOTO,)]
    assert list(batches(XML, (PHOTO, PHOTO), 10_000)) == [(PHOTO, PHOTO)]


def test_a_files_name_cannot_break_out_of_its_header() -> None:
    _, body = multipart(XML, (File('a"\r\nX-Evil: 1.jpg', b""),))
    assert b"\r\nX-Evil" not in body


def test_an_address_that_is_no_web_address_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with https"):
        Server("file:///etc/passwd")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<r><message> a\n b </message></r>", "a b"),
        (b"plain", "plain"),
        (b"<r/>", "<r/>"),
        (b"", ""),
    ],
)
def test_the_servers_words(body: bytes, expected: str) -> None:
    assert message(body) == expected


LIST = b"""<xforms xmlns="http://openrosa.org/xforms/xformsList">
<xform><formID>lift</formID><name>Lifts</name><version>2</version><hash>md5:1</hash>
<downloadUrl>/forms/lift.xml</downloadUrl><manifestUrl>/forms/lift/manifest</manifestUrl></xform>
<xform><formID>broken</formID></xform>
<xform><formID>plain</formID><downloadUrl>/forms/plain.xml</downloadUrl></xform>
</xforms>"""
MANIFEST = b"""<manifest xmlns="http://openrosa.org/xforms/xformsManifest">
<mediaFile><filename>villages.csv</filename><hash>md5:2</hash><downloadUrl>/v.csv</downloadUrl></mediaFile>
<mediaFile><filename>nothing.csv</filename></mediaFile></manifest>"""


def test_forms_are_listed_and_fetched_with_their_files(central: Central) -> None:
    central.auth = "digest"
    central.pages = {
        "/project/formList": LIST,
        "/forms/lift.xml": b"<form/>",
        "/forms/lift/manifest": MANIFEST,
        "/v.csv": b"name\n",
    }
    speaking = server(central)
    lift, plain = speaking.forms()
    assert lift == ListedForm("lift", "Lifts", "2", "/forms/lift.xml", "/forms/lift/manifest")
    assert speaking.form(lift) == b"<form/>"
    assert speaking.media(lift) == {"villages.csv": b"name\n"}
    assert speaking.media(plain) == {}
    with pytest.raises(Unreachable, match="404"):
        speaking.form(plain)


@pytest.mark.parametrize(
    ("page", "words"),
    [(b"<xforms", "no XML"), (b"<!DOCTYPE a><a/>", "DTD")],
)
def test_an_answer_that_is_no_list_is_told(central: Central, page: bytes, words: str) -> None:
    central.pages = {"/project/formList": page}
    with pytest.raises(Unreachable, match=words):
        server(central).forms()


def test_a_form_that_lies_at_no_web_address_is_not_fetched(central: Central) -> None:
    with pytest.raises(Unreachable, match="leads to"):
        server(central).form(ListedForm("x", "x", "", "file:///etc/passwd"))
