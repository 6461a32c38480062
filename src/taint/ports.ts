/** What a context asks of its callers: this access path of what they pass to a port. */
export interface Exit {
  readonly port: ExitPort;
  readonly path: number;
  readonly mask: number;
  /** The fact at the port. */
  readonly fact: number;
}

/** What a function gets from the call that runs it. */
export type InwardPort =
  | { readonly kind: "parameter"; readonly index: number }
  | { readonly kind: "receiver" }
  | { readonly kind: "environment" };

/** What a function hands to the one that called it: what it returns or throws, or leaves in an argument (its position) or the receiver. */
export type OutwardPort = "returned" | "thrown" | "receiver" | number;

export type ExitPort =
  | InwardPort
  /** What a call hands out whose callee the function was given. `asked` is the fact at that call. */
  | { readonly kind: "callback"; readonly hop: CalleeHop; readonly out: OutwardPort; readonly asked: number }
  /** Shared storage: continues outside of any context. */
  | { readonly kind: "shared"; readonly node: number };

/** An access path of a port. */
export interface PortPath {
  readonly port: InwardPort;
  readonly path: number;
}

/**
 * One call on the way back from a call to where its callee is given:
 *
 *   function each(list, work) { return list.map((item) => work(item)); }    (1) the callee is what the arrow captured: no function yet
 *   each(visits, (visit) => visit.room);                                    (2) `map` runs the arrow, which captured parameter 1
 *                                                                           (3) this call passes the function
 */
export interface CalleeHop {
  readonly id: number;
  readonly call: number;
  /** The hop nearer to the call that the callee belongs to; undefined for that call itself. */
  readonly inner: CalleeHop | undefined;
  /** Functions that are given here. */
  readonly functions: readonly number[];
  /** What the function around this call is given that the callee may be as well. */
  readonly ports: readonly PortPath[];
}
