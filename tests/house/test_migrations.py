"""A database that was brought up by the migrations is the one that the models describe."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from bot.storage.models import Base
from tests.house import tree


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(tree.BOT / "storage" / "migrations"))
    return config


def test_the_migrations_have_one_end() -> None:
    assert len(ScriptDirectory.from_config(_config()).get_heads()) == 1


def test_the_migrations_make_the_tables_of_the_models() -> None:
    config = _config()
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        made = set(inspect(connection).get_table_names())
        assert made >= set(Base.metadata.tables) != set()
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
