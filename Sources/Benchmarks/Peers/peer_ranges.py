"""ranges.c, the bound in C, from a folder shared/bench beside the repository: compiled here, where it is present.

It prints quantiles over the queries it is given, so it runs three times: all of them, and each half for its median.
"""
import json, os, pathlib, re, struct, subprocess, sys, tempfile

from population import options

TERMS = NEEDS = 16
# Beside the repository, or beside any folder above it.
places = [folder / "shared" / "bench" / "ranges.c" for folder in pathlib.Path(__file__).resolve().parents[4:]]
source = next((place for place in places if place.exists()), None)
name = "ranges.c (the bound in C)"


def records(queries):
    """The fixed-size records that ranges.c reads."""
    out = [struct.pack("i", len(queries))]
    for query in queries:
        country = -1 if query["country"] is None else query["country"]
        out.append(struct.pack("4i", len(query["need"]), country, *query["languages"]))
        for need in query["need"] + [None] * (NEEDS - len(query["need"])):
            terms = [[need["skill"], 1.0]] + need["related"] if need else []
            out.append(struct.pack("3i", need["importance"] if need else 0, need["level"] if need else 0, len(terms)))
            out += [struct.pack("if", *term) for term in terms + [(0, 0.0)] * (TERMS - len(terms))]
    return b"".join(out)


def run(program, population, queries):
    with tempfile.TemporaryDirectory() as folder:
        for file in ("ptr", "skill", "level", "country", "langs"):
            os.symlink(population / f"{file}.npy", f"{folder}/{file}.npy")
        pathlib.Path(folder, "queries.bin").write_bytes(records(queries))
        said = subprocess.run([program, folder, "16", "24"], check=True, capture_output=True, text=True).stdout
    figures = re.search(r"build (\S+) ms, bytes a profile (\S+)\n.* ranges p50 (\S+) p95 (\S+) p99 (\S+) ms; "
                        r"differing (\d+) of (\d+)", said)
    return [float(figure) for figure in figures.groups()]


given = options()
if not source:
    print(json.dumps({"name": name, "skipped": "../shared/bench/ranges.c is not there"}))
    sys.exit()
folder = pathlib.Path(given.population).resolve()
queries = json.load(open(folder / "queries.json"))[:given.queries]
with tempfile.TemporaryDirectory() as built:
    program = f"{built}/ranges"
    subprocess.run(["cc", "-O3", "-march=native", source, "-o", program], check=True)
    build, size, p50, p95, p99, differing, compared = run(program, folder, queries)
    halves = [[query for query in queries if (query["country"] is None) == whole] for whole in (True, False)]
    everywhere, country = [run(program, folder, half)[2] if half else None for half in halves]
print(json.dumps({
    "name": name, "p50": p50, "p95": p95, "p99": p99, "medianAllCountries": everywhere, "medianOneCountry": country,
    "queries": len(queries), "buildMilliseconds": round(build), "bytesPerProfile": size, "differing": int(differing),
    "exact": True, "note": f"compares {compared:.0f} of the queries itself, with scoring one by one"}))
