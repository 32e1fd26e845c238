// A second reader for the page's zip: by the central directory, every checksum verified.
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";

const TABLE = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});
const crc32 = (bytes) => (bytes.reduce((crc, byte) => TABLE[(crc ^ byte) & 255] ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/** Entries of a zip archive as a Map of path to text. */
export function readZip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  assert.ok(end >= 0, "no end of central directory");
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries = new Map();
  for (let i = 0; i < count; i += 1) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50, "central directory entry");
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    const [crc, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset));
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString("utf8");
    assert.ok(flags & 0x800 || /^[\x20-\x7e]*$/.test(name), `${name}: not marked as UTF-8`);
    assert.equal(bytes.readUInt32LE(local), 0x04034b50, `${name}: local header`);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(start, start + packed);
    assert.ok(method === 0 || method === 8, `${name}: method ${method}`);
    const content = method === 8 ? inflateRawSync(raw) : raw;
    assert.equal(content.length, size, `${name}: size`);
    assert.equal(crc32(content), crc, `${name}: checksum`);
    assert.ok(!name.startsWith("/") && !name.split("/").includes(".."), `${name}: leaves the folder`);
    entries.set(name, content.toString("utf8"));
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}
