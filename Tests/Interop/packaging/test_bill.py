"""The bill of materials, as a reader of CycloneDX validates it."""

import json

import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from artefacts import PROJECT, one


@pytest.fixture
def text(release):
    return one(release, "*.cdx.json").read_text()


def test_it_is_valid(text):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert len(Bom.from_json(json.loads(text)).components) > 10


def test_it_has_every_package_of_the_build(text):
    components = {component["name"]: component for component in json.loads(text)["components"]}
    pins = json.loads((PROJECT / "Package.resolved").read_text())["pins"]
    for pin in pins:
        assert components[pin["identity"]]["version"] == pin["state"]["version"]
    assert {"libyaml", "swift-runtime", "libcurl.so.4", "libc6"} <= components.keys()
