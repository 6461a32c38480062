/**
 * A place on a call that data enters or leaves: a root and what is read from it.
 *   arg0, arg1.email, arg0.[], args, args2 (argument 2 and every later one), this, return
 *   origin(this)          the object that the receiver is, whichever variable or version holds it; also origin(arg0)
 *   owner                 what the function around the call returns
 *   callee                the function that is called, such as a hook that a library made and keeps something in
 *   arg0.callback.arg1    the second argument with which the first argument, a function, is called
 *   arg0.callback.this    its receiver
 *   arg0.callback.return  what that function returns
 *   arg0.callback.instance   the instance that a framework makes of a class; what is put there, only the fields open to others have
 *   arg0.callback.arg1.after   what that function leaves in its second argument: a draft that it changes; also this.after
 *   type0                 in `from`: something of the first type that the call is written with (`get<Visit>()`); also callback.type0
 *   return.1.callback.arg0   the first argument of calls of member `1` of the result
 *   this.[arg0]           the field named by the constant at arg0 (any field when it is not constant); also [arg0.name]
 *   … .[callback.arg0]    in `to`: the field named by the constant with which the function in `from` is called
 *   store(localStorage).[arg0]   a program-wide storage place
 *   here.body             a place that this one call has for itself
 *   arg0.reducers.[each] … return.actions.[each]   each field of an object that the call is given, and the one of the same name on
 *                         the other side of the flow; [useEachQuery] is that name put into another. The object is what stands
 *                         before [each], or what the flow names by `each`
 */
export interface Port {
  readonly root:
    | { readonly kind: "argument"; readonly index: number }
    | { readonly kind: "arguments"; readonly from: number }
    | { readonly kind: "this" }
    | { readonly kind: "origin"; readonly of: "this" | number }
    | { readonly kind: "callee" }
    | { readonly kind: "owner" }
    | { readonly kind: "type"; readonly index: number }
    | { readonly kind: "return" }
    | { readonly kind: "here" }
    | { readonly kind: "store"; readonly name: string };
  readonly steps: readonly PortStep[];
}

export type PortStep =
  /** `naming`: what is read is named by the field, as where a program reads it. */
  | { readonly kind: "field"; readonly name: string; readonly naming?: true }
  | { readonly kind: "field-of-argument"; readonly index: number; readonly fields: readonly string[] }
  | { readonly kind: "field-of-callback"; readonly index: number }
  | { readonly kind: "field-of-each"; readonly template: string }
  | { readonly kind: "callback-argument"; readonly index: number; readonly after: boolean }
  | { readonly kind: "callback-this"; readonly after: boolean }
  | { readonly kind: "callback-type"; readonly index: number }
  | { readonly kind: "callback-instance" }
  | { readonly kind: "callback-return" };

/** How a call is recognised: by what its callee resolves to, by its written name, or by the address it is sent to. */
export type CalleePattern =
  | { readonly kind: "api"; readonly paths: readonly string[] }
  | { readonly kind: "callee"; readonly globs: readonly string[] };
