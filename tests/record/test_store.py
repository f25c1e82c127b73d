"""Where classes are kept: the usual folder, another, or an address that this version does not know."""

from pathlib import Path

import pytest

from game.record.log import RecordError
from game.record.store import FolderStore, store_at


@pytest.mark.parametrize("address", ["/srv/classes", "file:///srv/classes"])
def test_a_folder_is_given_as_it_is_or_by_its_address(address: str) -> None:
    store = store_at(address, Path("/usual"))
    assert isinstance(store, FolderStore)
    assert store.folder == Path("/srv/classes")


def test_without_an_address_it_is_the_usual_folder() -> None:
    store = store_at("", Path("/usual"))
    assert isinstance(store, FolderStore)
    assert store.folder == Path("/usual")


def test_a_kind_of_store_that_is_not_known_is_named_before_any_folder_is_made() -> None:
    with pytest.raises(RecordError, match=r"'redis://' is not known to it"):
        store_at("redis://here", Path("/usual"))
