"""`footnote run` where it can't run, and `footnote run --check`, which says so beforehand."""

import json
from pathlib import Path

import pytest

from tests.loopback_discord.conftest import Start
from tests.loopback_discord.process import Process, launch
from tests.loopback_discord.server import TOKEN, Discord

pytestmark = pytest.mark.asyncio(loop_scope="package")

WRONG_TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.Gwrong.a-token-of-nobody-at-all"
NOT_TAKEN = (
    "Discord doesn't take this DISCORD_TOKEN; copy it again, or make a new one, at"
    " https://discord.com/developers/applications, under Bot"
)


async def _ran(discord: Discord, data: Path, *arguments: str, token: str = TOKEN) -> Process:
    process = await launch(discord, data, *arguments, token=token)
    try:
        await process.ended()
    finally:
        await process.kill()
    assert token not in "\n".join([*process.out, *process.log])
    return process


async def test_a_wrong_token_is_said_in_one_line(discord: Discord, data: Path) -> None:
    ran = await _ran(discord, data, "run", token=WRONG_TOKEN)
    assert ran.code == 1
    assert ran.out == []
    assert [line for line in ran.log if " INFO " not in line] == [f"footnote: {NOT_TAKEN}"]


async def test_a_check_says_that_all_is_well_and_changes_nothing(discord: Discord, data: Path) -> None:
    ran = await _ran(discord, data, "run", "--check", "--json")
    findings = {finding["check"]: finding for finding in map(json.loads, ran.out)}
    assert ran.code == 0
    assert {"catalog", "token", "commands", "invitation"} <= set(findings)
    assert all(finding["ok"] for finding in findings.values())
    assert findings["token"]["detail"] == "good: it is Footnote's"
    assert {method for method, _ in discord.requests} == {"GET"}
    assert discord.gateway.identified == []


async def test_a_check_with_a_wrong_token_fails(discord: Discord, data: Path) -> None:
    ran = await _ran(discord, data, "run", "--check", token=WRONG_TOKEN)
    assert ran.code == 1
    assert ran.out[-1] == f"✗   token: {NOT_TAKEN}"
    assert ran.log == []


async def test_a_library_that_another_process_has_open_is_named(discord: Discord, data: Path, start: Start) -> None:
    await start()
    said = f"another process uses the data folder {data}; stop it first, or set DATA_DIR to another folder"
    checked = await _ran(discord, data, "run", "--check")
    assert (checked.code, checked.out) == (1, [f"✗   data folder: {said}"])
    ran = await _ran(discord, data, "run")
    assert (ran.code, ran.log) == (1, [f"footnote: {said}"])


async def test_a_discord_that_has_no_gateway_is_said_in_one_line(discord: Discord, data: Path) -> None:
    discord.faults.add("GET", "/gateway/bot", status=404)
    ran = await _ran(discord, data, "run")
    assert ran.code == 1
    [said] = [line for line in ran.log if " INFO " not in line]
    assert said.startswith("footnote: Discord can't be reached: The gateway to connect to discord was not found;")
