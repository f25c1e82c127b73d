"""Pictures that are kept once, by their hash, in a folder of the user's."""

import hashlib
import os
from pathlib import Path

from game.record.pictures import Pictures, is_name

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
NAME = hashlib.sha256(PNG).hexdigest()


def test_a_folder_is_made_with_all_that_is_above_it(tmp_path: Path) -> None:
    kept = Pictures(tmp_path / "data" / "whitecell" / "pictures")
    kept.keep({NAME: PNG})
    assert kept.read(NAME) == PNG


def test_a_second_picture_goes_into_the_folder_that_is_there(tmp_path: Path) -> None:
    other = PNG + b"!"
    kept = Pictures(tmp_path)
    kept.keep({NAME: PNG})
    kept.keep({hashlib.sha256(other).hexdigest(): other})
    assert len(list(tmp_path.iterdir())) == 2


def test_what_a_killed_program_of_the_same_number_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.{os.getpid()}").write_bytes(b"half")
    Pictures(tmp_path).keep({NAME: PNG})
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_only_a_hash_in_small_letters_is_a_name() -> None:
    assert is_name(NAME)
    assert not any(is_name(each) for each in (NAME.upper(), NAME[1:], f"{NAME}\n", f"../{NAME}", 5, None, b"0" * 64))
