"""A small Discord on 127.0.0.1 that the bot, as the process it is, talks to over the wire and in real time.

The simulation in ``tests.bot`` runs inside the test and knows neither. Here are HTTP and the gateway's websocket, the
three seconds in which Discord wants to hear something, lost answers, rate limits, broken connections and restarts.
"""
