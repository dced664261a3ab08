"""What a request may ask behind the `?`: a name that is not known is refused rather than ignored."""

import inspect
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Self, get_args, get_origin

from fastapi import Request, Response, params
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from tocsin.problems import invalid

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class QueryRoute(APIRoute):
    """A route whose query is read by its model at once.

    FastAPI looks at the annotation of every field anew for each request, which takes as long as all else that it does.
    A query that is not valid still goes its way: it knows how to say what is wrong.
    """

    def get_route_handler(self) -> Handler:
        whole, plain = super().get_route_handler(), _Plain.of(self)
        if plain is None:
            return whole

        async def handler(request: Request) -> Response:
            try:
                query = plain.read(request)
            except ValidationError:
                return await whole(request)
            answer: Response = await self.endpoint(**request.path_params, **query)
            return answer

        return handler


class RequestRoute(APIRoute):
    """A route whose endpoint is given the request alone and looks for what it needs, which takes half as long.

    Parameters behind the `?` are refused as everywhere.
    """

    def get_route_handler(self) -> Handler:
        async def handler(request: Request) -> Response:
            await only_known(request)
            answer: Response = await self.endpoint(request)
            return answer

        return handler


@dataclass(frozen=True, slots=True)
class _Plain:
    """What an endpoint takes: one model of the query, maybe the request, and otherwise only texts from the path."""

    query: str
    model: type[BaseModel]
    lists: dict[str, bool]
    """The parameters, and whether each may be given several times."""
    request: str | None

    @classmethod
    def of(cls, route: APIRoute) -> Self | None:
        """None if the endpoint takes anything else."""
        queries: dict[str, type[BaseModel]] = {}
        request = None
        for name, parameter in inspect.signature(route.endpoint, eval_str=True).parameters.items():
            model, *marks = get_args(parameter.annotation) or (parameter.annotation,)
            if model is Request:
                request = name
            elif marks and isinstance(marks[0], params.Query) and issubclass(model, BaseModel):
                queries[name] = model
            elif model is not str or name not in route.param_convertors:
                return None
        if len(queries) != 1 or route.dependencies:
            return None
        ((query, model),) = queries.items()
        lists = {one.alias or name: get_origin(one.annotation) is list for name, one in model.model_fields.items()}
        return cls(query, model, lists, request)

    def read(self, request: Request) -> dict[str, Any]:
        """The endpoint's arguments, but for those from the path. Raises ValidationError."""
        given: dict[str, Any] = {}
        for name, value in request.query_params.multi_items():
            if self.lists.get(name, True):  # of an unknown name it does not matter: it is refused
                given.setdefault(name, []).append(value)
            else:
                given[name] = value
        asked = {self.query: self.model.model_validate(given)}
        return asked if self.request is None else {**asked, self.request: request}


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
