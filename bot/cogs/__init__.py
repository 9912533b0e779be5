"""Commands and messages: acknowledged, handed on, answered."""
