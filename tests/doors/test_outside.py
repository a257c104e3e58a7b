"""Groups, edits, and the commands that mean a button."""

from tests.conftest import House, Someone


async def test_a_group_hears_once_that_this_is_private(house: House, anna: Someone) -> None:
    group = house.server.group(-100500, "Mentori")
    group.adds_the_bot(anna.chat)
    await house.settled()
    for words in ("/hours", "/people", "@blakus_bot hello"):
        group.says(anna.chat, words)
        await house.settled()
    said = [message.text for message in group.from_bot]
    assert len(said) == 1
    assert "Everyone sees everything in a group" in said[0]


async def test_an_edited_message_changes_nothing_and_says_so(house: House, anna: Someone) -> None:
    await anna.says("/help")
    own = next(message for message in reversed(anna.chat.messages) if not message.from_bot)
    await anna.does(lambda: anna.chat.edits(own.message_id, "/invite"))
    anna.sees("Please write it again")


async def test_commands_go_back_and_stop_like_the_buttons(anna: Someone) -> None:
    await anna.says("/invite")
    await anna.taps("Mentor")
    anna.sees("What is the name?")
    await anna.says("/back")
    anna.sees("Whom shall we invite?")
    await anna.says("/skip")
    anna.sees("Please choose one of the buttons")
    await anna.says("/stop")
    anna.sees("Stopped")
    await anna.says("/stop")
    anna.sees("This is what I can do")
