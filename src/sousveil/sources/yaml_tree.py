"""YAML read strictly, every value as text with its line: for tables that people keep by hand.

Nothing is guessed: `2019-08-13`, `no` and `1.10` stay the texts that stand there. What hides values
(anchors, aliases, tags, several documents, keys given twice) is refused, and with the aliases goes
the attack that multiplies them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sousveil.errors import FormatError, HostileInputError, UnreadableError

MAX_BYTES = 4 * 2**20
MAX_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Item:
    """A value of the file: text, a list of items or a mapping of items, with its line from 1."""

    content: str | tuple[Item, ...] | Mapping[str, Item]
    file: str
    line: int

    def fail(self, message: str) -> FormatError:
        """Return an error that names this place, to be raised."""
        return FormatError(message, path=self.file, line=self.line)

    def text(self) -> str:
        """Return the text with single blanks.

        Raises:
            FormatError: it is a list, a mapping or empty.
        """
        if not isinstance(self.content, str) or not self.content.strip():
            raise self.fail("a text is expected here")
        return " ".join(self.content.split())

    def items(self) -> tuple[Item, ...]:
        """Return the members of the list, at least one.

        Raises:
            FormatError: it is no list, or an empty one.
        """
        if not isinstance(self.content, tuple) or not self.content:
            raise self.fail("a list with at least one member is expected here")
        return self.content

    def texts(self) -> tuple[str, ...]:
        """Return the members of a list of texts, no two alike.

        Raises:
            FormatError: it is no such list.
        """
        found = tuple(item.text() for item in self.items())
        if len(set(found)) < len(found):
            raise self.fail("the list holds the same member twice")
        return found

    def mapping(self) -> Mapping[str, Item]:
        """Return the values by key, whatever the keys are.

        Raises:
            FormatError: it is no mapping.
        """
        if isinstance(self.content, str | tuple):
            raise self.fail("keys with values are expected here")
        return self.content

    def fields(
        self, *, required: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, Item]:
        """Return the values by key, all of `required` and none but these and `optional`.

        Raises:
            FormatError: it is no mapping, or a key is missing or unknown.
        """
        found = self.mapping()
        for key, item in found.items():
            if key not in required and key not in optional:
                known = ", ".join(sorted({*required, *optional}))
                raise item.fail(f"unknown key {key!r}; known here: {known}")
        for key in required:
            if key not in found:
                raise self.fail(f"the key {key!r} is missing")
        return found


def read_tree(data: bytes, *, name: str) -> Item:
    """Return the only document of a file's bytes; `name` is the file's, for places.

    Raises:
        UnreadableError: the file is empty or not UTF-8.
        FormatError: it is no YAML, or has what is refused (see the module's text).
        HostileInputError: it is larger than 4 MB, deeper than 24 levels, or has anchors,
            aliases or tags.
    """
    if len(data) > MAX_BYTES:
        raise HostileInputError(f"larger than {MAX_BYTES} bytes", path=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError("not UTF-8", path=name, line=line) from error
    return _convert(_compose(text, name), name)


class _Loader(yaml.SafeLoader):
    """Composes nodes as far as `MAX_DEPTH`, without aliases."""

    name = ""
    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        peek: Callable[[], yaml.Event] = self.peek_event
        event = peek()
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise HostileInputError("anchors and aliases are not read", path=self.name, line=line)
        if getattr(event, "tag", None):
            raise HostileInputError("tags are not read", path=self.name, line=line)
        if self.depth >= MAX_DEPTH:
            raise HostileInputError(f"deeper than {MAX_DEPTH}", path=self.name, line=line)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _compose(text: str, name: str) -> Node:
    try:
        loader = _Loader(text)
        loader.name = name
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise FormatError(error.problem or "no YAML", path=name, line=line) from error
    except yaml.YAMLError as error:
        raise FormatError(f"no YAML: {error}".split("\n", 1)[0], path=name) from error
    if node is None:
        raise UnreadableError("the file is empty", path=name)
    return node


def _convert(node: Node, file: str) -> Item:
    line = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        return Item(str(node.value), file, line)
    if isinstance(node, SequenceNode):
        return Item(tuple(_convert(child, file) for child in node.value), file, line)
    if not isinstance(node, MappingNode):
        raise FormatError("this kind of YAML is not read", path=file, line=line)
    return Item(dict(_pairs(node, file)), file, line)


def _pairs(node: MappingNode, file: str) -> Iterator[tuple[str, Item]]:
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            raise FormatError("a key must be a text", path=file, line=line)
        if key.value in seen:
            raise FormatError(f"the key {key.value!r} stands here twice", path=file, line=line)
        seen.add(key.value)
        yield key.value, _convert(value, file)
