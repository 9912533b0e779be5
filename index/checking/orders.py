"""Sentences that give orders to whoever answers: they may be quoted, and carry nothing that is written. Pure.

They are told by their words, in English, German, French, Spanish, Italian, Portuguese, Dutch and Russian. An order in
other words is taken for a statement: the most it can come to is to be repeated with its number.
"""

import re
import unicodedata

from index.checking.plain import plain, straight

_OVERRIDE = (
    r"ignore|disregard|forget|override|bypass|supersedes?|ignoriere\w*|vergiss|vergessen sie|missachte\w*|ignorez|"
    r"oublie[zs]?|ignora|olvid[ae]|dimentica|esque[cç][ae]|negeer|vergeet|игнорируй\w*|забудь\w*"
)
_RULES = (
    r"instructions?|guidelines|prompts?|directives?|prior ones|everything above|your rules|all rules|\w*anweisungen|"
    r"richtlinien|consignes|istruzioni|instrucciones|instru[cç][oõ]es|instructies|инструкци\w*|указани\w*"
)
_YOUR = (
    r"(?:your|deine?[mnrs]?|ihre?[mnrs]? (?=antwort)|ta|tes|votre|vos|tus?|tuas?|tue|sua|je|jouw|твой|твои|тво[её]м|"
    r"ваш\w*)"
)
_REPLY = (
    r"repl(?:y|ies)|responses?|answers?|output|summary|message|system|initial|antwort\w*|systemanweis\w+|r[eé]ponses?|"
    r"respuestas?|risposta|resposta|antwoord|ответ\w*|prompt\w*|instructions? syst\w+|istruzioni|instrucciones|"
    r"instructions|guidelines|rules|directive|richtlinien|content policy"
)
_SPEAK = (
    r"reply|respond|say|answer|tell (?:me|us|everyone|the user)|show me|print|output|repeat|reveal|write|translate|"
    r"decode|convert|explain|describe|summari[sz]e|pretend|act as|imagine|append|cite|compose|draft|develop|provide|"
    r"generate|dump|enable|break down|replace (?:letters|vowels|every)|antworte\w*|schreibe?|sage|zeige?|verrate?|"
    r"réponds|répondez|écris|écrivez|révèle\w*|responde|escribe|revela|muestra|rispondi|scrivi|rivela|mostra|responda|"
    r"escreva|diga|antwoord|schrijf|ответь\w*|напиши\w*|скажи\w*|покажи\w*"
)
_POLITE = r"(?:please|now|then|also|always|just|only|stop|important|bitte|por favor|per favore|пожалуйста)"
_ROLE = (  # one that is written like a heading, "System: solar", is none
    r"(?:(?-i:SYSTEM|system|ASSISTANT|assistant|USER|user|OVERRIDE|override)|"
    r"(?:(?:important|new|urgent) )?(?:system|developer|instructions?|directive) (?:note|update|message|prompt|alert)|"
    r"new (?:instructions?|directive)|(?:note|notice|important)[^:]{0,20} (?:to|for) [^:]*"
    r"(?:assistants?|bots?|models?|agents?|ai\b[^:]*)|systemhinweis|note système|nota del? sistema|nota di sistema|"
    r"neue anweisung\w*)"
)
_ABOUT_MODELS = (
    r"(?:system prompt|systemprompt|developer mode|as an ai\b|ai (?:assistants?|agents?|systems?|models?)|"
    r"language model)\b[^.!?]*\b(?:you|your|must|should|ignore|first)"
)
_FROM_NOW = (
    r"(?:you are now|you are no longer|from now on,? (?:you|respond|answer|act)|du bist jetzt|ab sofort|"
    r"vous êtes désormais|tu es maintenant|ahora eres|ahora est[aá]s|ora sei|agora [eé]s|теперь ты)"
)
_ORDERS = (
    rf"\b(?:{_OVERRIDE})\b[^.!?]*\b(?:{_RULES})\b",
    rf"(?<!\w){_YOUR}\s(?:\w+\s){{0,2}}?(?:{_REPLY})\b",
    rf"^\W*(?:{_POLITE}\W+)*(?:{_SPEAK})\b(?!:)",
    rf"^\W*{_ROLE}\W{{0,3}}[:：]",
    r"^\W*(?:system|assistant|user)\s?:[^.!?]*\b(?:you|your|user)\b",
    r"[(\[‹<|/]\W*(?:system|assistant|inst|thinking|im_start)\b",
    rf"\b(?:{_ABOUT_MODELS}|{_FROM_NOW})\b",
    r"\bbefore (?:you )?(?:respond|reply|answer)\w*",
    r"\b(?:(?-i:UNANSWERED)|end of (?:document|user input|quotes?)|every future (?:reply|report|answer)\w*)\b",
    r"\b(?:do|follow|obey|execute)\b[^.!?]{0,20}\b(?:what it says|as a command|instruction inside)\b",
    r"\b(?:call|use|run) [a-z]+_[a-z]+\b|\bwhen you (?:read|process|summari[sz]e) this\b",
)
_ORDER = re.compile("|".join(f"(?:{order})" for order in _ORDERS), re.IGNORECASE)


def is_order(sentence: str) -> bool:
    """Whether a sentence tells whoever answers what to say, to forget or to be."""
    return _ORDER.search(straight(unicodedata.normalize("NFC", plain(sentence)))) is not None
