/** Orders by UTF-16 code unit: the same on every machine, whatever its language settings. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
