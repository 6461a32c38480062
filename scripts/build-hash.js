/** The last part of the build: writes a hash of the compiled program beside it, so that a cache of another build is known as such. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const files = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(".js"));
const hash = createHash("sha256");
for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(join(dist, file)));
writeFileSync(join(dist, "build-hash.txt"), hash.digest("hex"));
