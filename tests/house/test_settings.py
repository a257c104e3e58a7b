"""A wrong or missing setting stops the start with one sentence: which, why and what to do."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import settings

TOKEN = "123456:made-up-for-the-tests"
KEY = "m" * 43 + "="
ENOUGH = {"BLAKUS_BOT_TOKEN": TOKEN, "BLAKUS_ENCRYPTION_KEYS": KEY}


def test_a_token_and_a_key_are_enough_to_start() -> None:
    found = settings.read(ENOUGH)
    assert found == settings.Settings(bot_token=TOKEN, encryption_keys=(KEY,))
    assert found.bot_api_url == "https://api.telegram.org"
    assert found.database_url == "sqlite+aiosqlite:///var/blakus.db"
    assert (found.webhook_url, found.webhook_secret, found.operator_chat) == (None, None, None)
    assert (found.webhook_listen, found.health_listen) == (("127.0.0.1", 8080), ("127.0.0.1", 8081))
    assert (found.time_zone, found.log_format, found.inbox_days) == (ZoneInfo("Europe/Riga"), "plain", 30)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('BLAKUS_TIME_ZONE=Europe/Kyiv\nBLAKUS_LOG_FORMAT="json"\nOTHER=1\n', encoding="utf-8")
    found = settings.read({**ENOUGH, "BLAKUS_TIME_ZONE": "UTC"}, file)
    assert (found.time_zone, found.log_format) == (ZoneInfo("UTC"), "json")


def test_a_missing_file_is_no_problem(tmp_path: Path) -> None:
    assert settings.read(ENOUGH, tmp_path / ".env").bot_token == TOKEN


def test_several_keys_keep_their_order() -> None:
    other = "n" * 42 + "c="
    assert settings.read({**ENOUGH, "BLAKUS_ENCRYPTION_KEYS": f"{other}, {KEY}"}).encryption_keys == (
        other,
        KEY,
    )


def test_secrets_do_not_show() -> None:
    secret = "a-secret-of-the-webhook"
    shown = repr(
        settings.read(
            {
                **ENOUGH,
                "BLAKUS_DATABASE_URL": "postgresql://blakus:password@db/blakus",
                "BLAKUS_WEBHOOK_URL": "https://bot.example.lv/telegram",
                "BLAKUS_WEBHOOK_SECRET": secret,
            }
        )
    )
    assert "bot.example.lv" in shown
    assert not [hidden for hidden in (TOKEN, KEY, secret, "password") if hidden in shown]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:////var/lib/blakus/blakus.db", "sqlite+aiosqlite:////var/lib/blakus/blakus.db"),
        ("postgres://blakus@db/blakus", "postgresql+asyncpg://blakus@db/blakus"),
        ("postgresql://blakus@db/blakus", "postgresql+asyncpg://blakus@db/blakus"),
        ("postgresql+asyncpg://blakus@db/blakus", "postgresql+asyncpg://blakus@db/blakus"),
    ],
)
def test_a_database_is_named_without_its_driver(written: str, meant: str) -> None:
    assert settings.read({**ENOUGH, "BLAKUS_DATABASE_URL": written}).database_url == meant


def test_health_can_be_turned_off_and_other_empty_settings_are_unset() -> None:
    found = settings.read({**ENOUGH, "BLAKUS_HEALTH_LISTEN": "", "BLAKUS_TIME_ZONE": " ", "BLAKUS_OPERATOR_CHAT": ""})
    assert (found.health_listen, found.operator_chat) == (None, None)
    assert found.time_zone == ZoneInfo("Europe/Riga")


def test_an_address_may_be_of_the_new_kind() -> None:
    assert settings.read({**ENOUGH, "BLAKUS_WEBHOOK_LISTEN": "[::1]:80"}).webhook_listen == ("::1", 80)


def test_a_command_that_never_talks_to_telegram_needs_no_token() -> None:
    assert settings.read({"BLAKUS_ENCRYPTION_KEYS": KEY}, needs=("encryption_keys",)).bot_token == ""


@pytest.mark.parametrize("missing", ENOUGH)
def test_what_is_missing_is_named_with_its_cure(missing: str) -> None:
    with pytest.raises(
        settings.SettingsProblem, match=f"^{missing} is not set: .+ write it to the environment or .env.$"
    ):
        settings.read({name: text for name, text in ENOUGH.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "text", "cure"),
    [
        ("BOT_TOKEN", "not a token", "copy it from @BotFather"),
        ("BOT_API_URL", "api.telegram.org", "write one like https://"),
        ("DATABASE_URL", "mysql://blakus@db/blakus", "write sqlite:///"),
        ("ENCRYPTION_KEYS", f"{KEY},short", "at place 2"),
        ("WEBHOOK_URL", "http://bot.example.lv", "only calls https"),
        ("WEBHOOK_LISTEN", "8080", "like 127.0.0.1:8080"),
        ("WEBHOOK_LISTEN", "127.0.0.1:99999", "like 127.0.0.1:8080"),
        ("WEBHOOK_SECRET", "short", "16 to 256"),
        ("OPERATOR_CHAT", "@operator", "the number of a Telegram chat"),
        ("TIME_ZONE", "Riga", "Europe/Riga"),
        ("TIME_ZONE", "Europe", "Europe/Riga"),
        ("TIME_ZONE", "../etc/passwd", "Europe/Riga"),
        ("LOG_FORMAT", "xml", "plain or json"),
        ("HEALTH_LISTEN", "no", "like 127.0.0.1:8080"),
        ("INBOX_DAYS", "0", "from 1 to 3650"),
        ("INBOX_DAYS", "a month", "from 1 to 3650"),
    ],
)
def test_a_wrong_setting_is_named_with_its_cure(name: str, text: str, cure: str) -> None:
    with pytest.raises(settings.SettingsProblem) as refused:
        settings.read({**ENOUGH, f"BLAKUS_{name}": text})
    sentence = str(refused.value)
    assert sentence.startswith(f"BLAKUS_{name} ") and sentence.endswith(".") and "\n" not in sentence
    assert cure in sentence


def test_a_wrong_secret_is_not_repeated() -> None:
    with pytest.raises(settings.SettingsProblem) as refused:
        settings.read({**ENOUGH, "BLAKUS_BOT_TOKEN": "nearly-a-secret"})
    assert "nearly-a-secret" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_webhook_needs_its_secret() -> None:
    with pytest.raises(settings.SettingsProblem, match="^BLAKUS_WEBHOOK_SECRET is not set"):
        settings.read({**ENOUGH, "BLAKUS_WEBHOOK_URL": "https://bot.example.lv"})


def test_a_mistyped_name_is_told_apart_from_a_default() -> None:
    with pytest.raises(
        settings.SettingsProblem,
        match="^BLAKUS_DATABSE_URL is no setting of Blakus: write BLAKUS_DATABASE_URL.$",
    ):
        settings.read({**ENOUGH, "BLAKUS_DATABSE_URL": "sqlite:///x.db"})


def test_a_file_nobody_can_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"BLAKUS_LOG_FORMAT=\xff\xfe")
    with pytest.raises(settings.SettingsProblem, match="cannot be read"):
        settings.read(ENOUGH, file)
