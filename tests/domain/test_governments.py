"""The canton a text is from, where nothing but a member of its government tells."""

import pytest

from pipeline.domain.data import load_toml, vocabulary
from pipeline.domain.governments import canton_of_members


@pytest.mark.parametrize(
    ("text", "canton"),
    [
        ("«Wir wollen früher ansetzen», sagt Jacqueline Fehr.", "ZH"),
        ("Regierungsrätin Hochuli stellte das Programm vor.", "AG"),
        ("Sicherheitsdirektorin Kathrin Schweizer wirbt für den Kredit.", "BL"),
        ("La conseillère d'État Béatrice Métraux a présenté le programme.", "VD"),
        ("Il consigliere di Stato Norman Gobbi ha firmato la convenzione.", "TI"),
        # Two cantons had a member of this name, and many people bear the other one.
        ("Regierungsrat Graf stellte das Programm vor.", None),
        ("Regierungsrat Müller stellte das Programm vor.", None),
        ("Guido Graf und Jacqueline Fehr stellten das Programm vor.", None),
        # Without an office a surname is anybody's.
        ("Hochuli leitet den Kurs seit zehn Jahren.", None),
        ("Der Kurs beginnt im Herbst.", None),
    ],
)
def test_member_of_a_government_tells_the_canton(text: str, canton: str | None) -> None:
    assert canton_of_members(text) == canton


def test_every_member_tells_the_own_canton() -> None:
    members = load_toml("governments")["members"]
    assert set(members) == set(vocabulary("canton")) - {"CH"}
    for canton, names in members.items():
        for surname, given in (name.split(", ") for name in names):
            assert canton_of_members(f"{given} {surname} stellte das Programm vor.") == canton
