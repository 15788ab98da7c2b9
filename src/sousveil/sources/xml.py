"""XML read record by record: streaming, by local names, with a place for every value, and safe.

Publishers changed namespaces without changing content, so elements are matched by local name.
None of the published lists has a document type declaration; whatever has one is refused before
it is read, which shuts out entity expansion and external entities. Depth (256) and length of
one text (10 MB) are libxml2's limits; memory is bounded by dropping each record after its use.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, cast
from xml.parsers import expat

from lxml import etree

from sousveil.errors import FormatError, HostileInputError, InputError, UnreadableError
from sousveil.model.locator import at_xpath
from sousveil.sources.base import SourceFile

Element = etree._Element  # noqa: SLF001  # lxml has no public name for the type of its elements

RECORD_BYTES = 64 * 2**20
"""The largest stretch of a file that may hold no record; every published one is far below."""

PROLOG_BYTES = 2**20
_CHUNK = 65536
_ENCODING = frozenset(
    {
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
    }
)


@dataclass(frozen=True, slots=True)
class Root:
    """The root element of a document: local name, namespace (may be empty) and attributes."""

    tag: str
    namespace: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class XmlRecord:
    """One element that was asked for, whole. Valid only until the next one is taken.

    Attributes:
        file: published name of the file.
        tag: local name of the element.
        element: the element with all its children.
        xpath: its place, by local names: `/ROOT/RECORDS[1]/RECORD[3]`.
        line: line of the file on which it begins, if known.
    """

    file: str
    tag: str
    element: Element
    xpath: str
    line: int | None

    @property
    def at(self) -> str:
        """Locator of the record."""
        return at_xpath(self.file, self.xpath)

    def place(self, child: Element, attribute: str | None = None) -> str:
        """Return the locator of an element inside the record, or of one of its attributes."""
        steps: list[str] = []
        node: Element | None = child
        while node is not None and node is not self.element:
            steps.append(_step(node))
            node = node.getparent()
        path = "/".join((self.xpath, *reversed(steps)))
        return at_xpath(self.file, path if attribute is None else f"{path}/@{attribute}")


def local(element: Element) -> str:
    """Return the local name of an element."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str | None = None) -> Iterator[Element]:
    """Yield the child elements in order, all or those of that local name."""
    for child in element:
        if name is None or local(child) == name:
            yield child


def child(element: Element, name: str) -> Element | None:
    """Return the first child of that local name, or None."""
    return next(children(element, name), None)


def descend(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements found by going down those local names, one level each."""
    if not names:
        yield element
        return
    for found in children(element, names[0]):
        yield from descend(found, *names[1:])


def content(element: Element) -> str:
    """Return the element's own text with blanks collapsed; empty if it has none."""
    return " ".join((element.text or "").split())


def text(element: Element, name: str) -> str:
    """Return the text of the first child of that local name, blanks collapsed; empty if none."""
    found = child(element, name)
    return "" if found is None else content(found)


def head_root(file: SourceFile) -> Root | None:
    """Return the root element, from the file's first 64 KiB, or None if that is no XML.

    Raises:
        HostileInputError: a document type declaration with contents of its own stands before it.
    """
    try:
        return _first_tag([file.head], file.name, tolerate_bare=True)
    except (FormatError, UnreadableError):
        return None


def has_root(file: SourceFile, tag: str) -> bool:
    """Tell whether the file is XML with a root element of that local name.

    Raises:
        HostileInputError: as `head_root`.
    """
    root = head_root(file)
    return root is not None and root.tag == tag


def records(file: SourceFile, tags: Collection[str]) -> Iterator[XmlRecord]:
    """Yield every element with one of those local names, in document order, in bounded memory.

    Elements asked for must not stand inside each other. Everything else in the file is passed
    over; what a record holds is dropped when the next one is taken.

    Raises:
        UnreadableError: the file is empty, cut off or in another encoding than it says.
        FormatError: the file is not well-formed XML; the line is named.
        HostileInputError: document type declarations, absurd depth, texts or records.
    """
    with file.open() as raw:
        prolog = _Guarded(raw, file.name)
        _first_tag(iter(prolog.read, b""), file.name, tolerate_bare=False)
    with file.open() as raw:
        stream = _Guarded(raw, file.name)
        found = etree.iterparse(
            stream,
            events=("end",),
            tag=tuple(f"{{*}}{tag}" for tag in tags),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for record in _places((element for _, element in found), file.name, tags):
                stream.since_record = 0
                yield record
        except etree.XMLSyntaxError as error:
            raise _translated(found, file.name, ended=stream.ended) from error


def _places(found: Iterator[Element], file: str, tags: Collection[str]) -> Iterator[XmlRecord]:
    """Give each element its place, and drop what stands before it once it has been used."""
    parent: Element | None = None
    above = ""
    counts: Counter[str] = Counter()
    for element in found:
        holder = element.getparent()
        if holder is None or holder is not parent:
            parent, above = holder, _above(element, file, tags)
            counts.clear()
            _empty_earlier(holder)
        tag = local(element)
        counts[tag] += 1
        path = f"{above}/{tag}" if holder is None else f"{above}/{tag}[{counts[tag]}]"
        yield XmlRecord(file, tag, element, path, _line(element))
        element.clear()
        if holder is not None:
            while (earlier := element.getprevious()) is not None:
                holder.remove(earlier)


def _above(element: Element, file: str, tags: Collection[str]) -> str:
    """Return the path of the element's parent.

    Raises:
        FormatError: one of the elements above was asked for too.
    """
    steps = []
    for ancestor in element.iterancestors():
        if local(ancestor) in tags:
            name = local(ancestor)
            raise FormatError(
                f"a {local(element)} stands inside a {name}", path=file, line=_line(element)
            )
        steps.append(_step(ancestor))
    return "".join(f"/{step}" for step in reversed(steps))


def _empty_earlier(holder: Element | None) -> None:
    """Drop what stands before the ancestors; the emptied elements stay, for counting."""
    node = holder
    while node is not None:
        earlier = node.getprevious()
        while earlier is not None and (len(earlier) or earlier.text):
            earlier.clear()
            earlier = earlier.getprevious()
        node = node.getparent()


def _line(element: Element) -> int | None:
    """Return the line on which the element begins; the stubs of lxml leave its type open."""
    return cast("int | None", element.sourceline)


def _step(element: Element) -> str:
    """Return the element's own step of an XPath; the root has no number."""
    name = local(element)
    if element.getparent() is None:
        return name
    earlier = sum(1 for sibling in element.itersiblings(preceding=True) if local(sibling) == name)
    return f"{name}[{earlier + 1}]"


class _Guarded:
    """A stream that translates damaged gzip, notices its end, and counts bytes without a record."""

    def __init__(self, raw: IO[bytes], name: str) -> None:
        self._raw, self._name = raw, name
        self.ended = False
        self.since_record = 0

    def read(self, size: int = _CHUNK) -> bytes:
        try:
            data = self._raw.read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableError(f"damaged gzip: {error}", path=self._name) from error
        self.ended = not data
        self.since_record += len(data)
        if self.since_record > RECORD_BYTES:
            raise HostileInputError(
                f"{RECORD_BYTES >> 20} MB without the end of a record", path=self._name
            )
        return data


def _translated(found: etree.iterparse[Element], file: str, *, ended: bool) -> InputError:
    """Say in our terms what libxml2 found wrong; its log is more exact than the exception."""
    if not len(found.error_log):
        return UnreadableError("the file is cut off", path=file)
    error = found.error_log[0]
    message, line = error.message.strip().split("\n")[0], error.line or None
    if error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return HostileInputError(f"absurd XML ({message})", path=file, line=line)
    if error.type in _ENCODING:
        return UnreadableError(message, path=file, line=line)
    if ended and error.type != etree.ErrorTypes.ERR_UNDECLARED_ENTITY:
        return UnreadableError(f"the file is cut off ({message})", path=file, line=line)
    return FormatError(f"not well-formed XML ({message})", path=file, line=line)


def _first_tag(chunks: Iterable[bytes], file: str, *, tolerate_bare: bool) -> Root:
    """Read up to the first start tag and return it.

    A document type declaration without contents (HTML has it) can be tolerated, where nothing
    but the tag is wanted.

    Raises:
        UnreadableError: there is nothing, or no start tag before the end, or it cannot be decoded.
        FormatError: it is not XML.
        HostileInputError: there is a document type declaration, or an absurdly long prolog.
    """
    prolog = _Prolog(file, tolerate_bare=tolerate_bare)
    read = 0
    for chunk in chunks:
        read += len(chunk)
        if root := prolog.feed(chunk):
            return root
        if read > PROLOG_BYTES:
            raise HostileInputError("an absurdly long prolog", path=file)
    raise UnreadableError("the file is cut off" if read else "the file is empty", path=file)


class _Prolog:
    """What stands before the first start tag, read by Expat.

    Expat tells of a document type declaration before it reads into it, which libxml2 does not.
    """

    def __init__(self, file: str, *, tolerate_bare: bool) -> None:
        self._file, self._tolerate_bare = file, tolerate_bare
        self._root: Root | None = None
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start

    def feed(self, chunk: bytes) -> Root | None:
        """Read on; return the root element once its tag is complete."""
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError as error:
            if self._root is None:
                message = f"not XML ({expat.ErrorString(error.code)})"
                raise FormatError(message, path=self._file, line=error.lineno) from error
        except (LookupError, ValueError) as error:
            raise UnreadableError(
                f"cannot be decoded ({error})", path=self._file, line=1
            ) from error
        return self._root

    def _doctype(
        self, _name: str, _system: str | None, _public: str | None, internal: bool
    ) -> None:
        if internal or not self._tolerate_bare:
            raise HostileInputError(
                "has a document type declaration, which no published list has",
                path=self._file,
                line=self._parser.CurrentLineNumber,
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._root is None:
            namespace, _, tag = name.rpartition("}")
            self._root = Root(tag, namespace, attributes)
