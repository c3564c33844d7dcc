"""Roles that a sentence says of a person: `X er forstjóri Y`, `X hefur verið ráðin forstjóri`, `Forstjóri Y er X`.

A plain `er` gives a role only where it says of what: `er forstjóri Haga`, `er prófessor við Háskóla Íslands`; the bare noun,
`er bóndi`, describes. What somebody was (`var forstjóri Haga til 2010`), is not, or may become is no role.
"""

from __future__ import annotations

from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.role_nouns import head, is_role_noun
from icenews_nlp.language.discourse.role_phrases import FINITE, complement_end, following, past_age
from icenews_nlp.language.discourse.story import Story

APPOINTED: Final = frozenset(
    """
    ráðinn ráðin endurráðinn endurráðin skipaður skipuð kjörinn kjörin endurkjörinn endurkjörin kosinn kosin endurkosinn
    endurkosin settur sett útnefndur útnefnd orðinn orðin
    """.split()
)
"""Participles before the role that somebody is given."""

ADVERBS: Final = frozenset(
    "lengi nú núna einnig jafnframt líka sjálfur sjálf enn áfram síðan þá svo nýlega nýverið formlega þar".split()
)
"""What may stand in such a sentence and leaves its meaning as it is; `ekki` and `líklega` do not."""
TIMES: Final = frozenset("dag gær morgun kvöld gærkvöld gærkvöldi fyrradag vor sumar haust vetur fyrra vikunni dögunum".split())
MOST_ADVERBS: Final = 4
"""Words between the verb and the role."""

OFFICES: Final = frozenset({"starf", "embætti", "staða"})
"""What a role in the genitive is of: `tók við starfi forstjóra Haga`."""

DOUBTS: Final = frozenset({"ef", "hvort", "nema", "hvorki", "né", "eða"})
"""What stands before the subject of a clause that does not say that it is so."""

PLACES: Final = frozenset({"við", "hjá", "á", "í"})

ACCORDING: Final = frozenset({"sögn", "mati", "áliti"})
"""What stands between `að` and a speaker in the genitive: `að sögn X, sem er forstjóri Haga`."""

NO_OFFICES: Final = ("aðdáandi", "stuðningsmaður", "andstæðingur")
EVALUATIONS: Final = frozenset({"mikill", "góður", "stór", "dyggur", "harður", "sannur", "einn", "eini"})
POSITIVE: Final = "f"
"""Letter of the degree in the tags of adjectives."""

Span = tuple[int, int]


def predicates(story: Story, i: int, at: int) -> list[Span]:
    """The roles that a clause with the name as its subject gives the person; `at` is where the name and its roles end."""
    end = story.end_of(story.names[i].first)
    if _is_question(story, i, end):
        return []
    if not _may_be_subject(story, i):
        found = _of_object(story, i, end) or _of_oblique(story, i, at, end)
    else:
        found = _of_subject(story, i, at, end) or _inverted(story, i, end)
    if found is None or story.norms[found[1] + 1 : found[1] + 2] in (["ef"], ["nema"]):
        return []
    other = _another(story, found, end)
    return [found] if other is None else [found, other]


def _another(story: Story, role: Span, end: int) -> Span | None:
    """A second role after `og`: `er þingmaður Viðreisnar og fyrrverandi ráðherra`, not `og formaður nefndarinnar er veikur`."""
    first, last = role
    noun = head(story, first, end)
    if noun is None or story.norms[last + 1 : last + 2] != ["og"]:
        return None
    start = following(story, noun, last, end)
    other = None if start is None else head(story, start, end)
    if start is None or other is None:
        return None
    last = _predicate_end(story, other, end)
    opens_clause = last + 1 < end and story.tags[last + 1].startswith(FINITE)
    return None if opens_clause else (start, last)


def _is_question(story: Story, i: int, end: int) -> bool:
    return "?" in story.norms[max(end - 2, story.names[i].last) : end]


def _may_be_subject(story: Story, i: int) -> bool:
    """Whether the name is in the nominative as far as anything tells: `Myndin um Trump er…`, `Eiginmaður Önnu er…`."""
    case, before = story.case_of_name(i), story.names[i].first - 1
    if case not in ("n", "") or before < 0 or story.sentence_of(before) != story.sentence_of(before + 1):
        return case in ("n", "")
    tag = story.tags[before]
    if story.norms[before].lower() in DOUBTS:
        return False
    return case == "n" or not (tag.startswith(("ao", "aþ", "ae")) or (tag.startswith("n") and not is_role_noun(story, before)))


def _of_subject(story: Story, i: int, at: int, end: int) -> Span | None:
    """`X er forstjóri Haga`, `X, sem er forstjóri Haga, `, `X var í gær kjörin formaður`, `X tók við sem forstjóri`."""
    is_relative = story.norms[at : at + 2] == [",", "sem"]
    if is_relative:
        at = _skip_adverbs(story, at + 2, end)
    else:
        past = past_age(story, at, end)[1]
        name = story.names[i]
        is_apposed = at > name.last + 1 or story.norms[name.first - 1 : name.first] == [","]
        at = past if past != at + 1 or is_apposed else at  # a comma alone ends another clause
    if at >= end or not story.tags[at].startswith("sf"):
        return None
    return _after_verb(story, at, at + 1, end, is_relative)


def _inverted(story: Story, i: int, end: int) -> Span | None:
    """`Á fundinum var X kjörin formaður`, `Þá hefur X verið ráðin forstjóri`: the verb is before the name."""
    name = story.names[i]
    verb = name.first - 1
    if verb < 0 or not story.tags[verb].startswith("sf") or story.lemmas[verb] not in ("vera", "hafa", "taka"):
        return None
    is_question = verb == story.sentences[story.sentence_of(verb)][0] and story.lemmas[verb] != "taka"
    if is_question and story.tags[verb].endswith("n"):
        return None
    found = _after_verb(story, verb, name.last + 1, end, False)
    is_plain = found is not None and story.lemmas[verb] == "vera" and not _is_given(story, name.last + 1, found[0])
    return None if is_plain else found


def _of_object(story: Story, i: int, end: int) -> Span | None:
    """`Arion banki hefur ráðið Önnu Jónsdóttur sem fjármálastjóra`, `réð X í stöðu fjármálastjóra`."""
    name = story.names[i]
    verb, at = name.first - 1, name.last + 1
    is_said = verb > 0 and story.tags[verb].startswith(("sf", "ss")) and story.norms[verb - 1] not in ("ekki", "aldrei")
    if not is_said or story.lemmas[verb] not in ("ráða", "skipa") or at + 1 >= end or story.case_of_name(i) != "o":
        return None
    if story.norms[at] == "sem":
        return _phrase(story, at + 1, end, "o")
    return _office(story, at + 1, end) if story.norms[at] in ("í", "til") else None


def _of_oblique(story: Story, i: int, at: int, end: int) -> Span | None:
    """`Rætt var við Önnu, sem er formaður Eflingar, `; in `systir Jóns, sem er formaður Eflingar, ` it may be either."""
    before = story.names[i].first - 1
    depends = story.case_of_name(i) == "e" and before >= 0 and story.tags[before][:1] == "n"
    is_open = depends and story.norms[before] not in ACCORDING
    return None if is_open or story.norms[at : at + 2] != [",", "sem"] else _of_subject(story, i, at, end)


def _is_given(story: Story, first: int, end: int) -> bool:
    return any(norm in APPOINTED for norm in story.norms[first:end])


def _after_verb(story: Story, verb: int, at: int, end: int, is_relative: bool) -> Span | None:
    """The role after a finite verb of being, becoming or taking over and the words from `at` on."""
    lemma, is_present = story.lemmas[verb], story.tags[verb].endswith("n")
    is_lasting = lemma != "hafa"  # `sem hefur verið forstjóri Haga í tíu ár`
    at = _skip_adverbs(story, at, end)
    if lemma == "hafa" and story.norms[at : at + 1] == ["verið"]:
        lemma, at = "vera", _skip_adverbs(story, at + 1, end)
    elif (lemma == "hafa" and story.norms[at : at + 1] == ["tekið"]) or (
        lemma == "munu" and story.norms[at : at + 1] == ["taka"]
    ):
        lemma, at = "taka", at + 1
    if lemma == "taka" and story.norms[at : at + 1] == ["við"]:
        return _office(story, at + 1, end)
    if lemma == "starfa" and is_present and story.norms[at : at + 1] == ["sem"]:
        return _phrase(story, at + 1, end, "n")
    if lemma == "gegna" and is_present:
        return _office(story, at, end)
    if lemma not in ("vera", "verða"):
        return None
    if at < end and story.norms[at] in APPOINTED:
        at = _skip_adverbs(story, at + 1, end)
        is_office = story.norms[at : at + 1] in (["í"], ["sem"])
        return _office(story, at + (story.norms[at] == "í"), end) if is_office else _phrase(story, at, end, "n")
    found = _phrase(story, at, end, "n") if is_present else None
    if found is None or is_relative:
        return found if found is None or not is_lasting else _closed(story, found, end)
    return found if _is_office(story, found) else None


def _skip_adverbs(story: Story, at: int, end: int) -> int:
    last = min(end, at + MOST_ADVERBS)
    while at < last:
        if story.norms[at] in ADVERBS:
            at += 1
        elif story.norms[at] in ("í", "á") and story.norms[at + 1 : at + 2] and story.norms[at + 1] in TIMES:
            at += 2
        else:
            break
    return at


def _office(story: Story, at: int, end: int) -> Span | None:
    """`(tók við) sem forstjóri Haga`, `(tók við) af X sem forstjóri`, `(gegnir) embætti forseta`."""
    at = _skip_adverbs(story, at, end)
    if at + 1 < end and story.norms[at] == "af" and (name := story.name_at[at + 1]) is not None:
        at = story.names[name].last + 1
    if at < end and story.norms[at] == "sem":
        return _phrase(story, at + 1, end, "n")
    if at < end and story.lemmas[at] in OFFICES:
        return _phrase(story, at + 1, end, "e")
    return None


def _phrase(story: Story, first: int, end: int, case: str) -> Span | None:
    """The role that begins at a word: a noun in that case, without an article, and the genitives or the place after it."""
    noun = head(story, first, end)
    if noun is None or story.case(noun) != case or story.tags[noun].endswith("g"):
        return None
    return first, _predicate_end(story, noun, end)


def _predicate_end(story: Story, noun: int, end: int) -> int:
    """The last word of what belongs to the noun; `frá árinu 2020` and `á fundi félagsins` do not."""
    at, last = noun + 1, noun
    if at + 1 < end and story.norms[at] in PLACES and (place := story.name_at[at + 1]) is not None:
        is_place = story.names[place].label in (EntityLabel.ORGANIZATION, EntityLabel.LOCATION)
        return story.names[place].last if is_place else noun
    while at < end:
        name = story.name_at[at]
        if name is not None:
            is_person = story.names[name].label is EntityLabel.PERSON
            if story.case_of_name(name) not in (("e",) if is_person else ("e", "")):
                break
            last = at = story.names[name].last
        elif story.case(at) == "e":
            last = at
        elif not (story.tags[at][3:4] == "e" and story.tags[at][:1] in ("l", "f")) and not _joins_genitives(story, at, end):
            break
        at += 1
    return last


def _joins_genitives(story: Story, at: int, end: int) -> bool:
    """`ráðherra ferðamála og iðnaðar`."""
    return story.norms[at] == "og" and at + 1 < end and story.case(at + 1) == "e" and story.case(at - 1) == "e"


def _closed(story: Story, role: Span, end: int) -> Span:
    """The role of a relative clause, which reaches to the comma that closes the clause if all before it belongs to it."""
    noun = head(story, role[0], end)
    assert noun is not None
    last = complement_end(story, noun, end)
    return (role[0], last) if story.norms[last + 1 : last + 2] == [","] else role


def _is_office(story: Story, role: Span) -> bool:
    """Whether the role says of what: by a genitive or an organization; nothing that is a matter of opinion."""
    noun = head(story, role[0], role[1] + 1)
    if noun is None or noun == role[1] or story.lemmas[noun].endswith(NO_OFFICES):
        return False
    if any(_is_opinion(story, at) for at in range(role[0], noun)):
        return False
    name = story.name_at[role[1]]
    is_at_place = story.norms[noun + 1] in PLACES
    return not is_at_place or (name is not None and story.names[name].label is EntityLabel.ORGANIZATION)


def _is_opinion(story: Story, at: int) -> bool:
    """`besti`, `betri`, `mikill`."""
    tag = story.tags[at]
    return tag.startswith("l") and (tag[5:6] not in (POSITIVE, "") or story.lemmas[at] in EVALUATIONS)


def named_last(story: Story, i: int, after: int) -> list[Span]:
    """`Forstjóri Marels er Árni Sigurðsson.`: the role opens the sentence, and nothing is said of the name after it.

    `after` is where the name and its other roles end.
    """
    name, end = story.names[i], story.end_of(story.names[i].first)
    start = story.sentences[story.sentence_of(name.first)][0]
    verb = name.first - 1
    while verb > start and story.norms[verb] in ADVERBS:
        verb -= 1
    if verb <= start or story.lemmas[verb] not in ("vera", "heita") or not story.tags[verb].startswith("sfg3en"):
        return []
    closes = after >= end or story.norms[after] in (".", ",", "og", "en", "sem", "–", "(", "!", ":")
    first = start + (story.norms[start] in ("En", "Og"))
    noun = head(story, first, verb)
    if not closes or noun is None or story.case(noun) != "n" or story.tags[noun].endswith("g"):
        return []
    is_fact = not any(_is_opinion(story, at) for at in range(first, noun))
    is_whole = is_fact and _may_be_subject(story, i) and complement_end(story, noun, verb) == verb - 1
    return [(first, verb - 1)] if is_whole else []
