"""Values to messages: pure, without Discord's objects."""
