"""No value begins at a word that `begins_value` refuses: texts of words that begin values read the same without it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.language.values import parsed_values
from icenews_nlp.language.values.quantities.numerals import NUMBER_WORDS
from icenews_nlp.language.values.quantities.ordinals import ORDINAL_WORDS

WORDS = """
    öld aldar áratugnum ársfjórðungi helmingi mánuði mánuðina fyrri seinni síðari fyrstu síðustu ársbyrjun árslok ársins
    janúar mars-maí janúar–mars maí jan. des sept. kl. kl klukkan hádegi miðnætti korter kortér stundarfjórðungur áttaleytið
    8-leytið mínútur mínútu í yfir fyrir eftir hálf hálfur hundrað hundruð þúsund þúsundir tugir nokkrar milljarðar milljónir
    króna kr. % prósent ½ -5 −3 – - til og , $ € £3m 500 1.250 12 10:30 14:12 2024 13. 15. 9/3 2:08 3.2. 1925 áramótin um jól
    jólum páskadag skírdagur aðfangadag þrettándann gamlárskvöldi sumarið veturinn haustið frídag verslunarmanna næstu þessari
    annað annan kvöld gærdaginn mánudag föstudaginn langa fyrsta röð á við undir lok byrjun vikunnar miðja árið daga dögum vikur
    síma 112 1777 hringdi rúmlega sem leið Anna bát fór
""".split()
TEXTS = st.lists(
    st.sampled_from([*WORDS, *NUMBER_WORDS, *ORDINAL_WORDS])
    | st.sampled_from(WORDS).map(str.capitalize)
    | st.sampled_from(WORDS).map(str.upper),
    min_size=1,
    max_size=25,
).map(" ".join)


@settings(max_examples=1_000)
@given(TEXTS)
def test_a_word_that_is_refused_begins_no_value(text: str) -> None:
    tokens = tokenize(text)
    found = parsed_values.parse_values(tokens)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsed_values, "begins_value", lambda _: True)
        assert parsed_values.parse_values(tokens) == found


def test_few_words_begin_values() -> None:
    refused = "Anna fór með bátnum til Húsavíkur þegar veðrið batnaði loksins".split()
    assert not any(map(parsed_values.begins_value, refused))
    assert parsed_values.begins_value("8")
    assert parsed_values.begins_value("a" * 50), "too long to be remembered"
