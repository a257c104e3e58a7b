"""The privacy notice has a new text: a young person who agreed to an earlier one is asked, once, whether they agree.

notice ─ yes → (end; the questions about themselves, where they came for those or had begun them)
       └ no  → (end: those are neither asked nor kept, everything else goes on)
"""

from bot import messages, services, storage
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import NotUnderstood
from bot.rules.people import Role

QUESTIONS = "getting_to_know"


async def ask_notice(context: Context, draft: Draft) -> messages.Message:
    places = context.person.municipalities(Role.YOUTH)
    names = await storage.municipalities.names_of(context.db, places)
    return messages.joining.ask_consent_again(context.speech, ", ".join(names.values()))


async def take_notice(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "no":
        await services.joining.decline(context.db, person_id=context.person.id, now=context.now)
        return Done(messages.joining.declined(context.speech))
    if answer.choice != "yes":
        raise NotUnderstood("choice")
    await services.joining.agree_again(
        context.db, person_id=context.person.id, language=context.speech.language, now=context.now
    )
    await context.reload_caller()
    if draft.get("for_questions") or any(row.name == QUESTIONS for row in context.unit.open):
        await services.profiles.begin(
            context.db,
            person_id=context.person.id,
            municipality_id=context.person.municipalities(Role.YOUTH)[0],
            language=context.speech.language,
            now=context.now,
            today=context.said_on,
        )
        await context.begin_anew(QUESTIONS)
    return Done(messages.joining.agreed_again(context.speech))


CONVERSATION = Conversation(
    name="agreeing",
    about=messages.joining.about_new_notice,
    steps={"notice": Step(ask_notice, take_notice, listens=False)},
)
