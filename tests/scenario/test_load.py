"""Loading: one file and a folder come to the same, nothing outside the folder is read, the hash is the file's."""

import hashlib
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario import load as loading
from game.scenario.catalogue import scenarios
from game.scenario.files import MAIN
from game.scenario.findings import Finding, ScenarioError
from game.scenario.load import examine, examine_files, find, fingerprint, load, load_files, reread, shipped
from tests import kit
from tests.kit import document, inject, option, written

HEAD = "format: 1\nid: test\ntitle: A test\nclock: {days: 9}\nroles: {leader: }\n"


def folder(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files, by their names inside a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def refusal(path: Path) -> Finding:
    """The one thing that is wrong with a scenario."""
    (found,) = examine(path).findings
    return found


# --- one file or a folder


def test_a_file_and_a_folder_come_to_the_same_scenario(tmp_path: Path) -> None:
    one = kit.draft([inject(name, option("go"), day=2) for name in ("a", "b", "c")])
    one["injects"][2]["documents"] = [document("report", "Long.\n\nVery long.")]
    (tmp_path / "one.yaml").write_text(written(one), encoding="utf-8")
    head = {key: value for key, value in one.items() if key != "injects"}
    third = one["injects"][2] | {"documents": [{"kind": "report", "file": "documents/long.md"}]}
    spread = folder(
        tmp_path / "spread",
        {
            MAIN: written(head),
            "injects/10_b.yaml": written({"injects": [one["injects"][1]]}),
            "injects/02_a.yaml": json.dumps([one["injects"][0]]),
            "injects/11_c.yml": json.dumps(third),
            "injects/readme.txt": "not read",
            "documents/long.md": "Long.\n\nVery long.\n",
            "documents/unused.md": "not read",
        },
    )
    a, b = load(tmp_path / "one.yaml"), load(spread)
    assert a.injects == b.injects
    assert (a.gauges, a.roles, a.names) == (b.gauges, b.roles, b.names)
    assert load(spread / MAIN) == b
    assert list(b.source.files) == [
        MAIN,
        *(f"injects/{n}" for n in ("02_a.yaml", "10_b.yaml", "11_c.yml")),
        "documents/long.md",
    ]


def test_injects_of_files_come_after_those_of_the_main_file_in_name_order(tmp_path: Path) -> None:
    files = {
        MAIN: HEAD + "injects: [{id: first}]\n",
        "injects/b.yaml": "[{id: b}, {id: b2}]",
        "injects/a.yaml": "id: a",
    }
    made = load(folder(tmp_path, dict(files)))
    assert [inject.id for inject in made.injects] == ["first", "a", "b", "b2"]


@pytest.mark.parametrize("injects", ["", "injects:\n", "injects: []\n"])
def test_a_main_file_may_leave_all_injects_to_the_folder(tmp_path: Path, injects: str) -> None:
    made = load(folder(tmp_path, {MAIN: HEAD + injects, "injects/a.yaml": "- id: a"}))
    assert [inject.id for inject in made.injects] == ["a"]


def test_a_mistake_in_a_file_of_the_folder_names_that_file(tmp_path: Path) -> None:
    folder(
        tmp_path, {MAIN: HEAD, "injects/a.yaml": "- id: a\n- id: b\n  to: [leaedr]\n", "injects/b.yaml": "- id: a\n"}
    )
    unknown, twice = examine(tmp_path).findings
    assert str(unknown.place) == f"{tmp_path}/injects/a.yaml:3:8"
    assert str(twice.place) == f"{tmp_path}/injects/b.yaml:1:7"
    assert twice.says == f"a second inject is called 'a'; the first is in line 1 of {tmp_path}/injects/a.yaml."


def test_mistakes_of_several_files_are_said_in_one_go(tmp_path: Path) -> None:
    folder(
        tmp_path,
        {MAIN: HEAD + "sumary: x\n", "injects/a.yaml": "- {", "injects/b.yaml": "a: [", "injects/c.yaml": "- id: c"},
    )
    found = examine(tmp_path).findings
    assert [Path(finding.place.file).name for finding in found] == [MAIN, "a.yaml", "b.yaml"]


def test_a_folder_without_scenario_yaml_is_refused_with_what_is_near(tmp_path: Path) -> None:
    folder(tmp_path, {"my.yaml": HEAD})
    found = refusal(tmp_path)
    assert (found.code, found.says) == ("WC001", "there is no 'scenario.yaml' in this folder.")
    assert found.cure == "Name the file itself: 'my.yaml'."
    (tmp_path / "scenario.yaml.txt").touch()
    (found,) = examine(tmp_path).findings
    assert found.says == "there is no 'scenario.yaml' in this folder, but there is 'scenario.yaml.txt'."
    assert found.cure == "Take the .txt off: it has to be called 'scenario.yaml'."
    assert "holds 'scenario.yaml'" in refusal(folder(tmp_path / "empty", {"a.txt": ""})).cure


def test_the_injects_folder_beside_another_file_is_not_its(tmp_path: Path) -> None:
    folder(tmp_path, {"my.yaml": HEAD, "injects/a.yaml": "- id: a"})
    assert load(tmp_path / "my.yaml").injects == ()


# --- documents


def with_document(tmp_path: Path, file: str, **files: str | bytes) -> Path:
    text = HEAD + f"injects:\n- id: a\n  documents:\n  - {{kind: report, file: {json.dumps(file)}}}\n"
    return folder(tmp_path, {"s.yaml": text, **files}) / "s.yaml"


def test_the_text_of_a_document_may_be_a_file_of_its_own(tmp_path: Path) -> None:
    path = with_document(tmp_path, "papers/map.txt", **{"papers/map.txt": "\ufeffNORTH\r\n\tEAST\x1b[2J\r\n"})
    made = load(path)
    assert made.injects[0].documents[0].text == "NORTH\n    EAST�[2J"
    assert list(made.source.files) == ["s.yaml", "papers/map.txt"]


def test_a_file_that_two_documents_name_is_read_once(tmp_path: Path) -> None:
    two = "injects:\n- id: a\n  documents: [{kind: map, file: m.txt}, {kind: map, file: m.txt}]\n"
    made = load(folder(tmp_path, {"s.yaml": HEAD + two, "m.txt": "x"}) / "s.yaml")
    assert [each.text for each in made.injects[0].documents] == ["x", "x"]


@pytest.mark.parametrize(
    "file",
    [
        "../secret.txt",
        "/etc/passwd",
        "a/../../secret.txt",
        "..",
        "..\\secret.txt",
        "C:\\secret.txt",
        "c:secret",
    ],
)
def test_a_document_outside_the_folder_is_refused(tmp_path: Path, file: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    found = refusal(with_document(tmp_path / "inside", file))
    assert (found.code, found.place.line) == ("WC020", 9)
    assert "leads out of the scenario's folder." in found.says


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    path = with_document(tmp_path / "inside", "link.txt")
    (tmp_path / "inside" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert refusal(path).code == "WC020"
    path = with_document(tmp_path / "inside", "way/secret.txt")
    (tmp_path / "inside" / "way").symlink_to(tmp_path)
    assert refusal(path).code == "WC020"


def test_no_file_of_injects_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("- id: outside", encoding="utf-8")
    inside = folder(tmp_path / "inside", {MAIN: HEAD, "injects/a.yaml": "- id: a"})
    (inside / "injects" / "b.yaml").symlink_to(tmp_path / "outside.yaml")
    assert refusal(inside).code == "WC020"


def test_a_link_that_stays_inside_is_followed(tmp_path: Path) -> None:
    path = with_document(tmp_path, "link.txt", **{"real.txt": "here"})
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    assert load(path).injects[0].documents[0].text == "here"


def test_links_in_a_ring_are_refused(tmp_path: Path) -> None:
    path = with_document(tmp_path, "a.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert refusal(path).code in ("WC001", "WC020")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = with_document(tmp_path, "pipe.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert refusal(path).code == "WC001"


@pytest.mark.parametrize(
    ("files", "code", "says", "cure"),
    [
        ({}, "WC001", "there is no file 'm.txt'.", ""),
        ({"mm.txt": "x"}, "WC001", "there is no file 'm.txt'.", "Did you mean 'mm.txt'?"),
        (
            {"m.txt": b"\xff\xfe\x00"},
            "WC003",
            "'m.txt': this is text in UTF-16, not in UTF-8.",
            "Save the file as UTF-8",
        ),
        ({"m.txt": "x" * 32_001}, "WC022", "'m.txt' has 32,001 characters; 32,000 is the most.", "Split it"),
        ({"m.txt": b"x" * (16 * 1024 * 1024 + 1)}, "WC002", "'m.txt': this file is larger than 16 MB.", "is text"),
    ],
)
def test_a_document_that_cannot_be_had_is_named_where_it_is_called_for(
    tmp_path: Path, files: dict[str, str | bytes], code: str, says: str, cure: str
) -> None:
    found = refusal(with_document(tmp_path, "m.txt", **files))
    assert (found.code, found.place.line, found.says) == (code, 9, says)
    assert cure in found.cure
    assert found.source == '  - {kind: report, file: "m.txt"}'


def test_a_document_is_no_yaml_of_the_scenario(tmp_path: Path) -> None:
    found = refusal(with_document(tmp_path, "other.yaml", **{"other.yaml": "a"}))
    assert (found.code, found.cure) == ("WC021", "Give the document a name that ends in .md or .txt.")


# --- bounds


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = folder(tmp_path, {"s.yaml": HEAD + "# " + "x" * 17_000_000}) / "s.yaml"
    start = time.process_time()
    assert refusal(path).code == "WC002"
    assert time.process_time() - start < 5


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, {MAIN: HEAD} | {f"injects/{n}.yaml": "[]" for n in range(501)})
    assert refusal(tmp_path).code == "WC006"


def test_a_scenario_that_is_too_large_in_all_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MAX_TOTAL", 400)
    folder(tmp_path, {MAIN: HEAD} | {f"injects/{n}.yaml": "- id: a\n" + "#" * 99 for n in range(9)})
    assert {finding.code for finding in examine(tmp_path).findings} == {"WC002"}


def test_a_scenario_has_32_megabytes_in_all_and_not_a_character_more() -> None:
    piece = "#" * (8 * 1024 * 1024)
    files = {MAIN: HEAD} | {f"injects/{n}.yaml": "[] " + piece[3:] for n in range(4)}
    last = files["injects/3.yaml"]
    fits = files | {"injects/3.yaml": last[: -len(HEAD)]}
    assert sum(map(len, fits.values())) == 32 * 1024 * 1024
    assert "WC002" not in {finding.code for finding in examine_files(fits).findings}
    (found,) = [each for each in examine_files(fits | {MAIN: HEAD + "#"}).findings if each.code == "WC002"]
    assert found.says == "this scenario is larger than 32 MB."


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "", "no/such/thing", "\ud800"])
def test_a_name_that_no_file_can_have_is_refused_in_a_sentence(name: str) -> None:
    assert examine(name).findings[0].level == "error"
    with pytest.raises(ScenarioError):
        load(name)


@pytest.mark.parametrize("kind", ["null", "keys", "injects", "evidence", "chose", "strings"])
def test_no_number_of_mistakes_takes_long(kind: str) -> None:
    many = {
        "null": HEAD + "injects: [" + "," * 1 + "~," * 4_900 + "]",
        "keys": HEAD + "".join(f"k{n}: 1\n" for n in range(4_900)),
        "injects": HEAD + "injects:\n" + "- {id: A, to: [X, Y, Z]}\n" * 4_900,
        "evidence": HEAD
        + "injects:\n- id: a\n  options:\n  - id: b\n    evidence:\n"
        + "".join(f"      measure_impac{n}: {{weight: 1}}\n" for n in range(4_900)),
        "chose": HEAD
        + "injects:\n"
        + "".join(f"- {{id: inject_{n}, when: chose(injcet_{n})}}\n" for n in range(4_900)),
        "strings": HEAD + "injects: [{id: a, to: [" + "X," * 4_900 + "]}]",
    }[kind].replace("[,~", "[~")
    start = time.process_time()
    found = examine_files({"s.yaml": many}).findings
    assert 0 < len(found) <= 500
    assert time.process_time() - start < 20  # a hang is what this is about


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=3))
def test_whatever_files_a_run_kept_nothing_but_findings_comes_of_them(files: dict[str, str]) -> None:
    assert examine_files(files).findings


# --- what a run keeps


@pytest.mark.parametrize(
    "data", ["\ufeff" + HEAD, HEAD.replace("\n", "\r\n"), HEAD, "\ufeff" + HEAD.replace("\n", "\r\n")]
)
def test_the_hash_of_one_file_is_the_hash_of_its_bytes(tmp_path: Path, data: str) -> None:
    path = folder(tmp_path, {"s.yaml": data}) / "s.yaml"
    made = load(path)
    assert made.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert load_files(made.source.files).sha256 == made.sha256
    assert made.roles[0].id == "leader"


def test_the_hash_of_a_folder_counts_names_and_texts_of_what_was_read(tmp_path: Path) -> None:
    files = {MAIN: "\ufeff" + HEAD, "injects/a.yaml": "- id: a\r\n"}
    made = load(folder(tmp_path, {**files, "notes.txt": "not read"}))
    expected = hashlib.sha256(json.dumps(sorted(files.items()), ensure_ascii=False).encode()).hexdigest()
    assert made.sha256 == expected == fingerprint(dict(reversed(files.items())))
    assert load_files(dict(sorted(made.source.files.items()))) == made


def test_a_run_opens_its_scenario_without_the_files(tmp_path: Path) -> None:
    path = with_document(tmp_path, "documents/m.txt", **{"documents/m.txt": "map"})
    made = load(path)
    kept = json.loads(json.dumps(made.source.files))
    for file in (path, tmp_path / "documents" / "m.txt"):
        file.unlink()
    assert load_files(kept) == made
    assert load_files(dict(sorted(kept.items()))) == made  # whatever order a store gives them back in


def test_what_a_run_kept_without_a_file_is_refused_where_it_is_called_for() -> None:
    text = HEAD + "injects: [{id: a, documents: [{kind: map, file: m.txt}]}]\n"
    (found,) = examine_files({"s.yaml": text}).findings
    assert (found.code, found.place.line) == ("WC001", 6)
    assert "'m.txt' is not among the scenario's files." in found.says


# --- finding


def test_the_shipped_scenarios_are_found_by_their_ids() -> None:
    assert list(shipped()) == sorted(shipped())
    assert {"starter", "orvane_mission"} <= set(shipped())
    assert find("starter") == scenarios() / "starter.yaml"
    assert find(str(scenarios() / "starter.yaml")) == scenarios() / "starter.yaml"


def test_a_name_that_is_neither_id_nor_path_gets_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"^startr: there is no such scenario\. Did you mean 'starter'\?$"):
        find("startr")
    with pytest.raises(ScenarioError, match=r"Shipped are: .*orvane_mission.*Or give the path"):
        find("zzzzzzzz")


def test_a_file_here_goes_before_a_shipped_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder(tmp_path, {"starter": HEAD}))
    assert find("starter") == Path("starter")
    assert load("starter").id == "test"


def test_reread_gives_the_scenario_or_what_is_wrong(tmp_path: Path) -> None:
    path = folder(tmp_path, {"s.yaml": HEAD}) / "s.yaml"
    scenario, findings = reread(path)
    assert (scenario and scenario.id, findings) == ("test", ())
    path.write_text(HEAD + "nonsense: 1\n", encoding="utf-8")
    scenario, findings = reread(path)
    assert (scenario, [finding.code for finding in findings]) == (None, ["WC102"])
