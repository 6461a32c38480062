import type { Io, OutputStream } from "./io.ts";

/**
 * Whether to write colours to a stream: `--no-color` decides, then FORCE_COLOR, then NO_COLOR, then whether it is a
 * terminal (not a dumb one). Files never get colours.
 */
export function usesColors(stream: OutputStream, io: Io, colorOption: boolean): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = io.env;
  if (!colorOption) return false;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  if (no !== undefined && no !== "") return false;
  return stream.isTTY && term !== "dumb";
}
