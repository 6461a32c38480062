import { createRequire } from "node:module";
import type * as tsMorph from "ts-morph";

/**
 * The TypeScript compiler that ts-morph carries. Loaded by `require`: an `import` of a CommonJS package first reads its ten
 * megabytes of text for the names that it exports, which takes as long as parsing a thousand files.
 */
export const { ts: compiler } = createRequire(import.meta.url)("ts-morph") as typeof tsMorph;
