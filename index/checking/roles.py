"""Who did what to whom: whether a claim has turned round what its evidence says, also from active to passive."""

from index.checking.agreement import agree, may_be_verb
from index.checking.english import BE, DETERMINERS, PREPOSITIONS
from index.checking.reading import Reading, Token, is_passive
from index.checking.relations import Matched


def turned_round(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word whose two sides have changed places: who did what to whom."""
    order = sorted(matched)
    for middle in order:
        token = claim.tokens[middle]
        if token.kind != "word" or not may_be_verb(claim, middle):
            continue
        if _is_agent_for_object(claim, sentence, matched, middle):
            return token
        befores = [at for at in order if at < middle and claim.tokens[at].kind != "date"][-4:]
        afters = [at for at in order if at > middle and claim.tokens[at].kind != "date"][:4]
        for before in reversed(befores):
            for after in afters:
                if _is_turned(claim, sentence, matched, before, middle, after):
                    return token
    return None


def _is_turned(claim: Reading, sentence: Reading, matched: Matched, before: int, middle: int, after: int) -> bool:
    if not _are_arguments(claim, before, middle, after):
        return False
    if not set(matched[before]).isdisjoint(matched[after]):  # "the Doctor … Doctor Who": can't be told apart
        return False
    passive, governor = _hangs(claim, middle, after)
    nearest: tuple[int, bool] = (1 << 30, False)
    for verb in matched[middle]:
        for one in matched[before]:
            for other in matched[after]:
                if not (one < verb < other or other < verb < one):
                    continue
                last = max(one, other)
                other_passive, other_governor = _hangs(sentence, verb, last)
                is_turned = (one < verb) != (passive == other_passive) and governor == other_governor
                said, told = agree(claim, middle, (before, after)), agree(sentence, verb, (one, other))
                if said and told:  # the verbs tell who it was, where the order doesn't
                    is_turned = _is_another(said, told, is_turned)
                nearest = min(nearest, (abs(one - other), is_turned))
    return nearest[1]


def _is_another(said: tuple[bool, bool], told: tuple[bool, bool], is_turned: bool) -> bool:
    """Whether a verb agrees with the other one of two words; as it seems by their order where that isn't told."""
    if all(said) or all(told):
        return is_turned
    if not any(said) or not any(told):  # neither did it
        return False
    return said != told


def _hangs(reading: Reading, verb: int, at: int) -> tuple[bool, str]:
    """Return whether a word after a verb is its agent, and the preposition it hangs on if it isn't; "" for none."""
    for token in reversed(reading.tokens[verb + 1 : at]):
        if token.fold in PREPOSITIONS and not token.kind:
            is_agent = token.fold == "by" and is_passive(reading, verb)
            return is_agent, "" if is_agent else token.fold
        if token.fold == "that":
            break
    return False, ""


def _are_arguments(claim: Reading, before: int, middle: int, after: int) -> bool:
    """Whether both sides are of the verb's own clause, or names close to it; what "is" joins may change places."""
    one, verb, other = claim.tokens[before], claim.tokens[middle], claim.tokens[after]
    between = [*claim.tokens[before + 1 : max(middle - 2, before + 1)], *claim.tokens[middle + 1 : after]]
    if any(token.fold in BE for token in between):
        return False
    if one.kind == other.kind == "name" and after - before <= _CLOSE:
        return True
    return one.clause == verb.clause == other.clause


_CLOSE = 6


def _is_agent_for_object(claim: Reading, sentence: Reading, matched: Matched, verb: int) -> bool:
    """Whether what the claim says did it is what the evidence says it was done to, or the other way round."""
    after = next((at for at in claim.content if at > verb), None)
    if after is None or after not in matched or len(matched[verb]) > 1 or claim.tokens[after].kind == "date":
        return False
    place = matched[verb][0]
    following = next((at for at in sentence.content if at > place), -1)
    if (
        following not in matched[after]
        or min(matched[after]) < place
        or claim.tokens[after].clause != claim.tokens[verb].clause
    ):
        return False
    has_by = _by_alone(claim, verb, after), _by_alone(sentence, place, following)
    if has_by == (True, False):
        return is_passive(claim, verb) and not is_passive(sentence, place) and following - place <= 2
    if has_by == (False, True):
        return is_passive(sentence, place) and not is_passive(claim, verb) and after - verb <= 2
    return False


def _by_alone(reading: Reading, verb: int, after: int) -> bool:
    return [token.fold for token in reading.tokens[verb + 1 : after] if token.fold not in DETERMINERS] == ["by"]
