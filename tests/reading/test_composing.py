from typing import Any

import pytest
import yaml
from tests.checking.examples import Example, valid_examples

from disclosure.reading.composing import PureParser, compose

YAML = [example for example in valid_examples() if example.path.suffix == ".yaml"]


def _shape(node: Any) -> object:  # noqa: ANN401 -- a node of any kind, or a pair of them
    """Return a node as plain values: its kind, its place, whether it is quoted, and what is in it."""
    if isinstance(node, tuple):
        return tuple(_shape(part) for part in node)
    inner = node.value if isinstance(node, yaml.ScalarNode) else [_shape(part) for part in node.value]
    quoted = node.style or "" if isinstance(node, yaml.ScalarNode) else ""
    return type(node).__name__, node.start_mark.line, node.start_mark.column, quoted, inner


@pytest.mark.parametrize("example", YAML, ids=lambda example: "/".join(example.path.parts[-2:]))
def test_the_parser_in_python_sees_what_the_parser_in_c_sees(example: Example) -> None:
    """A machine without libyaml reads the same values at the same places."""
    text = example.path.read_text(encoding="utf-8")
    assert _shape(PureParser(text).get_single_node()) == _shape(compose(text))


def test_nodes_have_no_types_of_yaml() -> None:
    """The parser resolves nothing: every tag is the same empty one."""
    node = compose("a: 2024-01-02\nb: [no, 1]\n")
    assert isinstance(node, yaml.MappingNode)
    assert {value.tag for _key, value in node.value} == {""}
