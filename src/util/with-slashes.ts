/** A path or pattern as written on Windows with forward slashes; a backslash before a sign keeps its meaning in patterns. */
export function withSlashes(written: string): string {
  return written.replace(/\\(?=[\w*.])/g, "/");
}
