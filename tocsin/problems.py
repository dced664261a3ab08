"""What is wrong, told to an HTTP client as application/problem+json (RFC 9457), and what to do about it."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from tocsin.faults import told, where

log: Final = structlog.get_logger("tocsin")


class Problem(Exception):
    """An error to be told to an HTTP client as application/problem+json: what is wrong and what to do."""

    def __init__(self, status: int, title: str, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.headers: dict[str, str] = extra.pop("headers", {})
        self.body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}

    def __reduce__(self) -> Any:
        return _problem_of, (self.body, self.headers)


def _problem_of(body: dict[str, Any], headers: dict[str, str]) -> Problem:
    """The problem again, as it comes out of another process."""
    extra = {name: value for name, value in body.items() if name not in {"type", "title", "status", "detail"}}
    return Problem(body["status"], body["title"], body["detail"], headers=headers, **extra)


def _problem(problem: Problem) -> JSONResponse:
    return JSONResponse(problem.body, problem.status, problem.headers, media_type="application/problem+json")


async def _told(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return _problem(error)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title, headers = HTTPStatus(error.status_code).phrase, dict(error.headers or {})
    detail = str(error.detail)
    if detail == title:  # the router's own
        path, allowed = request.url.path[:100], headers.get("Allow")
        detail = f"{request.method} is not for {path!r}; {allowed} is" if allowed else f"there is nothing at {path!r}"
        detail += "; /docs shows all there is"
    return _problem(Problem(error.status_code, title, detail, headers=headers))


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _problem(invalid([fault_in(fault) for fault in error.errors()]))


def fault_in(fault: Mapping[str, Any]) -> dict[str, str]:
    """What pydantic finds at fault in a request: `in` which part of it, under which `name`, and the `problem`.

    A parameter is named without saying which of its values it is; of two that contradict each other, the first.
    """
    part, *path = fault["loc"]
    problem = told(fault)
    name = where({"loc": path[:1] if part == "query" else path})
    if not name and ": " in problem:
        name, problem = problem.split(": ", 1)
    return {"in": str(part), "name": name or str(part), "problem": problem}


def invalid(faults: Sequence[Mapping[str, str]]) -> Problem:
    """A request with `faults`, of which the text tells the first ones."""
    detail = "; ".join(f"{fault['name'][:100]}: {fault['problem']}" for fault in faults[:3])
    return Problem(422, "The request is not valid", detail, errors=list(faults))


async def _broken(_: Request, error: Exception) -> Response:
    log.error("a request failed", exc_info=error)
    return _problem(Problem(500, "Internal error", "the service failed on this request; its log says why"))


def add_problems(app: FastAPI) -> None:
    """Let the application answer every error as a problem."""
    app.add_exception_handler(Problem, _told)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _broken)
