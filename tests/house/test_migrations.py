"""A database that was brought up by the migrations is the one that the models describe."""

from datetime import date

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, inspect, select

from bot.rules.policies import Policy
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


def test_numbers_that_municipalities_had_set_become_values_of_rules() -> None:
    config = _config()
    engine = create_engine("sqlite://")
    before = {"target_minutes": 900, "warn10_percent": 60, "ending_days": 7, "silence_mentor_days": 5}
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        rules = ScriptDirectory.from_config(config).get_revision("0009")
        assert rules is not None
        command.upgrade(config, str(rules.down_revision))
        policies = Base.metadata.tables["municipal_policy"]
        connection.execute(insert(Base.metadata.tables["municipality"]).values(id=1, name="Smiltene"))
        connection.execute(insert(policies).values(municipality_id=1, valid_from=date(2026, 11, 1), differences=before))
        command.upgrade(config, "0009")
        [differences] = connection.scalars(select(policies.c.differences))
        policy = Policy.from_values(differences)
        assert policy.target_minutes == 900
        assert policy.notices.values() == {
            "warn10": {"below_percent": 60}, "ending": {"days": -7}, "silence": {"days": 5},
        }  # fmt: skip
        command.downgrade(config, str(rules.down_revision))
        assert connection.scalars(select(policies.c.differences)).one() == before
    engine.dispose()
