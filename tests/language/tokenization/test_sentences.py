"""Sentences: the traps of Icelandic text as tables. In them ` ‖ ` separates sentences."""

from __future__ import annotations

import pytest

from helpers.tokenized import sentences


@pytest.mark.parametrize(
    "expected",
    [
        "Jón P. ‖ Hann sótti bókina.",
        "Sagan er eftir C. S. Lewis og N. Ú. Ý. Jónsson.",
        "Jón P. Jónsson kom.",
        "Dómur féll í máli nr. E-112/2024 í gær. ‖ Hann er langur.",
        "Ekið er með leið nr. B3 í bæinn.",
        "Hrói keypti tvo miða nr. 5 og 6. ‖ Ari keypti einn.",
        "Bókin er eftir Sigf. Daðason og Þorst. Gíslason.",
        "Hún hitti Þór. ‖ Ragnar fór heim.",
        "Hún hitti Ara. ‖ Gíslason fór heim.",
        "Rætt var við aðst. forstjóra félagsins.",
        "Þetta er lögm. Gunnu og hr. Ari.",
        "Liðið vann sinn 7. Evróputitil. ‖ Allir fögnuðu.",
        "Í 2. Mósebók er sagt frá þessu.",
        "Þetta var 30. HM-mark hennar og 200. Grand Prix-mótið.",
        "Ari kom 3. ‖ Gunna kom 4.",
        "Staðan var 39 - 26. ‖ KR-konur fögnuðu.",
        "Alls mættu 25. ‖ Fundurinn var langur.",
        "Hún bjó þar til 2019. ‖ Þá flutti hún.",
        "1. Skerið laukinn. ‖ 2. Steikið hann.",
        "Hér er röðin: 1. Skerið laukinn. ‖ 2. Steikið hann.",
        "Fæddir: 12. ‖ Látnir: 5.",
        "Nemar þreyttu próf. ‖ Þeir stóðu sig vel.",
        "Þar talaði próf. Ari Arason.",
        "Sjá skyrsla_2024.pdf og mynd.jpg hér.",
        "Sagt var frá því í P. Hann Jónssyni.",
        "Þar sat Karl III. Bretakonungur og svaf.",
        "Elísabet II. og Karl XVI. Gústaf hittust.",
        "Hún vann Karl II. ‖ Hann grét.",
        "Margir komu, þ. á m. Jón og Gunna.",
        "Vildu þau kaupa Yahoo! fyrir lítið?",
        "„Hún kallaði: ‚Stopp!‘ og ég nam staðar,“ sagði Ari.",
        "„Er einhver heima?“ spurði Ari.",
        "Ari beið. ‖ „Er einhver heima?“ ‖ Enginn svaraði.",
        'Ari beið. ‖ "Komdu." ‖ "Nei."',
        "(Ari beið.) ‖ Svo fór hann.",
        "Keypt var brauð, mjólk o.s.frv. ‖ Síðan var eldað.",
        "Hann vann hjá Skeri hf. ‖ Forstjórinn sagði nei.",
        "Miðinn er á 2.500 kr. ‖ Uppselt er.",
        "Þetta var árið 2019. ‖ Hann gleymdi því.",
        "Opnað er kl. 14. ‖ Mætið snemma.",
        "Þau búa í Washington D.C. ‖ Þar er heitt.",
    ],
)
def test_sentences_in_a_row(expected: str) -> None:
    assert sentences(expected.replace(" ‖ ", " ")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lestin stansaði.EPA Ari Arason, talsmaður, beið.", "Lestin stansaði. ‖ EPA ‖ Ari Arason, talsmaður, beið."),
        ("Konan veifar. AP Biskupinn mætti.", "Konan veifar. ‖ AP ‖ Biskupinn mætti."),
        ("Lestin stansaði.EPA", "Lestin stansaði. ‖ EPA"),
        ("AFPBiskupinn mætti.", "AFP ‖ Biskupinn mætti."),
        ("Lestin stansaði.Getty Images Ari beið.", "Lestin stansaði. ‖ Getty Images ‖ Ari beið."),
        ("Brúin féll. Vísir/Vilhelm Vegagerðin lokaði.", "Brúin féll. ‖ Vísir/Vilhelm ‖ Vegagerðin lokaði."),
        ("Brúin féll. RÚV/Ari Arason", "Brúin féll. ‖ RÚV/Ari Arason"),
        ("Brúin féll. mbl.is/Ari Berg Vegagerðin lokaði.", "Brúin féll. ‖ mbl.is/Ari Berg ‖ Vegagerðin lokaði."),
        ("Ljósmynd/Ari Gunna Aradóttir kom.", "Ljósmynd/Ari ‖ Gunna Aradóttir kom."),
        ("Eldur. (AP Photo/M. Dwyer) Slökkviliðið kom.", "Eldur. ‖ (AP Photo/M. Dwyer) ‖ Slökkviliðið kom."),
        ("Horfa má hér:Gunna söng.", "Horfa má hér: ‖ Gunna söng."),
        ("Reuters segir frá. Getty Images er fyrirtæki.", "Reuters segir frá. ‖ Getty Images er fyrirtæki."),
        ("Ari kvaddi.„Ég kem aftur.“", "Ari kvaddi. ‖ „Ég kem aftur.“"),
        ("Þetta er á vef.Fundurinn hófst.", "Þetta er á vef. ‖ Fundurinn hófst."),
        ("Ein lína sem er\nbrotin í miðju.\nÖnnur kemur.", "Ein lína sem er\nbrotin í miðju. ‖ Önnur kemur."),
        ("Röðin:\n1. Fram\n2. Valur", "Röðin: ‖ 1. Fram ‖ 2. Valur"),
        ("Fyrirsögn án punkts\nFréttin hefst hér.", "Fyrirsögn án punkts ‖ Fréttin hefst hér."),
        ("Án punkts\r\n \r\nannað", "Án punkts ‖ annað"),
    ],
)
def test_sentences_where_they_are_glued(text: str, expected: str) -> None:
    assert sentences(text) == expected
