"""The same figures by other engines, for `roll_up`: python3 peers.py FOLDER ENGINE TASK RUNS

FOLDER has the columns as little-endian u32 files; the answer goes to FOLDER/ENGINE.TASK, one u32 after another,
rows in the order of the organisations. Prints the median CPU milliseconds of the query on one thread; loading and
indexes are not timed. ENGINE: sqlite, postgres, duckdb, polars. TASK: duty, people, or check (is it here at all?).
"""

import os

for limit in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS"):
    os.environ[limit] = "1"

import array
import statistics
import subprocess
import sys
import time

FOLDER, ENGINE, TASK, RUNS = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

# Days since 1970. (bit, first, last, last day of making up, themed only); today is 10 December 2020.
TODAY = 18606
SLOTS = [
    (0, 18262, 18352, 18367, False),
    (1, 18353, 18443, 18458, False),
    (2, 18444, 18535, 18550, False),
    (3, 18536, 18627, 18642, False),
    (4, 18428, 18458, 18474, True),
]
MICRO = 3
# By the calendar of that day: slots 0, 1, 2, 4 are over, slot 3 is at risk.
OVER = [True, True, True, False, True]
OUTCOMES = 7
ORGS = ["id", "a0", "a1", "a2", "a3", "owed", "excused", "closed", "planned"]
CREDITS = ["org", "day", "kind", "themed"]
PATH = ["a0", "a1", "a2", "a3"]


def read(name):
    column = array.array("I")
    with open(f"{FOLDER}/{name}", "rb") as file:
        column.frombytes(file.read())
    return column


def write(values):
    with open(f"{FOLDER}/{ENGINE}.{TASK}", "wb") as file:
        array.array("I", values).tofile(file)


def timed(work, cpu=time.process_time):
    took, answer = [], None
    for _ in range(RUNS):
        start = cpu()
        answer = work()
        took.append((cpu() - start) * 1000)
    print(statistics.median(took))
    return answer


def inside(slot, themed="themed = 1"):
    _, first, last, _, wants_theme = SLOTS[slot]
    return f"day BETWEEN {first} AND {min(last, TODAY)}" + (f" AND {themed}" if wants_theme else "")


def late(slot, themed="themed = 1"):
    _, _, last, until, wants_theme = SLOTS[slot]
    return f"day BETWEEN {last + 1} AND {min(until, TODAY)}" + (f" AND {themed}" if wants_theme else "")


def masks(bit_or):
    """One row for each organisation: slots delivered inside their window, and late."""
    parts = []
    for name, window in (("met", inside), ("late", late)):
        if bit_or:
            bits = " | ".join(f"CASE WHEN {window(s)} THEN {1 << s} ELSE 0 END" for s in range(5))
            parts.append(f"bit_or({bits}) AS {name}")
        else:
            bits = " + ".join(f"max(CASE WHEN {window(s)} THEN {1 << s} ELSE 0 END)" for s in range(5))
            parts.append(f"{bits} AS {name}")
    return (
        f"SELECT org, {', '.join(parts)} FROM credits "
        f"WHERE kind <> {MICRO} AND day <= {TODAY} GROUP BY org"
    )


def duty_sql(bit_or):
    """Outcomes counted for the lowest organisation with others below, then for all above it."""
    counted, names = [], []
    for slot in range(5):
        bit = 1 << slot
        has = lambda word: f"({word} & {bit}) <> 0"
        open_ = "5" if OVER[slot] else f"CASE WHEN {has('planned')} THEN 3 ELSE 4 END"
        outcome = (
            f"CASE WHEN {has('closed')} THEN 7 WHEN {has('excused')} THEN 6 "
            f"WHEN {has('coalesce(met, 0)')} THEN 1 WHEN {has('coalesce(late, 0)')} THEN 2 ELSE {open_} END"
        )
        names.append(f"CASE WHEN {has('owed')} THEN {outcome} ELSE 0 END AS s{slot}")
        for code in range(1, OUTCOMES + 1):
            counted.append(f"sum(CASE WHEN s{slot} = {code} THEN 1 ELSE 0 END) AS c{slot}_{code}")
    fields = [f"c{slot}_{code}" for slot in range(5) for code in range(1, OUTCOMES + 1)]
    sums = ", ".join(f"sum({field}) AS {field}" for field in fields)
    up = " UNION ALL ".join(
        f"SELECT {level} AS id, {sums} FROM low WHERE {level} IS NOT NULL GROUP BY {level}" for level in PATH
    )
    once = "MATERIALIZED" if ENGINE in ("postgres", "sqlite", "duckdb") else ""
    return (
        f"WITH heard AS ({masks(bit_or)}), "
        f"outcome AS (SELECT a0, a1, a2, a3, {', '.join(names)} FROM orgs LEFT JOIN heard ON org = id), "
        f"low AS {once} (SELECT a0, a1, a2, a3, {', '.join(counted)} FROM outcome GROUP BY a0, a1, a2, a3) "
        f"SELECT * FROM ({up}) AS every ORDER BY id"
    )


def people_sql():
    """Distinct people by home, then summed up for all above: nobody has two homes."""
    up = " UNION ALL ".join(
        f"SELECT {level} AS id, sum(n) AS n FROM low WHERE {level} IS NOT NULL GROUP BY {level}" for level in PATH
    )
    return (
        "WITH present AS (SELECT DISTINCT person FROM seats JOIN lectures ON lectures.id = lecture "
        f"WHERE lectures.day <= {TODAY}), "
        "home AS (SELECT home, count(*) AS n FROM present JOIN people ON people.id = person GROUP BY home), "
        "low AS MATERIALIZED (SELECT a0, a1, a2, a3, sum(n) AS n FROM home JOIN orgs ON orgs.id = home "
        "GROUP BY a0, a1, a2, a3) "
        f"SELECT * FROM ({up}) AS every ORDER BY id"
    )


def tables():
    found = {"orgs": ORGS, "credits": CREDITS}
    if TASK == "people":
        found = {"orgs": ORGS, "people": ["id", "home"], "lectures": ["id", "day"], "seats": ["lecture", "person"]}
    return found


NONE = 0xFFFFFFFF


def frames():
    import numpy
    import polars

    for table, columns in tables().items():
        data = {c: numpy.fromfile(f"{FOLDER}/{table}.{c}", dtype="<u4").astype("int32") for c in columns}
        frame = polars.DataFrame(data)
        yield table, frame.with_columns(polars.when(polars.col(c) >= 0).then(polars.col(c)).alias(c) for c in columns)


def rows_out(rows):
    """All fields but the organisation itself."""
    return [int(value) for row in rows for value in row[1:]]


def sqlite():
    import sqlite3

    if TASK == "check":
        return print(sqlite3.sqlite_version)
    base = sqlite3.connect(":memory:")
    for table, columns in tables().items():
        key = " INTEGER PRIMARY KEY" if columns[0] == "id" else " INTEGER"
        base.execute(f"CREATE TABLE {table} ({columns[0]}{key}, {', '.join(c + ' INTEGER' for c in columns[1:])})")
        read_in = [read(f"{table}.{c}") for c in columns]
        null = lambda row: [None if value == NONE else value for value in row]
        rows = map(null, zip(*read_in)) if table == "orgs" else zip(*read_in)
        base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
    if TASK == "duty":
        base.execute("CREATE INDEX by_org ON credits (org, day, kind, themed)")
    else:
        base.execute("CREATE INDEX by_person ON seats (person, lecture)")
    base.execute("ANALYZE")
    sql = duty_sql(False) if TASK == "duty" else people_sql()
    write(rows_out(timed(lambda: base.execute(sql).fetchall())))


def duckdb():
    import duckdb as engine

    if TASK == "check":
        import polars  # noqa: F401 (the columns come through it)

        return print(engine.__version__)
    base = engine.connect(config={"threads": 1})
    for table, frame in frames():
        base.register("incoming", frame.to_arrow())
        base.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
    import numpy

    sql = duty_sql(True) if TASK == "duty" else people_sql()
    # a column store answers in columns: making python's numbers of them is not its work
    answer = timed(lambda: base.execute(sql).fetchnumpy())
    columns = [column for name, column in answer.items() if name != "id"]
    write(numpy.column_stack(columns).astype("<u4").ravel().tolist())


def polars():
    import polars as pl

    if TASK == "check":
        return print(pl.__version__)
    data = dict(frames())
    orgs = data["orgs"].lazy()

    def every(low):
        ups = [low.filter(pl.col(a).is_not_null()).group_by(pl.col(a).alias("id")).agg(fields) for a in PATH]
        return pl.concat(ups).sort("id")

    if TASK == "people":
        fields = pl.col("n").sum()
        lectures = data["lectures"].lazy().filter(pl.col("day") <= TODAY).select("id")
        present = data["seats"].lazy().join(lectures, left_on="lecture", right_on="id", how="semi").select("person")
        home = data["people"].lazy().join(present.unique(), left_on="id", right_on="person", how="semi")
        low = home.group_by("home").agg(pl.len().alias("n")).join(orgs, left_on="home", right_on="id")
        low = low.group_by(PATH).agg(fields)
    else:
        day, themed = pl.col("day"), pl.col("themed") == 1

        def window(slot, first, last):
            holds = day.is_between(first, min(last, TODAY))
            holds = holds & themed if SLOTS[slot][4] else holds
            return pl.when(holds).then(pl.lit(1 << slot, pl.Int32)).otherwise(pl.lit(0, pl.Int32))

        def word(windows):
            bits = windows[0]
            for each in windows[1:]:
                bits = bits | each
            return bits.bitwise_or()

        met = word([window(s, first, last) for s, first, last, _, _ in SLOTS])
        made_up = word([window(s, last + 1, until) for s, _, last, until, _ in SLOTS])
        heard = (
            data["credits"].lazy().filter((pl.col("kind") != MICRO) & (day <= TODAY))
            .group_by("org").agg(met.alias("met"), made_up.alias("late"))
        )
        fields, counted, outcomes = [], [], []
        for slot in range(5):
            has = lambda word, slot=slot: (pl.col(word).fill_null(0) & (1 << slot)) != 0
            code = lambda number: pl.lit(number, pl.Int8)
            open_ = code(5) if OVER[slot] else pl.when(has("planned")).then(code(3)).otherwise(code(4))
            outcomes.append(
                pl.when(~has("owed")).then(code(0)).when(has("closed")).then(code(7)).when(has("excused"))
                .then(code(6)).when(has("met")).then(code(1)).when(has("late")).then(code(2))
                .otherwise(open_).alias(f"s{slot}")
            )
            for number in range(1, OUTCOMES + 1):
                name = f"c{slot}_{number}"
                counted.append((pl.col(f"s{slot}") == number).sum().alias(name))
                fields.append(pl.col(name).sum())
        low = orgs.join(heard, left_on="id", right_on="org", how="left").select(*PATH, *outcomes)
        low = low.group_by(PATH).agg(counted)
    query = lambda: every(low.collect().lazy()).collect()
    write(rows_out(timed(query).iter_rows()))


class Postgres:
    """One psql session kept open; the CPU time is that of its backend."""

    def __init__(self):
        url = os.environ["KAIJIANG_TEST_POSTGRES"]
        self.psql = subprocess.Popen(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", url],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.pid = int(self.ask("SELECT pg_backend_pid()")[0])
        self.cpu()

    def ask(self, sql):
        self.psql.stdin.write(sql + ";\n\\echo done\n")
        self.psql.stdin.flush()
        lines = []
        while (line := self.psql.stdout.readline().rstrip("\n")) != "done":
            if not line and self.psql.poll() is not None:
                sys.exit("psql ended")
            lines.append(line)
        return lines

    def cpu(self):
        with open(f"/proc/{self.pid}/schedstat") as file:
            return int(file.read().split()[0]) / 1e9

    def copy(self, table, columns):
        self.ask(f"CREATE TEMP TABLE {table} ({', '.join(c + ' integer' for c in columns)})")
        path = f"{FOLDER}/{table}.csv"
        with open(path, "w") as file:
            for row in zip(*(read(f"{table}.{c}") for c in columns)):
                file.write(",".join("" if value == NONE else str(value) for value in row) + "\n")
        self.ask(f"\\copy {table} FROM '{path}' (FORMAT csv)\n")
        os.remove(path)


def postgres():
    base = Postgres()
    if TASK == "check":
        return print(base.ask("SHOW server_version")[0].split()[0])
    base.ask("SET max_parallel_workers_per_gather = 0; SET work_mem = '1GB'; SET temp_buffers = '2GB'")
    for table, columns in tables().items():
        base.copy(table, columns)
        if columns[0] == "id":
            base.ask(f"ALTER TABLE {table} ADD PRIMARY KEY (id)")
    if TASK == "duty":
        base.ask("CREATE INDEX ON credits (org, day, kind, themed)")
    base.ask("VACUUM ANALYZE")
    sql = duty_sql(True) if TASK == "duty" else people_sql()
    rows = timed(lambda: base.ask(sql), base.cpu)
    write(rows_out(row.split("|") for row in rows if row))


{"sqlite": sqlite, "postgres": postgres, "duckdb": duckdb, "polars": polars}[ENGINE]()
