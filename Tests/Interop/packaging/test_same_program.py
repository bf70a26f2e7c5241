"""The program of every artefact: the one that was built, so that it starts, runs and is loaded as that one does."""

import struct
import tarfile
import zipfile

from artefacts import PROGRAM, one, run

LOAD = 1


def loaded(program):
    """What the kernel maps of an ELF file of 64 bits: address, rights and bytes of each segment.

    The header says where the symbols are, which are not loaded: it is left out.
    """
    [headers] = struct.unpack_from("<Q", program, 32)
    size, count = struct.unpack_from("<HH", program, 54)
    segments = []
    for number in range(count):
        kind, rights, offset, address, _, length, memory, _ = struct.unpack_from("<IIQQQQQQ", program, headers + number * size)
        if kind == LOAD:
            segments.append((address, rights, memory, program[max(offset, 64) : offset + length]))
    assert len(segments) > 1
    return segments


def test_every_artefact_has_the_program_that_was_built(release, unpacked, tmp_path):
    programs = {"deb": (unpacked / "usr/bin/nethesis-mcp").read_bytes()}
    with tarfile.open(one(release, "*.tar.gz")) as archive:
        [name] = [name for name in archive.getnames() if name.endswith("bin/nethesis-mcp")]
        programs["tarball"] = archive.extractfile(name).read()
    with zipfile.ZipFile(one(release, "*.mcpb")) as bundle:
        programs["bundle"] = bundle.read("server/nethesis-mcp")
    with tarfile.open(one(release, "*.oci.tar")) as archive:
        archive.extractall(tmp_path / "layout", filter="data")
    [tag] = run("umoci", "ls", "--layout", tmp_path / "layout").split()
    run("umoci", "unpack", "--rootless", "--image", f"{tmp_path / 'layout'}:{tag}", tmp_path / "image")
    programs["image"] = (tmp_path / "image/rootfs/usr/bin/nethesis-mcp").read_bytes()

    with open(PROGRAM, "rb") as file:
        built = loaded(file.read())
    for artefact, program in programs.items():
        assert loaded(program) == built, artefact
