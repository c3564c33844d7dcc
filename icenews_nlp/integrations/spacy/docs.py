"""How a spaCy Doc holds our annotations: extension attributes, words with exact offsets, and notes on the whole Doc.

What spaCy has a place for (lemma_, pos_, tag_, morph, norm_, ents, sentence starts) goes there. The rest goes to six extension
attributes and to `doc.user_data["icenews_nlp"]`, in plain values that JSON and msgpack can write, so that `Doc.to_bytes` and a
DocBin with `store_user_data=True` keep it.

    Token._.icenews_kind           what the token looks like (labels.TokenKind); None for whitespace and other tokenizers
    Token._.icenews_lemma_source   where the lemma comes from (labels.LemmaSource); None where icenews_lemmatizer set none
    Token._.icenews_alternatives   lower-ranked candidate lemmas, dicts with lemma, tag and score
    Token._.icenews_parts          parts of a compound, dicts with text and lemma
    Span._.icenews_name            of an entity, its nominative form; None where icenews_ner set none
    Span._.icenews_score           of an entity, its probability from 0 to 1

An entity's `Span.ent_id_` is the id of its cluster, "" for a value, and its `Span.kb_id_` the source and id of its place
(`geonames:2618425`), "" where it has none. Entities of other components keep theirs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple, Protocol, cast

from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from icenews_nlp.errors import InputError
from icenews_nlp.labels import LemmaSource, TokenKind
from icenews_nlp.language.lemmas import LemmaChoice, OtherLemma
from icenews_nlp.language.morphology.compounds import Part
from icenews_nlp.language.morphology.grammar import Grammar
from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.tokenized import Tokenized
from icenews_nlp.language.values.value import ParsedValue

USER_DATA: Final = "icenews_nlp"
"""Our key in `doc.user_data`; its value is a dict with `values`, `places` (by `Span.kb_id_`), `provenance`, and for articles
`sections` and `article`."""

SPACE_TAG: Final = "_SP"
"""spaCy's tag for tokens of whitespace."""

_KINDS: Final = {kind.value: kind for kind in TokenKind}

KIND: Final = "icenews_kind"
LEMMA_SOURCE: Final = "icenews_lemma_source"
ALTERNATIVES: Final = "icenews_alternatives"
PARTS: Final = "icenews_parts"
_TOKEN_ATTRIBUTES: Final[Mapping[str, object]] = {KIND: None, LEMMA_SOURCE: None, ALTERNATIVES: (), PARTS: ()}
_SPAN_ATTRIBUTES: Final[Mapping[str, object]] = {"icenews_name": None, "icenews_score": None}


def register_attributes() -> None:
    """Register our extension attributes with spaCy; any number of calls and threads register them once per process.

    Raises:
        InputError: another package has registered an attribute of that name with another meaning.
    """
    for owner, attributes in ((Token, _TOKEN_ATTRIBUTES), (Span, _SPAN_ATTRIBUTES)):
        for name, default in attributes.items():
            if not owner.has_extension(name):
                owner.set_extension(name, default=default, force=True)  # another thread may be as far
            elif owner.get_extension(name) != (default, None, None, None):
                raise InputError(
                    f"{owner.__name__}._.{name} is already registered by another package, with {owner.get_extension(name)}; "
                    f"icenews_nlp needs it with the default {default!r}. Use the two packages in separate processes, or call "
                    f"{owner.__name__}.remove_extension({name!r}) before this if the other one is not needed."
                )


class WordLike(Protocol):
    """A word before and after annotation: language.tokenization.words.Word and documents.document.Token."""

    @property
    def start(self) -> int:
        """Where it begins in the text, in code points."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""

    @property
    def text(self) -> str:
        """As written."""

    @property
    def norm(self) -> str:
        """As it is looked up."""

    @property
    def kind(self) -> TokenKind:
        """Word, number, punctuation and so on."""


class _Piece(NamedTuple):
    """A token of a Doc to be: a word, or whitespace beyond single spaces."""

    form: str
    space: bool
    """Whether a space that follows belongs to it."""
    source: WordLike | None
    """None for whitespace."""
    opens: bool
    """Whether a sentence begins with it."""


def make_doc(vocab: Vocab, text: str, words: Sequence[WordLike], starts: Collection[int]) -> Doc:
    """A Doc of these words, whose text is `text` to the last character.

    A space after a token belongs to it, as always in spaCy; any other whitespace is a token of its own in the sentence before.

    Args:
        vocab: the vocabulary of the Doc.
        text: any text without lone surrogates.
        words: its words in order, which cover all but whitespace.
        starts: indexes of the words that begin a sentence.

    Returns:
        With sentence starts, norms and kinds.
    """
    forms, spaces, sources, opens = zip(*_pieces(text, words, starts), strict=True) if text else ((), (), (), ())
    doc = Doc(vocab, words=list(forms), spaces=list(spaces), sent_starts=list(opens))
    data = _data(doc)
    for token, source in zip(doc, sources, strict=True):
        if source is None:
            token.tag_, token.pos_, token.lemma_ = SPACE_TAG, "SPACE", token.text
        else:
            token.norm_ = source.norm
            data[_key(KIND, token)] = source.kind.value
    return doc


def _pieces(text: str, words: Sequence[WordLike], starts: Collection[int]) -> Iterator[_Piece]:
    done = 0  # end of what is in a piece
    for i, word in enumerate(words):
        if done < word.start:
            yield _Piece(text[done : word.start], False, None, opens=done == 0)
        has_space = text.startswith(" ", word.end)
        yield _Piece(word.text, has_space, word, opens=i in starts if i else word.start == 0)
        done = word.end + has_space
    if done < len(text):
        yield _Piece(text[done:], False, None, opens=done == 0)


class DocWords(NamedTuple):
    """A Doc's tokens but for whitespace, and the same as language/ sees them."""

    tokens: list[Token]
    tokenized: Tokenized


def doc_words(doc: Doc) -> DocWords:
    """The words of a Doc, from any tokenizer; without sentence starts it is one sentence."""
    tokens: list[Token] = []
    words: list[Word] = []
    starts: list[int] = []
    opens, kinds = True, _data(doc)
    for token in doc:
        opens = opens or bool(token.is_sent_start)
        if token.is_space:
            continue
        if opens:
            starts.append(len(tokens))
            opens = False
        tokens.append(token)
        words.append(_word(token, kinds.get(_key(KIND, token))))
    sentences = list(pairwise([*starts, len(tokens)]))
    return DocWords(tokens, Tokenized(words, sentences, _values(words, notes(doc).get("values", ()))))


def _values(words: Sequence[Word], stored: Sequence[Mapping[str, Any]]) -> list[ParsedValue]:
    """The values whose words are still there; merging tokens across the end of a value loses it."""
    found = []
    for value in stored:
        inside = words_within(words, value["start"], value["end"])
        if inside is not None:
            found.append(ParsedValue(*inside, value["content"]))
    return found


def words_within(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    """The first and last word of a range that words fill; None where a word lies across one of its ends, or it has none."""
    first = bisect_left(words, start, key=lambda word: word.start)
    last = bisect_left(words, end + 1, key=lambda word: word.end) - 1
    cut = (first > 0 and words[first - 1].end > start) or (last + 1 < len(words) and words[last + 1].start < end)
    return None if cut or first > last else (first, last)


def _word(token: Token, kind: str | None) -> Word:
    start, text = token.idx, token.text
    if kind is not None:
        return Word(start, start + len(text), text, token.norm_, _KINDS[kind])
    # Another tokenizer's: its norm is in small letters.
    guess = TokenKind.PUNCTUATION if token.is_punct else TokenKind.NUMBER if token.is_digit else TokenKind.WORD
    return Word(start, start + len(text), text, text, guess)


def set_grammar(token: Token, tag: str, grammar: Grammar) -> None:
    """Give a token its tag, part of speech and features."""
    token.tag_, token.pos_ = tag, grammar.pos
    token.set_morph(grammar.morph)  # type: ignore[attr-defined]  # spaCy's stub forgets it


def set_lemma(doc: Doc, token: Token, choice: LemmaChoice, parts: Sequence[Part]) -> None:
    """Give a token its lemma, with where it comes from, the alternatives and the parts."""
    data = _data(doc)
    token.lemma_ = choice.lemma
    data[_key(LEMMA_SOURCE, token)] = choice.source.value
    for name, items in ((ALTERNATIVES, choice.alternatives), (PARTS, parts)):
        if items:
            data[_key(name, token)] = [item._asdict() for item in items]
        else:
            data.pop(_key(name, token), None)


def get_lemma(doc: Doc, token: Token) -> tuple[LemmaChoice, tuple[Part, ...]]:
    """A token's lemma and parts; without a lemma its norm, as from the surface."""
    data = _data(doc)
    source = data.get(_key(LEMMA_SOURCE, token))
    if not token.lemma_ or source is None:
        return LemmaChoice(token.lemma_ or token.norm_, LemmaSource.SURFACE, (), token.tag_), ()
    others = tuple(OtherLemma(**other) for other in data.get(_key(ALTERNATIVES, token), ()))
    parts = tuple(Part(**part) for part in data.get(_key(PARTS, token), ()))
    return LemmaChoice(token.lemma_, LemmaSource(source), others, token.tag_), parts


def notes(doc: Doc) -> dict[str, Any]:
    """Our notes on the whole Doc, kept in `doc.user_data`."""
    found: dict[str, Any] = doc.user_data.setdefault(USER_DATA, {})
    return found


def _data(doc: Doc) -> dict[Any, Any]:
    """`doc.user_data`, whose keys are not only the strings that spaCy's stub says."""
    return cast("dict[Any, Any]", doc.user_data)


def _key(name: str, token: Token) -> tuple[str, str, int, None]:
    """Where spaCy keeps `token._.<name>`: writing there is eight times as fast, and there are two writes per word."""
    return "._.", name, token.idx, None
