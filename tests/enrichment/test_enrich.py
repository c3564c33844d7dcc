"""One article through the front door: what it takes, what it refuses, and that offsets hold for odd text."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

import icenews_nlp
from helpers.texts import STORY
from icenews_nlp import (
    AnnotatedDocument,
    Article,
    Enricher,
    EnrichFailure,
    Entity,
    EntityLabel,
    InputError,
    ProfileError,
    Token,
    Value,
)
from icenews_nlp.enrichment.profiles import PROFILES
from icenews_nlp.models import MODELS


def check(document: AnnotatedDocument) -> None:
    """What holds for every document, and is not left to its own validation."""
    text = document.text
    spans: list[Token | Entity | Value] = [*document.tokens, *document.entities, *document.values]
    for span in spans:
        assert text[span.start : span.end] == span.text
    covered = [0] * len(text)
    for token in document.tokens:
        assert not any(char.isspace() for char in token.text)
        assert token.lemma
        assert token.pos
        assert not token.parts or "".join(part.text for part in token.parts) == token.norm
        covered[token.start : token.end] = [n + 1 for n in covered[token.start : token.end]]
    assert AnnotatedDocument.model_validate_json(document.to_json()) == document
    twice = [i for i, n in enumerate(covered) if n > 1]
    lost = [char for char, n in zip(text, covered, strict=True) if n == 0 and not char.isspace()]
    assert (twice, lost) == ([], [])


def test_facts_of_the_story(story: AnnotatedDocument) -> None:
    lemma = {token.text: token.lemma for token in story.tokens}
    assert (lemma["Katrínu"], lemma["ræddi"], lemma["Reykjavíkur"]) == ("Katrín", "ræða", "Reykjavík")
    names = {(entity.label, entity.name) for entity in story.entities}
    assert {(EntityLabel.PERSON, "Katrín Jakobsdóttir"), (EntityLabel.LOCATION, "Reykjavík")} <= names
    assert [value.text for value in story.values] == ["12. september 2023"]


def test_title_and_body_are_sections_of_one_text(story: AnnotatedDocument) -> None:
    assert story.text == f"{STORY.title}\n\n{STORY.text}"
    assert [(s.kind, story.text[s.start : s.end]) for s in story.sections] == [("title", STORY.title), ("body", STORY.text)]
    ends = {token.end for token in story.tokens}
    assert story.sections[0].end in ends, "the title ends a sentence"
    assert story.text[: story.sentences[0].end] == STORY.title
    assert story.article.id == "frett-1"
    check(story)


def test_str_is_an_article_without_a_title(nlp: Enricher) -> None:
    bare = nlp.enrich(STORY.text)
    assert bare == nlp.enrich(Article(text=STORY.text))
    assert [(s.kind, s.start, s.end) for s in bare.sections] == [("body", 0, len(STORY.text))]


def test_analysis_of_the_body_does_not_depend_on_the_title(nlp: Enricher, story: AnnotatedDocument) -> None:
    bare, offset = nlp.enrich(STORY.text), story.sections[1].start
    assert [t.lemma for t in bare.tokens] == [t.lemma for t in story.tokens if t.start >= offset]
    assert [(e.start + offset, e.name) for e in bare.entities] == [
        (e.start, e.name) for e in story.entities if e.start >= offset
    ]


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        (None, "not NoneType; leave out articles without a text"),
        (b"Texti.", r"not bytes; decode bytes first: enrich\(data.decode\('utf-8'\)\)"),
        (5, "not int; make it an Article, or a str"),
        (["Texti."], r"not list; for several articles use enrich_many\(articles\)"),
        ((t for t in ("Texti.",)), r"not generator; for several articles use enrich_many\(articles\)"),
        ({"text": "Texti."}, r"not dict; use enrich\(Article\(\*\*fields\)\)"),
        (Path("frétt.txt"), r"not \w*Path; read the file: enrich\(path.read_text\(encoding='utf-8'\)\)"),
    ],
)
def test_anything_else_is_refused_with_advice(nlp: Enricher, given: object, advice: str) -> None:
    with pytest.raises(InputError, match=f"enrich takes a str or an Article, {advice}"):
        nlp.enrich(given)  # type: ignore[arg-type]  # wrong on purpose


def test_calling_an_enricher_names_enrich(fast: Enricher) -> None:
    with pytest.raises(InputError, match=r"use enrich\(text\)"):
        fast("Texti.")


def test_a_document_is_analysed_already(nlp: Enricher, story: AnnotatedDocument) -> None:
    with pytest.raises(InputError, match=r"for another profile use enrich\(document.text\)"):
        nlp.enrich(story)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("name", ["frétt.txt", "/gögn/2024/frétt_1.json", r"C:\gögn\frétt.HTML", "../fréttir.jsonl.gz"])
def test_the_name_of_a_file_is_no_text(nlp: Enricher, name: str) -> None:
    with pytest.raises(InputError, match=r"looks like a file name; use enrich\(Path\(.*\).read_text"):
        nlp.enrich(name)
    assert nlp.enrich(Article(text=name)).text == name, "an Article means what it says"
    (failed,) = nlp.enrich_many([name])
    assert isinstance(failed, EnrichFailure)


@pytest.mark.parametrize(
    "text", ["Lestu frétt.txt", "frétt.txt.", ".txt", "mbl.is", "https://mbl.is/frett.html", "3.5", "Nr.1", "gz", "frétt.txtx"]
)
def test_near_misses_of_file_names_are_texts(nlp: Enricher, text: str) -> None:
    assert nlp.enrich(text).text == text


HTML = "<p>Hún fór til Húsavíkur.</p>\n<p>Þar var sól.</p>"


def test_html_is_no_text(nlp: Enricher) -> None:
    for given in (HTML, Article(text=HTML), f"<!doctype html><html><body>{HTML}"):
        with pytest.raises(
            InputError, match=r"the text is HTML, .* icenews_nlp.read\('page.html'\) .* `icenews-nlp enrich page.html`"
        ):
            nlp.enrich(given)
    (failed, document) = nlp.enrich_many([Article(id="a", text=HTML), "Þar var sól."])
    assert isinstance(failed, EnrichFailure)
    assert (failed.id, failed.error) == ("a", "InputError")
    assert isinstance(document, AnnotatedDocument)


@pytest.mark.parametrize("text", ["Notaðu <p> um málsgrein.", "Ef a < b og b > c", "Hún <br> hann", "<3 Ísland <3"])
def test_text_that_mentions_tags_is_text(nlp: Enricher, text: str) -> None:
    assert nlp.enrich(text).text == text


ODD = {
    "empty": "",
    "only spaces": " \t\u00a0\u3000\n ",
    "windows lines": "Fyrsta lína.\r\n\r\nÖnnur lína.\r\n",
    "soft hyphen": "Ríkis\u00adstjórnin fund\u00adaði.",
    "accent apart": "Hu\u0301n fo\u0301r a\u0301 fætur.",
    "accent alone": "\u0301 \u0301a",
    "emoji": "Góðan dag 😀👩‍👩‍👧🇮🇸👍🏽!",
    "escapes": "Jón &amp; Anna &lt;b&gt; &#237; &nbsp; &ovist; &#0; &#xD800; AT&T",
    "surrogate": "Hún \ud83d brosti \udc00.",
    "nul and other signs": "a\x00b \x1f c\u200bd \ufeff e \u2028 f \x85 g",
    "right to left": "\u202eafturábak\u202c",
    "greek": "Ο πρωθυπουργός μίλησε στην Αθήνα.",
    "chinese": "北京是中国的首都。他昨天到了。",
    "arabic": "زار الرئيس مدينة القاهرة أمس.",
    "thai": "เขาไปกรุงเทพ",
    "one sign": ".",
    "markup": "Merkin <p> og </p> &quot;opna&quot; <!-- og loka -->.",
    "glued": "Hún fór.Hann kom!Þau sátu?Já.EPA",
    "ranges": "1.-3. mars 2024, 10–12%, 5.000–6.000 kr., kl. 14:30-16, 2/3, 1.234,56",
}


@pytest.mark.parametrize("case", ODD)
def test_odd_text_keeps_its_offsets(nlp: Enricher, case: str) -> None:
    document = nlp.enrich(Article(title=ODD[case], text=ODD[case]))
    check(document)
    if "\ud83d" not in ODD[case]:
        assert document.text.endswith(ODD[case])
    assert (document.tokens == ()) == (not ODD[case].strip())


def test_norm_is_the_word_as_a_dictionary_has_it(nlp: Enricher) -> None:
    for case, norm in (("soft hyphen", "Ríkisstjórnin"), ("accent apart", "Hún"), ("escapes", "&")):
        assert norm in [token.norm for token in nlp.enrich(ODD[case]).tokens]


@pytest.mark.parametrize("word", ["a", "Á", "hús", "hús-", "9", ".", "„", "😀", "a.", "&amp;", "\u0301"])
def test_a_megabyte_without_a_space(nlp: Enricher, word: str) -> None:
    document = nlp.enrich(word * (1_000_000 // len(word.encode())))
    assert sum(len(token.text) for token in document.tokens) == len(document.text)


@pytest.mark.parametrize("digits", [400, 501, 1_000_000])
@pytest.mark.parametrize("unit", [" %", " km", "°C", " m/s", " krónur", " milljarðar króna", "kr", ""])
def test_a_number_beyond_every_float(fast: Enricher, digits: int, unit: str) -> None:
    document = fast.enrich("9" * digits + unit)
    assert "".join(token.text for token in document.tokens) == document.text.replace(" ", "")
    assert AnnotatedDocument.model_validate_json(document.to_json()) == document
    assert all(getattr(value.content, "number", None) is None for value in document.values)


def test_an_upper_end_beyond_every_float(fast: Enricher) -> None:
    document = fast.enrich("Það kostar 5-" + "9" * 400 + " krónur.")
    assert AnnotatedDocument.model_validate_json(document.to_json()) == document


@pytest.mark.parametrize("name", ["standard ", "FAST", "", None])
def test_unknown_profile_names_the_known_ones(name: object) -> None:
    for make in (icenews_nlp.load, Enricher, lambda p: icenews_nlp.enrich("Já.", profile=p)):
        with pytest.raises(ProfileError, match=f"there is no profile {name!r}; .*one of 'standard', 'fast', 'deep'"):
            make(name)  # type: ignore[arg-type]  # wrong on purpose
    assert list(PROFILES) == ["standard", "fast", "deep"]


@pytest.mark.parametrize(("given", "meant"), [("standart", "standard"), ("FAST", "fast"), ("deap", "deep"), (" fast", "fast")])
def test_a_misspelt_profile_suggests_the_near_one(given: str, meant: str) -> None:
    with pytest.raises(ProfileError, match=f"did you mean '{meant}'"):
        icenews_nlp.load(given)


def test_a_name_near_none_suggests_none() -> None:
    with pytest.raises(ProfileError, match="there is no profile 'xyz'; choose one of"):
        icenews_nlp.load("xyz")


def test_a_profile_is_a_value() -> None:
    for name, profile in PROFILES.items():
        assert profile.name == name
        assert all((MODELS / file).is_file() for file in profile.model_files)
        assert profile.articles_per_task >= 1


def test_provenance_names_what_made_the_document(story: AnnotatedDocument) -> None:
    made_by = story.provenance
    assert (made_by.package, made_by.profile, made_by.parser) == (version("icenews_nlp"), "standard", None)
    assert (made_by.bin_data, made_by.tokenizer) == (version("islenska-data"), version("tokenizer"))
    assert made_by.model.startswith("standard-")


def test_one_shot_function_equals_the_enricher(story: AnnotatedDocument) -> None:
    assert icenews_nlp.enrich(STORY) == story
