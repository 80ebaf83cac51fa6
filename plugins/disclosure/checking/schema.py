"""The shape of a document, checked against its JSON schema; the only room that knows jsonschema."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource

from disclosure.checking.remarks import Remark
from disclosure.checking.wording import remarks_on
from disclosure.model.credit_code import CreditCode
from disclosure.model.errors import MalformedValue
from disclosure.model.money import yuan
from disclosure.reading.schemas import Schemas

DATE = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
FORMATS = FormatChecker(formats=())


@FORMATS.checks("date", raises=ValueError)
def is_date(value: object) -> bool:
    """Tell whether a text is a day of the calendar, written year-month-day; what is no text has no say here."""
    return not isinstance(value, str) or bool(DATE.fullmatch(value) and date.fromisoformat(value))


@FORMATS.checks("yuan", raises=MalformedValue)
def is_yuan(value: object) -> bool:
    """Tell whether a number is an amount in 元, exact to the 分 and not below zero."""
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return not number or yuan(value) >= 0


@FORMATS.checks("credit-code", raises=MalformedValue)
def is_credit_code(value: object) -> bool:
    """Tell whether a text is a valid unified social credit code."""
    return not isinstance(value, str) or bool(CreditCode.parse(value))


def _pattern(_validator: object, pattern: str, value: object, _schema: object) -> Iterator[ValidationError]:
    """Search a pattern as ECMA-262 does: `$` is the very end, not the place before a last line break."""
    ending = re.sub(r"(?<!\\)\$$", r"\\Z", re.sub(r"(?<!\\)\$(?=\))", r"\\Z", pattern))
    if isinstance(value, str) and not re.search(ending, value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


StrictValidator: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


class _Yuan:
    """The format `yuan` as a keyword: the fast validator asks formats of texts only."""

    def __init__(self, _parent: object, _value: object, _path: object) -> None:
        pass

    def validate(self, instance: object) -> None:
        """Raise where a number is not an amount of money."""
        if not _holds(is_yuan, instance):
            raise ValueError


def _holds(test: Any, value: object) -> bool:  # noqa: ANN401 -- FormatChecker.checks hides the type
    try:
        return bool(test(value))
    except ValueError:
        return False


class SchemaChecker:
    """The schemas of a folder, ready to judge: a fast verdict first, words only where there is a fault."""

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas
        self._slow: dict[str, Any] = {}
        self._fast: dict[str, Any] = {}

    def remarks(self, data: Mapping[str, Any], name: str) -> list[Remark]:
        """Return what is wrong with the shape of a document of the named schema."""
        if self.fast_verdict(data, name):
            return []
        return remarks_on(self.errors(data, name), self.schemas, name)

    def errors(self, data: Mapping[str, Any], name: str) -> list[ValidationError]:
        """Return the errors that jsonschema finds: its verdict is the one that counts."""
        if name not in self._slow:
            schema = _with_places(self.schemas.by_name[name])
            self._slow[name] = StrictValidator(schema, registry=self._registry, format_checker=FORMATS)
        return list(self._slow[name].iter_errors(data))

    def fast_verdict(self, data: Mapping[str, Any], name: str) -> bool:
        """Tell whether jsonschema-rs finds a document valid: the same verdict, a hundred times as fast."""
        if name not in self._fast:
            self._fast[name] = jsonschema_rs.validator_for(
                _with_yuan_keyword(self.schemas.by_name[name]),
                registry=self._fast_registry,
                validate_formats=True,
                formats={
                    "date": lambda value: _holds(is_date, value),
                    "credit-code": lambda value: _holds(is_credit_code, value),
                },
                keywords={"x-yuan": _Yuan},
            )
        return bool(self._fast[name].is_valid(data))

    @cached_property
    def _registry(self) -> Registry[Any]:
        resources = (
            (str(schema["$id"]), Resource.from_contents(_with_places(schema)))
            for schema in self.schemas.by_name.values()
        )
        return Registry().with_resources(resources)

    @cached_property
    def _fast_registry(self) -> jsonschema_rs.Registry:
        resources = [(str(schema["$id"]), _with_yuan_keyword(schema)) for schema in self.schemas.by_name.values()]
        return jsonschema_rs.Registry(resources)


def _with_places(schema: Any) -> Any:  # noqa: ANN401 -- any JSON value
    """Return a schema in which a property that may not stand is `not: {}`: jsonschema does not place a `false`."""
    if isinstance(schema, list):
        return [_with_places(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    copied = {key: _with_places(part) for key, part in schema.items()}
    if isinstance(schema.get("properties"), Mapping):
        copied["properties"] = {
            key: {"not": {}} if part is False else part for key, part in copied["properties"].items()
        }
    return copied


def _with_yuan_keyword(schema: Any) -> Any:  # noqa: ANN401 -- any JSON value
    """Return a schema in which every `format: yuan` stands as a keyword of its own as well."""
    if isinstance(schema, list):
        return [_with_yuan_keyword(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    copied = {key: _with_yuan_keyword(part) for key, part in schema.items()}
    return {**copied, "x-yuan": True} if schema.get("format") == "yuan" else copied
