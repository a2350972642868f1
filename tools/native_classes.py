"""Classes as mypyc lays them out: attributes at fixed places, and no `__dict__` in an object.

Two things of ours rest on one: properties that are computed once and kept (`documents/lazy.py`), and letting go of
everything at once. Their classes are written anew for compiling, with an attribute for each, so that the sources can stay
as people read them.
"""

import ast


def laid_out(source: str) -> str:
    """Return a module's source with the classes rewritten that need a `__dict__`; the same source when none does."""
    if "@lazy" not in source and "vars(self)" not in source:
        return source
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            _lay_out(node)
    return ast.unparse(ast.fix_missing_locations(tree))


def _lay_out(class_: ast.ClassDef) -> None:
    kept: list[ast.stmt] = []
    body: list[ast.stmt] = []
    for node in class_.body:
        if isinstance(node, ast.FunctionDef) and _is_lazy(node):
            kept += ast.parse(f"self._kept_{node.name}: {_kind_of(node)} = None").body
            body += _computed_once(node)
        else:
            body.append(node)
    class_.body = body
    start = _method(class_, "__init__")
    if start is None and kept:
        start = ast.parse("def __init__(self) -> None: ...").body[0]
        class_.body.append(start)
    if start is not None:
        start.body[:0] = kept
    _let_go_of_each(class_, start)


def _is_lazy(function: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "lazy" for one in function.decorator_list)


def _kind_of(function: ast.FunctionDef) -> str:
    # In a tuple, since None may be what was computed.
    return repr(f"tuple[{_returned(function)}] | None")


def _returned(function: ast.FunctionDef) -> str:
    assert function.returns is not None
    written = function.returns
    return str(written.value) if isinstance(written, ast.Constant) else ast.unparse(written)


def _computed_once(function: ast.FunctionDef) -> list[ast.stmt]:
    name = function.name
    looked_up = ast.parse(
        f"@property\ndef {name}(self) -> {_returned(function)!r}:\n"
        f"    kept = self._kept_{name}\n    if kept is None:\n        kept = self._kept_{name} = (self._compute_{name}(),)\n"
        "    return kept[0]\n"
    ).body
    function.name, function.decorator_list = f"_compute_{name}", []
    return [*looked_up, function]


def _let_go_of_each(class_: ast.ClassDef, start: ast.FunctionDef | None) -> None:
    """Put a `del` of each attribute where a class clears its `vars(self)`."""
    for method in class_.body:
        if not isinstance(method, ast.FunctionDef):
            continue
        for at, statement in enumerate(method.body):
            if ast.unparse(statement) == "vars(self).clear()":
                assert start is not None
                names = _attributes_set_in(start)
                method.body[at : at + 1] = ast.parse("".join(f"del self.{name}\n" for name in names)).body
                class_.body[:0] = ast.parse(f"__deletable__ = {names!r}").body
                return


def _attributes_set_in(start: ast.FunctionDef) -> list[str]:
    targets = [
        one.target if isinstance(one, ast.AnnAssign) else one.targets[0]
        for one in start.body
        if isinstance(one, ast.AnnAssign | ast.Assign)
    ]
    return [target.attr for target in targets if isinstance(target, ast.Attribute)]


def _method(class_: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    return next((node for node in class_.body if isinstance(node, ast.FunctionDef) and node.name == name), None)
