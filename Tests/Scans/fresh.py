"""So that what sqlmap puts into a body reaches the database: a new Idempotency-Key, and the version that there is now."""
import urllib.request
import uuid


def preprocess(req):
    names = {name.lower(): name for name in req.headers}
    if "idempotency-key" in names:
        req.headers[names["idempotency-key"]] = str(uuid.uuid4())
    if "if-match" in names and req.get_method() in ("PATCH", "DELETE"):
        asked = urllib.request.Request(req.full_url, headers={"Authorization": req.headers[names["authorization"]]})
        try:
            with urllib.request.urlopen(asked) as answer:
                req.headers[names["if-match"]] = answer.headers["ETag"]
        except (OSError, ValueError):
            pass
