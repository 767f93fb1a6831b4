"""Tagged sentences from CoNLL-U."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.training.treebank import read_treebank

SENTENCE = """# text = Wir gehen zum See.
1	Wir	wir	PRON	PPER	_	2	nsubj	_	_
2	gehen	gehen	VERB	VVFIN	_	0	root	_	_
3-4	zum	_	_	_	_	_	_	_	_
3	zu	zu	ADP	APPR	_	5	case	_	_
4	dem	der	DET	ART	_	5	det	_	_
5	See	See	NOUN	NN	_	2	obl	_	SpaceAfter=No
6	.	.	PUNCT	$.	_	2	punct	_	_

"""


def test_a_contraction_is_one_word_without_a_tag(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(SENTENCE, encoding="utf-8")
    [sentence], held_out = read_treebank(tmp_path / "a.conllu")
    assert sentence.words == ("Wir", "gehen", "zum", "See", ".")
    assert sentence.tags == ("PRON", "VERB", "", "NOUN", "PUNCT")
    assert sentence.spaces == (True, True, True, False, True)
    assert held_out == ()


def test_files_to_test_with_are_held_out(tmp_path: Path) -> None:
    for name in ("x_dev", "x_test"):
        (tmp_path / f"{name}.conllu").write_text(SENTENCE, encoding="utf-8")
    known, held_out = read_treebank(tmp_path)
    assert (len(known), len(held_out)) == (1, 1)


def test_a_folder_without_files_is_no_treebank(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="conllu"):
        read_treebank(tmp_path)
