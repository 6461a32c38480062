import { gzipSync } from "node:zlib";
import type { Cut } from "./notifications.ts";

/** How much of the findings a log tells, so that it stays within the size that code scanning takes. */
export interface LogShape {
  /** All paths of a finding, its first, or only where that begins and ends. */
  readonly paths: "all" | "first" | "ends";
  readonly isIndented: boolean;
  readonly maximumResults: number;
}

/** GitHub shows at most this many results of one run. */
const maximumResults = 5_000;

/** GitHub takes at most 10 MB of gzip; a little is left for how well others compress. */
export const maximumBytes = 9_500_000;

/** From everything to less and less. */
const shapes: readonly LogShape[] = [
  { paths: "all", isIndented: true, maximumResults },
  { paths: "first", isIndented: true, maximumResults },
  { paths: "first", isIndented: false, maximumResults },
  { paths: "ends", isIndented: false, maximumResults },
];

/** The log in the first shape that is small enough compressed; in the end there are fewer and fewer results. */
export function fitSize(render: (shape: LogShape, cuts: readonly Cut[]) => string, maximum: number): string {
  const [whole, ...smaller] = shapes;
  const text = whole === undefined ? "" : render(whole, []);
  if (fits(text, maximum)) return text;
  for (const shape of smaller) {
    const less = render(shape, [{ kind: "paths", kept: shape.paths }]);
    if (fits(less, maximum)) return less;
  }
  for (let count = Math.floor(maximumResults / 2); count > 0; count = Math.floor(count / 2)) {
    const shape: LogShape = { paths: "ends", isIndented: false, maximumResults: count };
    const less = render(shape, [{ kind: "paths", kept: shape.paths }]);
    if (fits(less, maximum) || count === 1) return less;
  }
  return text;
}

/** Compressing takes time; what is small as it is need not be tried. */
function fits(text: string, maximum: number): boolean {
  return Buffer.byteLength(text) <= maximum || gzipSync(text).length <= maximum;
}
