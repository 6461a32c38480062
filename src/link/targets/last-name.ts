/** The member that a callee is as written: `book` of `client.visits.book`. */
export function lastName(written: string): string {
  return written.slice(written.lastIndexOf(".") + 1);
}
