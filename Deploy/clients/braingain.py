#!/usr/bin/env python3
"""A client of the interface, in the standard library alone: copy what you need.

    braingain.py http://127.0.0.1:8080           offers for a cheese maker, without an account
    KEY=… braingain.py http://127.0.0.1:8080     as a desk: a venture comes, finds its mentors, changes and goes
"""
import json, os, sys, time, urllib.error, urllib.request, uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]


class Refused(Exception):
    """What the interface answers instead (RFC 9457): `code` is stable, `errors` say which field is wrong."""

    def __init__(self, problem: Record) -> None:
        self.code: str = problem["code"]
        self.errors: list[Record] = problem.get("errors", [])
        super().__init__(f"{self.code}: {problem['title']} {self.errors or ''}")


@dataclass(frozen=True)
class Match:
    name: str
    headline: str | None
    percent: float
    reasons: list[str]


@dataclass(frozen=True)
class BrainGain:
    server: str
    key: str | None = None

    def ask(self, method: str, path: str, body: Record | None = None, **headers: str) -> tuple[Record, str | None]:
        """What is answered, with its ETag; asks again, a few times, where it is told to wait."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        fields |= {"Authorization": f"Bearer {self.key}"} if self.key else {}
        fields |= {"Content-Type": "application/json"} if body is not None else {}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.server}/v1/{path}", data, fields, method=method)
        attempt = 0
        while True:
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return json.loads(answer.read() or "{}"), answer.headers["ETag"]
            except urllib.error.HTTPError as error:
                wait, attempt = error.headers["Retry-After"], attempt + 1
                if wait is None or attempt == 5:
                    raise Refused(json.load(error)) from None
                time.sleep(int(wait))

    def pages(self, path: str) -> Iterator[Record]:
        """The items of all pages of a list whose path has a query."""
        cursor: str | None = ""
        while cursor is not None:
            page, _ = self.ask("GET", path + (cursor and f"&cursor={cursor}"))
            yield from page["items"]
            cursor = page["next"]

    def register(self, resource: str, record: Record) -> Record:
        """Registers a record once, however often the network loses the answer."""
        return self.ask("POST", resource, record, Idempotency_Key=str(uuid.uuid4()))[0]

    def change(self, path: str, patch: Record) -> Record:
        """Changes what was read; `version_stale` says that somebody was faster: decide again."""
        return self.ask("PATCH", path, patch, If_Match=self.ask("GET", path)[1] or "")[0]

    def retire(self, path: str) -> None:
        self.ask("DELETE", path, If_Match=self.ask("GET", path)[1] or "")

    @staticmethod
    def matches(page: Record) -> list[Match]:
        return [Match(f"{match['kind']}/{match['id']}", match["card"]["headline"], match["percent"],
                      [part["text"] for part in match["parts"] if part["points"]]) for match in page["items"]]


def main(server: str, key: str | None) -> None:
    service = BrainGain(server, key)
    skills = [{"skill": "make-cheese", "level": 3}]
    if key is None:
        page, _ = service.ask("POST", "matches", {"seek": ["offers"], "profile": {"skills": skills}, "limit": 3})
    else:
        last = [card["id"] for card in service.pages("ventures?limit=10")][-1]
        desk = service.ask("GET", f"ventures/{last}")[0]["desk"]
        venture = "ventures/" + service.register("ventures", {"desk": desk, "name": "Goat cheese (example)"})["id"]
        service.change(venture, {"need": {"skills": skills, "languages": [{"language": "fr", "level": "B1"}]}})
        page, _ = service.ask("GET", f"{venture}/matches?seek=mentors&limit=3")
        service.retire(venture)
    for match in service.matches(page):
        print(f"{match.percent:5.1f} %  {match.name}  {match.headline}: {'; '.join(match.reasons)}")


if __name__ == "__main__":
    try:
        main(sys.argv[1], os.environ.get("KEY"))
    except Refused as refusal:
        sys.exit(str(refusal))
