"""The log never tells the bot's token, whichever way it came in."""

import json
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from bot.toolbox import logs

TOKEN = "123456:AAH-secret_half"
SECRET = "AAH-secret_half"


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.mark.parametrize("log_format", ["plain", "json"])
def test_the_token_is_hidden_in_words_facts_extras_and_tracebacks(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(log_format, TOKEN)
    log = logging.getLogger("bot.test")
    log.warning("calling /bot%s/getMe", TOKEN, extra={"address": f"/file/bot{quote(TOKEN, safe='')}/a.jpg"})
    try:
        raise ValueError(TOKEN)
    except ValueError:
        log.exception("failed for %s", {"token": TOKEN})
    heard = capsys.readouterr().err
    assert heard.count("<token>") >= 3
    assert SECRET not in heard


def test_json_lines_carry_the_facts(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json", TOKEN)
    logging.getLogger("bot.outbox").info("sent %s", 7, extra={"chat_id": 42})
    line = json.loads(capsys.readouterr().err)
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "INFO", "logger": "bot.outbox", "message": "sent 7", "chat_id": 42}


def test_a_traceback_stays_within_its_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json", TOKEN)
    try:
        raise KeyError("gone")
    except KeyError:
        logging.getLogger("bot").exception("ours to mend")
    (line,) = capsys.readouterr().err.splitlines()
    assert "KeyError: 'gone'" in json.loads(line)["traceback"]


def test_libraries_that_name_the_address_of_each_call_are_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("plain", TOKEN)
    for name in ("httpx", "httpcore.connection", "aiohttp.access"):
        logging.getLogger(name).info("POST /bot/sendMessage")
    logging.getLogger("bot").info("started")
    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == ["started"]


def test_without_a_token_nothing_is_mangled(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("plain", "")
    logging.getLogger("bot").info("hello")
    assert capsys.readouterr().err.endswith("INFO bot: hello\n")
