"""Every function of the expression language, by name.

XPath 1.0 §4 and the ODK XForms specification; a function that only one engine has is here too when real
forms use it. Lazy functions and those about the context are in `special`.
"""

from __future__ import annotations

import math
from typing import Final

from surveys.xpath.functions import booleans, dates, digests, forms, geo, nodesets, numbers, selects, strings
from surveys.xpath.functions.signature import Function
from surveys.xpath.functions.special import SPECIAL
from surveys.xpath.regex import matches

FUNCTIONS: Final[dict[str, Function]] = {
    # texts
    "concat": Function(strings.concat, "string", rest="any"),
    "join": Function(strings.join, "string", ("string",), rest="any"),
    "starts-with": Function(strings.starts_with, "boolean", ("string", "string")),
    "ends-with": Function(strings.ends_with, "boolean", ("string", "string")),
    "contains": Function(strings.contains, "boolean", ("string", "string")),
    "substring-before": Function(strings.substring_before, "string", ("string", "string")),
    "substring-after": Function(strings.substring_after, "string", ("string", "string")),
    "substring": Function(strings.substring, "string", ("string", "number", "number"), least=2),
    "substr": Function(strings.substr, "string", ("string", "number", "number"), least=2),
    "translate": Function(strings.translate, "string", ("string", "string", "string")),
    "regex": Function(matches, "boolean", ("string", "string")),
    "thousandsep": Function(strings.thousands, "string", ("number",)),
    "digest": Function(digests.digest, "string", ("string", "string", "string"), least=2),
    "base64-decode": Function(digests.base64_decode, "string", ("string",)),
    # choices
    "selected": Function(selects.selected, "boolean", ("string", "string")),
    "selected-at": Function(selects.selected_at, "string", ("string", "number")),
    "count-selected": Function(selects.count_selected, "number", ("string",)),
    # true and false
    "true": Function(booleans.true, "boolean"),
    "false": Function(booleans.false, "boolean"),
    "not": Function(booleans.negated, "boolean", ("boolean",)),
    "boolean-from-string": Function(booleans.from_string, "boolean", ("string",)),
    "checklist": Function(booleans.checklist, "boolean", ("number", "number"), rest="any"),
    "weighted-checklist": Function(
        booleans.weighted_checklist, "boolean", ("number", "number"), rest="any", context=True
    ),
    "lang": Function(booleans.lang, "boolean", ("string",), context=True),
    # numbers
    "sum": Function(numbers.total, "number", ("nodes",), context=True),
    "min": Function(numbers.least, "number", ("any",), rest="any", context=True),
    "max": Function(numbers.greatest, "number", ("any",), rest="any", context=True),
    "round": Function(numbers.rounded, "number", ("number", "number"), least=1),
    "int": Function(numbers.integer, "number", ("number",)),
    "floor": Function(numbers.floor, "number", ("number",)),
    "ceiling": Function(numbers.ceiling, "number", ("number",)),
    "abs": Function(abs, "number", ("number",)),
    "pow": Function(numbers.power, "number", ("number", "number")),
    "exp": Function(numbers.exponential, "number", ("number",)),
    "exp10": Function(numbers.exponential10, "number", ("number",)),
    "log": Function(numbers.logarithm, "number", ("number",)),
    "log10": Function(numbers.logarithm10, "number", ("number",)),
    "sqrt": Function(numbers.root, "number", ("number",)),
    "sin": Function(numbers.sine, "number", ("number",)),
    "cos": Function(numbers.cosine, "number", ("number",)),
    "tan": Function(numbers.tangent, "number", ("number",)),
    "asin": Function(numbers.arcsine, "number", ("number",)),
    "acos": Function(numbers.arccosine, "number", ("number",)),
    "atan": Function(math.atan, "number", ("number",)),
    "atan2": Function(math.atan2, "number", ("number", "number")),
    "pi": Function(numbers.pi, "number"),
    "random": Function(numbers.random, "number", context=True),
    # dates and times
    "today": Function(dates.today, "any", context=True),
    "now": Function(dates.now, "any", context=True),
    "date": Function(dates.date, "any", ("any",), context=True),
    "date-time": Function(dates.date, "any", ("any",), context=True),
    "decimal-date-time": Function(dates.decimal_date_time, "number", ("any",), context=True),
    "decimal-time": Function(dates.decimal_time, "number", ("any",), context=True),
    "format-date": Function(dates.format_date, "string", ("any", "string"), context=True),
    "format-date-time": Function(dates.format_date, "string", ("any", "string"), context=True),
    # nodes
    "count": Function(nodesets.count, "number", ("nodes",)),
    "count-non-empty": Function(nodesets.count_non_empty, "number", ("nodes",)),
    "name": Function(nodesets.name, "string", ("nodes",), least=0, context=True),
    "local-name": Function(nodesets.local_name, "string", ("nodes",), least=0, context=True),
    "namespace-uri": Function(nodesets.namespace_uri, "string", ("nodes",), least=0, context=True),
    "id": Function(nodesets.by_id, "nodes", ("any",), context=True),
    # places
    "area": Function(geo.area, "number", ("any",), rest="any"),
    "distance": Function(geo.distance, "number", ("any",), rest="any"),
    "geofence": Function(geo.geofence, "boolean", ("any", "any")),
    "intersects": Function(geo.intersects, "boolean", ("any",), rest="any"),
    # forms
    "instance": Function(forms.instance, "nodes", ("string",), context=True),
    "current": Function(forms.current, "nodes", context=True),
    "position": Function(forms.position_of, "number", ("nodes",)),
    "indexed-repeat": Function(
        forms.indexed_repeat, "nodes", ("nodes", "nodes", "any"), rest="any", context=True
    ),
    "pulldata": Function(forms.pulldata, "string", ("string", "string", "string", "string"), context=True),
    "jr:choice-name": Function(forms.choice_name, "string", ("string", "string"), context=True),
    "jr:itext": Function(forms.itext, "any", ("string",), context=True),
    "property": Function(forms.form_property, "string", ("string",), context=True),
    "version": Function(forms.version, "string", context=True),
    "uuid": Function(forms.new_uuid, "string", ("number",), least=0, context=True),
    "randomize": Function(forms.randomize, "nodes", ("nodes", "any"), least=1, context=True),
}

VOLATILE: Final = frozenset({"today", "now", "random", "uuid", "randomize", "once"})
"""Functions whose value can change though nothing they read did."""

NAMES: Final = frozenset(FUNCTIONS) | frozenset(SPECIAL)
"""All names, for suggestions."""
