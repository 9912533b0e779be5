"""What Discord refuses to take more of. It counts characters as Python does: Unicode code points.

https://github.com/discord/discord-api-docs/issues/1315 says how it counts; the limits are from
https://discord.com/developers/docs/components/reference
https://discord.com/developers/docs/interactions/application-commands
"""

MESSAGE_TEXT = 4000  # all text displays of a message
MESSAGE_COMPONENTS = 40  # nested ones and accessories included
BUTTONS_IN_ROW = 5
SELECT_OPTIONS = 25
BUTTON_LABEL = 80
CUSTOM_ID = 100
LINK = 512  # a link button's address
MODAL_TITLE = 45
TEXT_INPUT = 4000
CHOICES = 25  # of an autocompletion
CHOICE_NAME = 100
CHOICE_VALUE = 100
COMMAND_DESCRIPTION = 100
