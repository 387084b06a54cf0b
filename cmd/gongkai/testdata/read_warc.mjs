// Reads a WARC file with warcio.js and prints one JSON object a record: what
// another program makes of our archives. Arguments: the folder of node_modules,
// the file.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";

const [modules, file] = process.argv.slice(2);
const { WARCParser } = createRequire(modules + "/")("warcio");
const parser = new WARCParser(createReadStream(file));
for await (const record of parser) {
  const http = record.warcType === "response" || record.warcType === "revisit" ? record.httpHeaders : null;
  const payload = await record.readFully(false);
  console.log(JSON.stringify({
    version: record.warcHeaders.statusline,
    type: record.warcType,
    url: record.warcTargetURI ?? "",
    status: http?.statusCode ?? 0,
    content_type: http?.headers.get("Content-Type") ?? "",
    payload_digest: record.warcPayloadDigest ?? "",
    refers_to: record.warcHeader("WARC-Refers-To-Target-URI") ?? "",
    sha1: createHash("sha1").update(payload).digest("hex"),
    sha256: createHash("sha256").update(payload).digest("hex"),
  }));
}
