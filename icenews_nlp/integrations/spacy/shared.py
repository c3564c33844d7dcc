"""What the spaCy components share: one analyser per Language, the scores that one component leaves for the next, saving.

A saved pipeline holds the settings and the name of the model, not the model, which comes with this package.
"""

from __future__ import annotations

import json
import threading
import warnings
from collections.abc import Sequence, Sized
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Token

from icenews_nlp.enrichment.assemble import provenance
from icenews_nlp.enrichment.profiles import find_profile, make_analyser
from icenews_nlp.errors import ModelError
from icenews_nlp.integrations.spacy.docs import DocWords, notes, register_attributes
from icenews_nlp.language.analyser import Analyser
from icenews_nlp.language.tagging.scores import Floats, SentenceScores, TagScore

LikelyTags = tuple[TagScore, ...]

Self = TypeVar("Self", bound="AnalyserPipe")
T = TypeVar("T")


class SharedAnalyser:
    """The analyser of a profile, opened on first use and left out when pickled. Any number of threads may share it.

    Scores wait here between two components, for as long as their Doc lives; what takes them removes them.
    """

    def __init__(self, profile: str) -> None:
        """Initialise the instance.

        Args:
            profile: a name among `PROFILES`.

        Raises:
            ProfileError: it is not.
        """
        find_profile(profile)
        self.profile = profile
        self._forget()

    def _forget(self) -> None:
        self._opening = threading.RLock()
        self._handing_over = threading.Lock()
        """Held while scores are stored or taken: a WeakKeyDictionary is not safe for threads."""
        self._analyser: Analyser | None = None
        self._provenance: dict[str, Any] = {}
        self._tags: WeakKeyDictionary[Doc, list[list[LikelyTags]]] = WeakKeyDictionary()
        self._labels: WeakKeyDictionary[Doc, list[Floats]] = WeakKeyDictionary()

    def __getstate__(self) -> dict[str, str]:
        return {"profile": self.profile}

    def __setstate__(self, state: dict[str, str]) -> None:
        self.profile = state["profile"]
        self._forget()

    @property
    def analyser(self) -> Analyser:
        """The analyser; the first call loads its model."""
        with self._opening:
            if self._analyser is None:
                self._analyser = make_analyser(self.profile)
            return self._analyser

    def adopt(self, analyser: Analyser) -> None:
        """Use an analyser of this profile that the caller has opened and will close."""
        self._forget()
        self._analyser = analyser

    @property
    def provenance(self) -> dict[str, Any]:
        """What makes the annotations, as the fields of documents.Provenance."""
        with self._opening:
            if not self._provenance:
                self._provenance = provenance(self.profile, self.analyser).model_dump()
            return dict(self._provenance)

    def predict(self, docs: Sequence[Doc], words: Sequence[DocWords]) -> list[list[SentenceScores]]:
        """Tag many Docs in one call of the tagger, and keep the scores for `likely_tags` and `labels`.

        Args:
            docs: the Docs.
            words: the words of each.

        Returns:
            The scores of each Doc's sentences.
        """
        found = self.analyser.score([own.tokenized for own in words])
        with self._handing_over:
            for doc, own in zip(docs, found, strict=True):
                self._tags[doc] = [sentence.tags for sentence in own]
                self._labels[doc] = [sentence.labels for sentence in own]
        return found

    def likely_tags(self, doc: Doc, words: DocWords) -> list[list[LikelyTags]]:
        """The likely tags of each sentence's words: those kept for the Doc, but where a word has another tag that tag alone.

        A Doc without any tag is tagged for the purpose.
        """
        kept = self._taken(self._tags, doc)
        if kept is None and not any(token.tag for token in words.tokens):
            self.predict([doc], [words])
            kept = self._taken(self._tags, doc)
        sentences = words.tokenized.sentences
        if kept is None or not _fits(kept, words):
            kept = [[()] * (last - first) for first, last in sentences]
        return [
            [_likely(token, tags) for token, tags in zip(words.tokens[first:last], own, strict=True)]
            for (first, last), own in zip(sentences, kept, strict=True)
        ]

    def kept_labels(self, doc: Doc, words: DocWords) -> Sequence[Floats]:
        """The label scores of each sentence that are kept for the Doc, which stay; () where there are none."""
        with self._handing_over:
            kept = self._labels.get(doc)
        return kept if kept is not None and _fits(kept, words) else ()

    def labels(self, doc: Doc, words: DocWords) -> Sequence[Floats]:
        """The label scores of each sentence: those kept for the Doc, else from a pass of the tagger."""
        if not self.kept_labels(doc, words):
            self.predict([doc], [words])
        return self._taken(self._labels, doc) or ()

    def _taken(self, waiting: WeakKeyDictionary[Doc, list[T]], doc: Doc) -> list[T] | None:
        with self._handing_over:
            return waiting.pop(doc, None)


def _fits(kept: Sequence[Sized], words: DocWords) -> bool:
    """Whether kept scores are of these sentences; someone may have merged tokens since."""
    return [len(sentence) for sentence in kept] == [last - first for first, last in words.tokenized.sentences]


def _likely(token: Token, tags: LikelyTags) -> LikelyTags:
    return tags if tags and token.tag_ in ("", tags[0].tag) else (TagScore(token.tag_, 1.0),)


def shared_analyser(nlp: Language, profile: str) -> SharedAnalyser:
    """The analyser that another component of this Language has for the profile, else a new one."""
    for _, component in nlp.components:
        shared = getattr(component, "shared", None)
        if isinstance(shared, SharedAnalyser) and shared.profile == profile:
            return shared
    return SharedAnalyser(profile)


class AnalyserPipe(Pipe):
    """Base of the components: annotates with the shared analyser, pickles without it, and saves its name."""

    name: str

    def __init__(self, shared: SharedAnalyser, name: str) -> None:
        """Initialise the instance.

        Args:
            shared: the analyser.
            name: the component's name in its pipeline.
        """
        register_attributes()
        self.name = name
        self.shared = shared

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc, from any tokenizer."""
        self.annotate([doc])
        return doc

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Annotate Docs in place, and note on them what made the annotations."""
        self.set_annotations(docs)
        for doc in docs:
            notes(doc)["provenance"] = self.shared.provenance

    def set_annotations(self, docs: Sequence[Doc]) -> None:
        """Annotate Docs in place."""
        raise NotImplementedError

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.shared, self.name), self.__dict__

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)  # in the place of Cython's own, which fails on what a subclass adds

    def to_bytes(self, **_: Any) -> bytes:
        """The profile and the name of the model, as JSON."""
        return json.dumps({"profile": self.shared.profile, "model": self.shared.provenance["model"]}).encode()

    def from_bytes(self: Self, data: bytes, **_: Any) -> Self:
        """Compare what was saved with what this component has.

        Args:
            data: what `to_bytes` gave.

        Returns:
            The same component; a UserWarning says that another model is installed.

        Raises:
            ModelError: it was saved with another profile.
        """
        saved, own = json.loads(data), self.shared
        if saved["profile"] != own.profile:
            raise ModelError(
                f"{self.name} was saved with profile {saved['profile']!r} but is made with {own.profile!r}; "
                "give the component the same profile in its config"
            )
        if saved["model"] != own.provenance["model"]:
            warnings.warn(
                f"{self.name} was saved with the model {saved['model']}, and this icenews_nlp has "
                f"{own.provenance['model']}: its annotations may differ",
                stacklevel=2,
            )
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write what `to_bytes` gives to the file `path`."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self: Self, path: str | Path, **_: Any) -> Self:
        """Compare as `from_bytes` does."""
        return self.from_bytes(Path(path).read_bytes())
