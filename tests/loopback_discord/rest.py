"""Discord's HTTP API, as much of it as the bot uses; whatever else is asked for ends in 404 and in the complaints."""

from typing import TYPE_CHECKING

from aiohttp import web

from tests.loopback_discord.faults import Refused, answer
from tests.loopback_discord.interactions import THINK, TOKEN_SECONDS, Interaction
from tests.loopback_discord.validation import BODY
from tests.loopback_discord.world import DIRECT, Channel, Message, Payload, snowflake

if TYPE_CHECKING:
    from tests.loopback_discord.server import Discord


class Rest:
    """The routes, over what there is in a Discord."""

    def __init__(self, discord: "Discord") -> None:
        self._discord = discord

    def routes(self) -> list[web.RouteDef]:
        application = f"/applications/{self._discord.bot.id}/commands"
        hook = f"/webhooks/{self._discord.bot.id}/{{token}}"
        message = "/channels/{channel}/messages/{message}"
        routes = [
            web.get("/users/@me", self.me),
            web.post("/users/@me/channels", self.open_direct_messages),
            web.get("/oauth2/applications/@me", self.application),
            web.get("/gateway/bot", self.gateway),
            web.get(application, self.commands),
            web.put(application, self.set_commands),
            web.post("/interactions/{interaction}/{token}/callback", self.call_back),
            web.get(f"{hook}/messages/{{message}}", self.original),
            web.patch(f"{hook}/messages/{{message}}", self.edit_original),
            web.delete(f"{hook}/messages/{{message}}", self.delete_original),
            web.post(hook, self.follow_up),
            web.get("/channels/{channel}", self.channel),
            web.post("/channels/{channel}/typing", self.type),
            web.get("/channels/{channel}/messages", self.history),
            web.post("/channels/{channel}/messages", self.send),
            web.get(message, self.message),
            web.patch(message, self.edit),
            web.delete(message, self.delete),
        ]
        return [web.RouteDef(one.method, f"/api/v10{one.path}", one.handler, one.kwargs) for one in routes]

    # Who the bot is

    async def me(self, request: web.Request) -> web.Response:
        return answer(self._discord.bot.payload())

    async def application(self, request: web.Request) -> web.Response:
        bot = self._discord.bot
        switches = {"bot_public": True, "bot_require_code_grant": False}
        texts = {"description": "", "verify_key": "", "icon": None}
        return answer({"id": str(bot.id), "name": bot.name, "flags": 0, "owner": bot.payload(), **switches, **texts})

    async def gateway(self, request: web.Request) -> web.Response:
        limits = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return answer({"url": self._discord.gateway.address, "shards": 1, "session_start_limit": limits})

    async def commands(self, request: web.Request) -> web.Response:
        return answer(self._discord.commands)

    async def set_commands(self, request: web.Request) -> web.Response:
        self._discord.times_told_commands += 1
        fixed = {"application_id": str(self._discord.bot.id), "description": "", "version": str(snowflake())}
        said = request[BODY]
        known = {(one["name"], one["type"]): one["id"] for one in self._discord.commands}
        ids = [known.get((one["name"], one["type"])) or str(snowflake()) for one in said]
        self._discord.commands = [{"id": id, **fixed, **one} for id, one in zip(ids, said, strict=True)]
        return answer(self._discord.commands)

    # Interactions

    async def call_back(self, request: web.Request) -> web.Response:
        interaction = self._discord.interactions.get(request.match_info["token"])
        if interaction is None or str(interaction.id) != request.match_info["interaction"]:
            raise Refused(404, 10062, "Unknown interaction")
        is_new = interaction.take(request[BODY], self._discord.bot)
        self._tell(interaction.original, is_new=is_new)
        if request.query.get("with_response") not in ("1", "true"):
            return web.Response(status=204)
        return answer(self._taken(interaction))

    def _taken(self, interaction: Interaction) -> Payload:
        message = interaction.original
        about: Payload = {"id": str(interaction.id), "type": interaction.kind}
        resource: Payload = {"type": interaction.callback}
        if message is not None:
            about |= {"response_message_id": str(message.id), "response_message_loading": message.is_thinking}
            about["response_message_ephemeral"] = message.is_private
            resource["message"] = message.payload(self._discord.people)
        return {"interaction": about, "resource": resource}

    def _hooked(self, request: web.Request) -> Interaction:
        """Return the interaction that a token belongs to. Raises Refused."""
        interaction = self._discord.interactions.get(request.match_info["token"])
        if interaction is None or interaction.callback is None:
            raise Refused(404, 10015, "Unknown Webhook")
        if interaction.age_seconds > TOKEN_SECONDS:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return interaction

    def _answer_of(self, request: web.Request) -> Message:
        interaction = self._hooked(request)
        id = request.match_info["message"]
        answers = [interaction.original, *interaction.followups]
        found = answers[0] if id == "@original" else next((one for one in answers if one and str(one.id) == id), None)
        if found is None:
            raise Refused(404, 10008, "Unknown Message")
        return found

    async def original(self, request: web.Request) -> web.Response:
        return answer(self._answer_of(request).payload(self._discord.people))

    async def edit_original(self, request: web.Request) -> web.Response:
        message = self._answer_of(request)
        message.change(request[BODY])
        self._tell(message, is_new=False)
        return answer(message.payload(self._discord.people))

    async def delete_original(self, request: web.Request) -> web.Response:
        message = self._answer_of(request)
        if message in message.channel.messages:
            message.channel.messages.remove(message)
        return web.Response(status=204)

    async def follow_up(self, request: web.Request) -> web.Response:
        interaction = self._hooked(request)
        if interaction.callback == THINK and int(request[BODY].get("flags") or 0) & 1 << 15:
            raise Refused(400, 50035, "Invalid Form Body: components take an edit of @original here")
        message, is_new = interaction.follow_up(request[BODY], self._discord.bot)
        self._tell(message, is_new=is_new)
        return answer(message.payload(self._discord.people))

    def _tell(self, message: Message | None, *, is_new: bool) -> None:
        if message is not None and not message.is_private:
            self._discord.tell_of(message, "MESSAGE_CREATE" if is_new else "MESSAGE_UPDATE")

    # Messages

    def _channel(self, request: web.Request, *needed: str) -> Channel:
        channel = self._discord.channels.get(int(request.match_info["channel"]))
        if channel is None:
            raise Refused(404, 10003, "Unknown Channel")
        if "view" in channel.lacks:
            raise Refused(403, 50001, "Missing Access")
        if channel.lacks & set(needed):
            raise Refused(403, 50013, "Missing Permissions")
        if "send" in needed and channel.recipient is not None and not channel.recipient.takes_direct_messages:
            raise Refused(403, 50007, "Cannot send messages to this user")
        return channel

    def _message(self, request: web.Request) -> Message:
        channel = self._channel(request)
        found = [one for one in channel.messages if str(one.id) == request.match_info["message"]]
        if not found:
            raise Refused(404, 10008, "Unknown Message")
        return found[0]

    async def channel(self, request: web.Request) -> web.Response:
        return answer(self._channel(request).payload())

    async def open_direct_messages(self, request: web.Request) -> web.Response:
        person = self._discord.people[int(request[BODY]["recipient_id"])]
        return answer(self._discord.direct_messages(person).payload() | {"type": DIRECT})

    async def type(self, request: web.Request) -> web.Response:
        self._channel(request, "send")
        return web.Response(status=204)

    async def history(self, request: web.Request) -> web.Response:
        channel = self._channel(request, "history")
        before, limit = int(request.query.get("before", 1 << 63)), int(request.query.get("limit", 50))
        found = [one for one in reversed(channel.messages) if one.id < before][:limit]
        return answer([one.as_event(self._discord.people, self._discord.bot) for one in found])

    async def send(self, request: web.Request) -> web.Response:
        channel = self._channel(request, "send")
        body = request[BODY]
        nonce = str(body["nonce"]) if body.get("nonce") is not None and body.get("enforce_nonce") else None
        message = next((one for one in channel.messages if nonce and one.nonce == nonce), None)
        if message is None:
            message = Message(channel=channel, author=self._discord.bot, nonce=nonce, **_reply(channel, body))
            message.change(body)
            message.versions = 0
            channel.messages.append(message)
            self._tell(message, is_new=True)
        return answer(message.payload(self._discord.people))

    async def message(self, request: web.Request) -> web.Response:
        return answer(self._message(request).as_event(self._discord.people, self._discord.bot))

    async def edit(self, request: web.Request) -> web.Response:
        message = self._message(request)
        if message.author is not self._discord.bot:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        message.change(request[BODY])
        self._tell(message, is_new=False)
        return answer(message.payload(self._discord.people))

    async def delete(self, request: web.Request) -> web.Response:
        message = self._message(request)
        message.channel.messages.remove(message)
        self._discord.tell_of(message, "MESSAGE_DELETE")
        return web.Response(status=204)


def _reply(channel: Channel, body: Payload) -> Payload:
    """Return what makes a message a reply. Raises Refused."""
    reference = body.get("message_reference")
    if reference is None:
        return {}
    if "history" in channel.lacks:
        raise Refused(400, 160002, "Cannot reply without permission to read message history")
    found = [one for one in channel.messages if str(one.id) == str(reference["message_id"])]
    if not found and reference.get("fail_if_not_exists", True):
        raise Refused(400, 50035, "Invalid Form Body: Unknown message")
    pings = bool((body.get("allowed_mentions") or {}).get("replied_user", True))
    return {"replies_to": found[0] if found else None, "pings": pings}
