"""Every artefact twice, with equal bytes."""

import artefacts


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_everything_is_made_twice_with_equal_bytes(tmp_path, release, earlier, keys):
    again = artefacts.make(tmp_path, keys, "--apt-pool", str(earlier))
    first, second = files(release), files(again)
    assert first.keys() == second.keys()
    assert [str(path) for path in first if first[path] != second[path]] == []
    assert len(first) >= 10
