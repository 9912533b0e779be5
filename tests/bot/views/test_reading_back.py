"""Messages that were sent are read back as they were made."""

from bot.layout import layout
from bot.render.message import Button, Buttons, Line, Message, Rule, Text
from bot.views.reading_back import read_back
from tests.bot.simulation import Simulation

MESSAGE = Message(
    (
        Text("**2 added**"),
        Line("Added **One**", Button(label="Undo", id="fn:u:added:1:one")),
        Rule(),
        Buttons(
            [
                Button(emoji="◀️", id="fn:k", is_disabled=True),
                Button(label="Remove it", id="fn:x:one", style="danger"),
                Button(label="Web", url="https://example.org/a"),
            ]
        ),
    )
)


async def test_a_message_is_read_back_as_it_was_made(simulation: Simulation) -> None:
    channel = simulation.bot.get_partial_messageable(simulation.channel.id)
    sent = await channel.send(view=layout(MESSAGE))
    assert read_back(sent) == MESSAGE
