"""What a request may ask behind the `?`: a name that is not known is refused rather than ignored."""

from fastapi import Request

from tocsin.problems import invalid


def names(request: Request) -> list[str]:
    """The query parameters of the route that was asked."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    found: list[str] = []
    for parameter in getattr(dependant, "query_params", ()):
        model = parameter.field_info.annotation
        fields = getattr(model, "model_fields", None)
        found += [f.alias or name for name, f in fields.items()] if fields is not None else [parameter.alias]
    return found


def unknown(allowed: list[str]) -> str:
    """What is said of a parameter that is not among those allowed."""
    if not allowed:
        return "no parameter is allowed here"
    return f"there is no such parameter; the parameters are {', '.join(allowed)}"


async def only_known(request: Request) -> None:
    """A dependency of routes. Raises Problem (422) for parameters that they do not have."""
    if not request.query_params:
        return
    allowed = names(request)
    faults = [
        {"in": "query", "name": name, "problem": unknown(allowed)}
        for name in request.query_params
        if name not in allowed
    ]
    if faults:
        raise invalid(faults)
