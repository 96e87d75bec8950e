"""Makes the vectors of docs/evidence-format.md: a second implementation, which shares no code with the first.

    python3 make.py     writes keys.json, ledger.json and broken.json beside itself (needs `cryptography`)

The keys are for these tests alone. Events are synthetic.
"""
import base64, copy, hashlib, json, pathlib
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = pathlib.Path(__file__).parent
SHARD = "test"
ZEROS = "0" * 64


def canonical(value):  # RFC 8785, for the ASCII keys and integers that stand here
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


class Key:
    def __init__(self, seed):
        self.seed = seed
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.spki = self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.id = sha(self.spki).hex()[:16]

    def sign(self, data):
        return b64(self.private.sign(data))

    def document(self):
        return {"seed": self.seed.hex(), "publicKey": b64(self.spki), "keyId": self.id}


SEALER, SOURCE, OTHER = (Key(bytes([n]) * 32) for n in (1, 2, 3))


class Source:
    """One event log."""

    def __init__(self, key):
        self.key, self.epoch, self.seq, self.prev, self.minute = key, 0, 0, ZEROS, 0

    def append(self, kind, data, **more):
        self.seq += 1
        self.minute += 1
        event = {"v": 1, "kind": kind, "time": f"2026-01-05T09:{self.minute:02}:00.000Z", "data": data, **more,
                 "source": {"id": self.key.id, "epoch": self.epoch, "seq": self.seq, "prev": self.prev}}
        line = canonical(event)
        self.prev = sha(line).hex()
        return line

    def open(self):
        previous = None
        if self.epoch:
            previous = {"epoch": self.epoch, "seq": self.seq, "head": self.prev, "torn": False}
        self.epoch, self.seq, self.prev = self.epoch + 1, 0, ZEROS
        return self.append("source.opened", {"publicKey": b64(self.key.spki), "role": "up", "version": "0.1.0",
                                             "previous": previous, "separation": "combined", "assurance": "demo"})

    def head(self, kind="source.head", by=None):
        text = f"cordon-source-head-v1\n{self.key.id}\n{self.epoch}\n{self.seq}\n{self.prev}\n"
        return self.append(kind, {"seq": self.seq, "head": self.prev, "signature": (by or self.key).sign(text.encode())})


def node(left, right):
    return sha(b"\x01" + left + right)


def root(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node(root(leaves[:k]), root(leaves[k:]))


def frontier(leaves):
    if not leaves:
        return []
    k = 1
    while k * 2 <= len(leaves):
        k *= 2
    return [root(leaves[:k]).hex()] + frontier(leaves[k:])


def checkpoint(leaves, key):
    origin = f"cordon/{SHARD}"
    text = f"{origin}\n{len(leaves)}\n{b64(root(leaves))}\n"
    key_hash = sha(origin.encode() + b"\n\x01" + key.raw)[:4]
    return f"{text}\n\u2014 {origin} {b64(key_hash + key.private.sign(text.encode()))}\n"


def stem(first):
    return f"v1/{SHARD}/segments/{first:020}"


def seal(runs, key=SEALER):
    """Runs of events, one a segment: the objects, and what else the vectors tell."""
    objects, segments, leaves, marks, prev, n = {}, [], [], {}, ZEROS, 0
    for number, events in enumerate(runs):
        first, before, lines = n, prev, b""
        for event in events:
            line = b'{"n":%d,"p":"%s","e":%s}' % (n, prev.encode(), event)
            leaf = sha(b"\x00" + line)
            leaves.append(leaf)
            prev, n, lines = leaf.hex(), n + 1, lines + line + b"\n"
            try:
                stamp = json.loads(event)["source"]
            except ValueError:
                continue
            mark = {"source": stamp["id"], "epoch": stamp["epoch"], "seq": stamp["seq"], "head": sha(event).hex()}
            old = marks.get(mark["source"])
            if old is None or (mark["epoch"], mark["seq"]) > (old["epoch"], old["seq"]):
                marks[mark["source"]] = mark
        times = [json.loads(events[index])["time"] for index in (0, -1)]
        facts = {"shard": SHARD, "sealedAt": f"2026-01-05T10:0{number}:00.000Z", "firstTime": times[0],
                 "lastTime": times[1], "cursor": f"cursor-{n}", "assurance": "demo", "separation": "combined"}
        header = {**facts, "version": 1, "first": first, "count": len(events), "bytes": len(lines), "prev": before,
                  "last": prev, "root": root(leaves).hex(), "frontier": frontier(leaves),
                  "watermarks": [marks[source] for source in sorted(marks)], "keyId": key.id,
                  "checkpoint": checkpoint(leaves, key)}
        objects[stem(first) + ".ndjson"] = lines
        objects[stem(first) + ".leaves"] = b"".join(leaves[first:])
        objects[stem(first) + ".header.json"] = canonical({"header": header, "signature": key.sign(canonical(header))})
        segments.append({"first": first, "events": [event.decode() for event in events], "facts": facts})
    return objects, segments, leaves


def story(tail=lambda source: [source.head()], head_key=None):
    source = Source(SOURCE)
    actor = {"human": "local|dana", "agent": "agent:demo"}
    session = "ses_0000000000000000000000000a"
    decision = {"id": "dec_0000000000000000000000000a", "policyEffect": "allow", "effect": "allow",
                "reasons": [{"code": "sql.allow", "message": "“quoted”, tab\t, slash /, ünïcödé \U0001F600"}],
                "obligations": [], "policy": {"digest": "00" * 32, "revision": "r1"}, "input": {}}
    first = [source.open(),
             source.append("session.open", {"enforcer": "postgres"}, session=session, actor=actor),
             source.append("decision", decision, session=session, actor=actor),
             source.append("effect", {"decision": decision["id"], "outcome": "done", "rows": 3}, session=session),
             source.head(by=head_key)]
    second = [source.append("session.close", {"reason": "client", "exchanges": 1}, session=session, actor=actor),
              source.open(), *tail(source)]
    return [first, second]


def put(objects, key, data):
    changed = dict(objects)
    changed[key] = data
    return changed


def flip(objects, key, find, shift=0):
    data = bytearray(objects[key])
    data[data.index(find) + shift] ^= 1
    return put(objects, key, bytes(data))


def without(objects, *keys):
    return {key: data for key, data in objects.items() if key not in keys}


def broken(base):
    (n0, l0, h0), (n5, l5, h5) = ([stem(first) + end for end in (".ndjson", ".leaves", ".header.json")] for first in (0, 5))
    lines = base[n0].splitlines(keepends=True)
    at = lambda index: sum(map(len, lines[:index]))

    def reline(order):
        return put(base, n0, b"".join(lines[index] for index in order))

    def skip_seq(source):
        source.seq += 2
        return [source.head()]

    def wrong_prev(source):
        source.prev = "ab" * 32
        return [source.append("config", {})]

    def spaced(source):
        return [source.append("config", {}).replace(b'"config"', b' "config"')]

    def alien(source):
        source.key, source.epoch, source.seq, source.prev = OTHER, 0, 0, ZEROS
        opened = json.loads(source.open())
        opened["data"]["publicKey"] = b64(SOURCE.spki)
        return [canonical(opened)]

    yield "an event is edited", flip(base, n0, b'"rows":3', 7), (3, "line", "line-hash", n0, at(3))
    yield "a number is edited", flip(base, n0, b'{"n":3', 5), (3, "line", "line-number", n0, at(3))
    yield "a previous hash is edited", flip(base, n0, b'{"n":3,"p":"', 12), (3, "line", "line-chain", n0, at(3))
    yield "a brace is edited", flip(base, n0, b'}\n{"n":2'), (1, "line", "line-form", n0, at(1))
    yield "a line end is edited", flip(base, n0, b'\n{"n":2'), (1, "line", "line-hash", n0, at(1))
    yield "a line is deleted", reline([0, 1, 3, 4]), (2, "line", "line-number", n0, at(2))
    yield "the last line is deleted", reline([0, 1, 2, 3]), (4, "line", "line-missing", n0, at(4))
    yield "a line is doubled", reline([0, 1, 1, 2, 3, 4]), (2, "line", "line-number", n0, at(2))
    yield "two lines are swapped", reline([0, 2, 1, 3, 4]), (1, "line", "line-number", n0, at(1))
    yield "a line is added", put(base, n0, base[n0] + lines[4]), (5, "line", "line-extra", n0, at(5))
    yield "the last line end is cut", put(base, n0, base[n0][:-1]), (4, "line", "line-form", n0, at(4))
    yield "a leaf is edited", put(base, l0, base[l0][:70] + bytes([base[l0][70] ^ 1]) + base[l0][71:]), \
        (2, "leaves", "tile-hash", l0, 64)
    yield "the tile is cut", put(base, l0, base[l0][:-32]), (0, "leaves", "tile-length", l0, None)
    yield "the header is edited", flip(base, h0, b'"cursor-', 1), (0, "header", "header-signature", h0, None)
    yield "a watermark is edited", flip(base, h5, b'"epoch":2', 8), (5, "header", "header-signature", h5, None)
    yield "the header is spaced", put(base, h0, base[h0] + b" "), (0, "header", "header-form", h0, None)
    yield "the signature is edited", flip(base, h0, b'"signature":"', 15), (0, "header", "header-signature", h0, None)
    yield "the checkpoint is edited", flip(base, h0, b"cordon/test\\n5", 13), (0, "checkpoint", "checkpoint", h0, None)
    yield "another key signs it all", seal(story(), OTHER)[0], (0, "header", "header-key", h0, None)
    yield "lines of two segments change places", {**base, n0: base[n5], n5: base[n0]}, (0, "line", "line-number", n0, 0)
    yield "a first segment is missing", without(base, n0, l0, h0), (0, "ledger", "segment-missing", h0, None)
    yield "a header in the middle is missing", without(base, h0), (0, "header", "object-missing", h0, None)
    yield "lines are missing", without(base, n5), (5, "line", "object-missing", n5, None)
    yield "a tile is missing", without(base, l5), (5, "leaves", "object-missing", l5, None)
    yield "a segment stands where none can", put(base, stem(3) + ".leaves", b""), \
        (3, "ledger", "segment-unexpected", stem(3) + ".header.json", None)
    yield "the last segment is cut off", without(base, n5, l5, h5), (5, "ledger", "rolled-back", h5, None)
    rewritten = seal(story(lambda source: [source.append("config", {})]))[0]
    yield "the last segment is written anew by the key's holder", rewritten, (0, "ledger", "rolled-back", h5, None)
    sealed = lambda tail: seal(story(tail))[0]
    spaced_lines = sealed(spaced)[n5].splitlines(keepends=True)
    in_second = lambda objects: sum(map(len, objects[n5].splitlines(keepends=True)[:2]))
    for name, tail, reason in (("an event that is not canonical was sealed", spaced, "event-form"),
                               ("an event that does not follow its source was sealed", wrong_prev, "source-chain"),
                               ("a source with another key than its id was sealed", alien, "source-key")):
        objects = sealed(tail)
        yield name, objects, (7, "line", reason, n5, in_second(objects))
    objects = seal(story(head_key=OTHER))[0]
    yield "a head that its source did not sign was sealed", objects, \
        (4, "line", "source-signature", n0, sum(map(len, objects[n0].splitlines(keepends=True)[:4])))


def text(key, data):
    return data.hex() if key.endswith(".leaves") else data.decode()


def write(name, document):
    (HERE / name).write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def main():
    base, segments, leaves = seal(story())
    write("keys.json", {name: key.document() for name, key in (("sealer", SEALER), ("source", SOURCE), ("other", OTHER))})
    write("ledger.json", {"shard": SHARD, "segments": segments, "events": len(leaves), "root": root(leaves).hex(),
                          "checkpoint": checkpoint(leaves, SEALER),
                          "objects": {key: text(key, data) for key, data in base.items()}})
    cases = []
    for name, objects, (n, part, reason, segment, offset) in broken(base):
        cases.append({"name": name,
                      "set": {key: text(key, data) for key, data in objects.items() if base.get(key) != data},
                      "remove": [key for key in base if key not in objects],
                      "firstBad": {"n": n, "part": part, "reason": reason, "segment": segment, "byteOffset": offset}})
    write("broken.json", {"note": "Objects to set and remove in ledger.json, whose checkpoint is held against it.",
                          "cases": cases})


main()
