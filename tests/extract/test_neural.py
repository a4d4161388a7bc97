"""camel-tools' recogniser as a labeller of names: chosen by name, and end to end over a tiny model that is built here.

The model knows a handful of words and the label of each: its one layer passes on what it is given, so the label of a
word is the one that its first piece was given. It goes through camel-tools' own ``NERecognizer`` as a real one does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from graphbuild.api import engine
from graphbuild.errors import UnknownNameError, UsageError
from graphbuild.extract.evidence import Unit
from graphbuild.extract.labellers import labeller
from graphbuild.extract.neural import Camel, sound, spread
from graphbuild.pipeline import Engine
from graphbuild.records import Article, Reading

LABELS = ("B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O")
#: First pieces of words and their labels; other words are [UNK], which is O.
PIECES = {
    "زهيرون": "B-PERS",
    "القلم": "I-PERS",
    "وزهيرون": "B-PERS",
    "زمر": "B-LOC",
    "وزمر": "I-LOC",
    "تجمع": "B-ORG",
    "الغيداق": "I-ORG",
    "والنمارق": "I-ORG",
    "الميثاقون": "B-MISC",
    "الشنفرون": "I-PERS",
}
LATER_PIECES = ("##ساني", "##ونة")


def build(folder: Path, labels: dict[str, str]) -> Path:
    """A model for names in a folder, as transformers writes one."""
    torch = pytest.importorskip("torch", reason="needs the extra neural (torch, transformers)")
    transformers = pytest.importorskip("transformers", reason="needs the extra neural (torch, transformers)")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *labels, *LATER_PIECES]
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=len(LABELS),
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=4,
        max_position_embeddings=256,
        id2label=dict(enumerate(LABELS)),
        label2id={label: number for number, label in enumerate(LABELS)},
    )
    model = transformers.BertForTokenClassification(config)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "LayerNorm.weight" not in name:
                weight.zero_()
        for number, piece in enumerate(vocabulary):
            model.bert.embeddings.word_embeddings.weight[number, LABELS.index(labels.get(piece, "O"))] = 1
        model.classifier.weight.copy_(torch.eye(len(LABELS)))
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    transformers.BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model where a user of camel-tools has hers, with the catalogue that tells of it."""
    home = tmp_path_factory.mktemp("camel")
    model = build(home / "data" / "ner" / "tiny", PIECES)
    component = {"default": "tiny", "datasets": {"tiny": {"path": "ner/tiny"}}}
    catalogue = {"version": "1.6.0", "packages": {}, "components": {"NamedEntityRecognition": component}}
    (home / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    return model


@pytest.fixture(scope="module")
def camel(folder: Path) -> Engine:
    """The engine with that recogniser; a connection asked for on the way is an error."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("socket.create_connection", lambda *_, **__: pytest.fail("a connection was asked for"))
        patch.setattr("socket.getaddrinfo", lambda *_, **__: pytest.fail("a connection was asked for"))
        return Engine.load(names=str(folder))


def named(reading: Reading) -> set[tuple[str, str]]:
    """The actors that the lists do not have, as (type, label)."""
    return {(actor.type, actor.label_ar) for actor in reading.actors if actor.id.startswith("actor/x-")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("التقى بوتين زهيرون القلمساني.", {("person", "زهيرون القلمساني")}),  # a word of two pieces
        ("انتقد بوتين وزهيرون القلمساني الاتفاق.", {("person", "زهيرون القلمساني")}),  # a conjunction before it
        ("غادر بوتين زمرونة وزمرونة أمس.", {("place", "زمرونة وزمرونة")}),  # a clitic within a name is its own
        ("اتهم بوتين تجمع الغيداق والنمارق.", {("organization", "تجمع الغيداق والنمارق")}),
        ("انتقد بوتين الميثاقون.", set()),  # MISC is no actor
        ("التقى بوتين الشنفرون.", {("person", "الشنفرون")}),  # what goes on with nothing begins a name
    ],
)
def test_names_are_found_with_their_type_and_extent(camel: Engine, text: str, wanted: set[tuple[str, str]]) -> None:
    assert named(camel.read(Article("1", text))) == wanted


def test_spans_are_those_of_the_text(camel: Engine) -> None:
    text = "قال الكرملين إن بوتين سيستقبل زهيرون القلمساني الجمعة."
    reading = camel.read(Article("1", text))
    (actor,) = (a for a in reading.actors if a.label_ar == "زهيرون القلمساني")
    (mention,) = actor.mentions
    assert text[mention.span.start : mention.span.end] == mention.text == "زهيرون القلمساني"
    assert "زهيرون القلمساني" in {claim.object.text for claim in reading.claims if claim.object}


def test_known_names_stay_what_the_lists_say(camel: Engine) -> None:
    text = "زار بوتين كييف والتقى زيلينسكي."
    assert camel.read(Article("1", text)).claims == engine().read(Article("1", text)).claims


def test_a_sentence_longer_than_the_models_window_is_labelled_to_its_end(camel: Engine) -> None:
    words = ["كلمة"] * 400
    words[0] = words[-1] = "زهيرون"
    labels = Camel.words(camel.extractor.scenes._recogniser._labeller, [*words, ""])
    assert [index for index, label in enumerate(labels) if label != "O"] == [0, 399]
    assert len(labels) == 401  # a word of which the tokenizer leaves nothing has a label too


def test_another_recogniser_or_model_is_another_engine(camel: Engine, folder: Path, tmp_path: Path) -> None:
    again = Engine.load(names=str(folder))
    other = Engine.load(names=str(build(tmp_path / "other", {**PIECES, "زهيرون": "B-ORG"})))
    assert again.fingerprint == camel.fingerprint
    assert len({camel.fingerprint, other.fingerprint, engine().fingerprint}) == 3
    assert len({camel.name, other.name, engine().name}) == 3


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"CAMELTOOLS_DATA": str(home), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "graphbuild", *arguments], capture_output=True, text=True, encoding="utf-8", env=env
    )


def test_on_the_command_line_what_camel_tools_has_installed_is_used(folder: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("التقى بوتين زهيرون القلمساني.", encoding="utf-8")
    done = run("extract", str(article), "--names", "camel", "-q", home=folder.parent.parent.parent)
    assert done.returncode == 0, done.stderr
    assert "زهيرون القلمساني" in {actor["label"]["ar"] for actor in json.loads(done.stdout)["actors"]}


def test_without_data_the_error_says_what_to_install(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text('{"version": "1.6.0", "packages": {}, "components": {}}', encoding="utf-8")
    done = run("explain", "زار بوتين كييف.", "--names", "camel", home=tmp_path)
    assert done.returncode == 2
    assert "camel_data -i" in done.stderr and "Traceback" not in done.stderr


def test_a_folder_that_holds_no_model_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no model for names"):
        Engine.load(names=str(tmp_path))
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="does not open"):
        Engine.load(names=str(tmp_path))


# ---- what needs no torch -----------------------------------------------------------------------------------------------


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "camel_tools.ner", None)  # the import fails, as without torch
    with pytest.raises(UsageError, match=r"pip install .*neural"):
        Engine.load(names="camel")


def test_an_unknown_recogniser_is_refused_with_the_known() -> None:
    with pytest.raises(UnknownNameError, match="crf") as caught:
        Engine.load(names="crv")
    assert "camel" in str(caught.value) and "folder" in str(caught.value)


def test_by_default_the_model_that_ships_is_used() -> None:
    assert labeller().name == "crf"
    assert Engine.load(names="crf").name == engine().name


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["B-PERS", "I-PERS", "O"], ["B-PER", "I-PER", "O"]),
        (["I-LOC"], ["B-LOC"]),
        (["O", "I-ORG", "I-ORG"], ["O", "B-ORG", "I-ORG"]),
        (["B-PERS", "I-ORG"], ["B-PER", "B-ORG"]),
        (["B-MISC", "I-MISC", "I-PERS"], ["O", "O", "B-PER"]),
        (["B-LOC", "B-LOC"], ["B-LOC", "B-LOC"]),
        (["?", ""], ["O", "O"]),
    ],
)
def test_labels_become_ours(given: Sequence[str], wanted: Sequence[str]) -> None:
    assert sound(given) == wanted


def test_clitics_before_a_name_are_outside_it_and_those_within_are_inside() -> None:
    units = [Unit("و", "و", 0, True, 0), Unit("تجمع", "تجمع", 0, False, 1), Unit("و", "و", 1, True, 0)]
    units.append(Unit("نمارق", "نمارق", 1, False, 1))
    assert spread(units, ["B-ORG", "I-ORG"]) == ["O", "B-ORG", "I-ORG", "I-ORG"]
