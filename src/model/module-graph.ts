/**
 * The module graph: the value-flow graph of one file, as plain data.
 *
 *   function track(user) {              // node 3: parameter `user`
 *     fbq("track", { em: user.email }); // node 5 -read email- from 3; node 6 (object) -write em- from 5; call of node 4
 *   }
 *
 * Nodes are values, edges say how one value makes another, calls join functions. Everything is an index into an
 * array of integers or into one string table, so a graph can be stored, sent between threads and compared byte by byte.
 * It knows nothing of rules: sources, sinks and names are matched later, on the interned strings.
 */

/** What a node stands for. `name` of the node means something else for each, as said here. */
export const NodeKind = {
  /** The value of an expression. Name: the field or callee it was read from, if any. */
  value: 0,
  /** One version of a local variable; assigning makes a new version. Name: the variable. */
  variable: 1,
  /** A variable that several functions share: every version they may see. Name: the variable. */
  cell: 2,
  /** A parameter as passed. Name: the parameter, if it has one. */
  parameter: 3,
  /** A field of a parameter taken by its pattern: `function f({ email })`. Name: the bound variable. */
  parameterField: 4,
  /** The receiver inside a function. */
  receiver: 5,
  /** The captured variables of a function, as fields `$$name`. */
  environment: 6,
  /** What a function returns; elements of a generator are its field `[]`. */
  returned: 7,
  /** What a function throws. */
  thrown: 8,
  /** The object passed as a parameter, as the function leaves it. */
  parameterOut: 9,
  /** The receiver as the function leaves it. */
  receiverOut: 10,
  /** An object, array or JSX element made here. */
  object: 11,
  /** A function made here. Payload: its index in `functions`. */
  function: 12,
  /** A class made here. Payload: its index in `classes`. */
  class: 13,
  /** An imported value. Payload: its index in `imports`. */
  import: 14,
  /** What this module writes into an imported value. Payload: the index in `imports`. */
  importOut: 15,
  /** A global name, also `jsx#input` for intrinsic elements. Name: the global. */
  global: 16,
  /** A literal. Name: its text. */
  constant: 17,
  /** Text put together from its incoming `derive` edges, in their order. */
  template: 18,
  /** `module.exports`, or what an ES module exports as a whole. */
  exports: 19,
  /** What a call leaves in an argument or receiver. Payload: the index of the call. */
  after: 20,
  /** The instance of a class that frameworks and injectors share. Payload: the index in `classes`. */
  instance: 21,
} as const;
export type NodeKind = (typeof NodeKind)[keyof typeof NodeKind];

/** Payload of a value that linking names after a constant: what a label says of an input, the key that something is read by. */
export const namedByConstant = 0;

/** How the value at `from` makes the value at `to`. */
export const EdgeKind = {
  /** The same value. */
  copy: 0,
  /** A value computed from it. Label: index of the transform in `transforms`. */
  derive: 1,
  /** `to = from.field`. Label: the field. */
  read: 2,
  /** `to.field = from`. Label: the field. */
  write: 3,
  /** The same object without some fields. Label: the fields, joined by commas. */
  without: 4,
  /** `to = from[key]` where the key is not a literal. Label: the node of the key. */
  readDynamic: 5,
  /** `to[key] = from`. Label: the node of the key. */
  writeDynamic: 6,
  /** The same value in a branch that a call decides, an argument of it. Label: see `guardLabel` (`guard-label.ts`). */
  guard: 7,
  /** The same value, effective only when the callee changes what it is given: an after-value going back into a cell. */
  writeBack: 8,
  /** The same value and fields, changed on the way by an outside call. Label: index of the transform. Only linking adds it. */
  convert: 9,
} as const;
export type EdgeKind = (typeof EdgeKind)[keyof typeof EdgeKind];

/** Field names with a meaning of their own. */
export const elementField = "[]";
export const unknownField = "*";
/** Begins fields that no code can name: captured variables, and what rules keep in an object. */
export const hiddenMark = "$$";

/** Whether a field is one that no pattern or spread of the program sees; accessors are such fields too. */
export function isHiddenField(name: string): boolean {
  return name.startsWith(hiddenMark) || name.startsWith("get ") || name.startsWith("set ");
}

/** The methods that give an iterator: `Symbol.iterator` and `Symbol.asyncIterator`. */
export const iteratorField = `${hiddenMark}iterator`;
/** Of a generator: what it returns in the end. Of a promise: why it was rejected. */
export const returnedField = `${hiddenMark}returned`;
export const rejectedField = `${hiddenMark}rejected`;
/** Of a class: the instance that injectors hand out. */
export const instanceField = `${hiddenMark}instance`;
/** Of an element: what a ref on it holds. */
export const handleField = `${hiddenMark}handle`;

/** Flags of a call. */
export const CallFlag = { construct: 1, jsx: 2, superCall: 4, tagged: 8 } as const;
/** Flags of a function. */
export const FunctionFlag = {
  arrow: 1,
  async: 2,
  generator: 4,
  constructor: 8,
  getter: 16,
  setter: 32,
  static: 64,
  rest: 128,
  method: 256,
  /** A method with decorators: what they make of it is a field of the instance with the same name. */
  decorated: 512,
} as const;
/** Flags of an import. `pattern`: the specifier holds `*`; the import is a table of the modules that fit, or any one when `dynamic`. */
export const ImportFlag = { require: 1, dynamic: 2, pattern: 4 } as const;

export interface NodeTable {
  readonly kind: Uint8Array;
  /** String index, or -1. */
  readonly name: Int32Array;
  /** Index of what the node stands for (function, class, import, call), or -1. */
  readonly payload: Int32Array;
  /** Index of the function the node belongs to; 0 is the module body. */
  readonly owner: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

export interface EdgeTable {
  readonly kind: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Meaning depends on the kind, see `EdgeKind`; 0 where there is none. */
  readonly label: Int32Array;
}

export interface Call {
  readonly callee: number;
  /** Node of the receiver, or -1. */
  readonly receiver: number;
  /** Node of the receiver after the call, or -1. */
  readonly receiverAfter: number;
  readonly arguments: readonly number[];
  /** For each argument its node after the call, or -1. */
  readonly argumentsAfter: readonly number[];
  /** Index of the first spread argument, or -1. */
  readonly spread: number;
  readonly result: number;
  /** What the program makes of the result by changing it in place (`current().reason = dx`), or -1. */
  readonly resultAfter: number;
  /** Where what the callee throws arrives: a catch parameter or the function's own `thrown` node; -1 is nowhere. */
  readonly thrown: number;
  /** String index of the callee as written: `window.fbq`, `acme.track`. */
  readonly written: number;
  readonly flags: number;
  readonly owner: number;
  readonly start: number;
  readonly end: number;
  /** The conditions that decide whether the call runs: `2 * node + polarity`, outermost first. */
  readonly conditions: readonly number[];
}

export interface FunctionInfo {
  /** String index, or -1 for a nameless function. */
  readonly name: number;
  /** Index of the function around it, -1 for the module body. */
  readonly parent: number;
  readonly flags: number;
  readonly parameters: readonly number[];
  /** For each parameter its `parameterOut` node, or -1. */
  readonly parametersOut: readonly number[];
  readonly receiver: number;
  readonly receiverOut: number;
  readonly environment: number;
  readonly returned: number;
  readonly thrown: number;
  /** The node of the function value where it was made, or -1 for the module body. */
  readonly node: number;
  /** The class it is a member of, or -1. */
  readonly class: number;
  readonly start: number;
  readonly end: number;
}

export interface ClassMember {
  readonly name: number;
  readonly function: number;
  readonly flags: number;
}

export interface ClassInfo {
  readonly name: number;
  readonly node: number;
  /** Node of the class it extends, or -1. */
  readonly superclass: number;
  readonly instance: number;
  /** Index of the constructor; every class has one. */
  readonly constructorFunction: number;
  readonly members: readonly ClassMember[];
  /** String index of the fields that only the class fills, joined by commas. */
  readonly ownFields: number;
  /** String indices of the types it implements, as printed types. */
  readonly implements: readonly number[];
}

export interface Import {
  readonly specifier: number;
  /** String index of the imported name: `default`, `*` for the whole module, or a name. */
  readonly name: number;
  readonly node: number;
  readonly flags: number;
}

export interface Export {
  readonly name: number;
  readonly node: number;
}

/** `export { name as exported } from "specifier"`; `*` as name with -1 as exported is `export *`. */
export interface Reexport {
  readonly specifier: number;
  readonly name: number;
  readonly exported: number;
}

/** A declared type, printed as JSON so that it is only looked at when a flow needs it. See `TypeExpression`. */
export interface TypeDeclaration {
  readonly name: number;
  readonly type: number;
}

export interface ModuleGraph {
  readonly path: string;
  readonly strings: readonly string[];
  readonly nodes: NodeTable;
  readonly edges: EdgeTable;
  readonly calls: readonly Call[];
  readonly functions: readonly FunctionInfo[];
  readonly classes: readonly ClassInfo[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly reexports: readonly Reexport[];
  readonly types: readonly TypeDeclaration[];
  /** Declared types of nodes: pairs (node, string index of the printed type). */
  readonly nodeTypes: Int32Array;
  /** Types given to calls (`get<Visit>()`): pairs (call, string index of the printed list). */
  readonly callTypes: Int32Array;
  /** Functions with type parameters and a declared result: pairs (function, string index of the printed `GenericResult`). */
  readonly genericResults: Int32Array;
  /** Type-only imports: local name, specifier, imported name, as string indices. */
  readonly typeImports: readonly (readonly [number, number, number])[];
  /** True for files with `import`/`export`; others see each other's top-level names only as globals. */
  readonly isModule: boolean;
}

/**
 * A type as the syntax states it.
 *   ["ref", "Promise", [["ref", "Patient", []]]]   ["array", T]   ["object", {field: T}, [extended types]]
 *   ["union", [T, …]]   ["function", T]   ["text", "pending"]   ["other"]
 */
export type TypeExpression =
  | readonly ["ref", string, readonly TypeExpression[]]
  | readonly ["array", TypeExpression]
  | readonly ["object", Readonly<Record<string, TypeExpression>>, readonly TypeExpression[]]
  | readonly ["union", readonly TypeExpression[]]
  | readonly ["function", TypeExpression]
  | readonly ["text", string]
  | readonly ["other"];

/** The type parameters of a function, and its result in their terms. */
export type GenericResult = readonly [readonly string[], TypeExpression];

/** What a `derive` edge did, by its label. The order is part of the stored format. */
export const transforms = [
  "text",
  "arithmetic",
  "compare",
  "boolean",
  "length",
  "choice",
  "call",
  "hash",
  "encode",
  "encrypt",
  "truncate",
] as const;
