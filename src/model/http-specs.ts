import type { CalleePattern, Port } from "./port.ts";

/** Where the method of a request stands: in the name of the call (`axios.post`), in a constant of the rule, or at ports. */
export interface MethodSpec {
  readonly byName: boolean;
  readonly constants: readonly string[];
  readonly ports: readonly Port[];
}

/**
 * A call that sends HTTP, with the ports of its address, body and query and of what the server answers; endpoint sinks are matched
 * on the first, and requests are joined with the handlers of the same program.
 */
export interface HttpClientSpec {
  readonly id: string;
  readonly callee: CalleePattern;
  readonly address: readonly Port[];
  /** What an address that is not whole is put behind: `baseURL` of the client. */
  readonly base: readonly Port[];
  readonly body: readonly Port[];
  readonly query: readonly Port[];
  readonly method: MethodSpec;
  readonly answer: readonly Port[];
}

/** A call, or an export of a file, that says which function handles the requests of an address. */
export interface HttpRouteSpec {
  readonly id: string;
  readonly callee: CalleePattern;
  /** For exports, the files whose path is the address: `app/{**}/route`, in which the braces are the address. */
  readonly files: readonly string[];
  readonly path: readonly Port[];
  /** The object whose route it is, when that is not the receiver of the call. */
  readonly of: readonly Port[];
  readonly method: MethodSpec;
  /** Where the handler has the body, the query, the parameters in the path, and all of these. */
  readonly body: readonly Port[];
  readonly query: readonly Port[];
  readonly params: readonly Port[];
  /** What the handler answers with. */
  readonly answer: readonly Port[];
}

/** A call by which the routes of one object stand below a path of another: `app.use("/api", router)`. */
export interface HttpMountSpec {
  readonly id: string;
  readonly callee: CalleePattern;
  readonly path: readonly Port[];
  readonly inner: readonly Port[];
}
