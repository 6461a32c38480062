/** Modules by path, and the number of findings planted in them. Throws a `RangeError` for an odd number or one below ten. */
export declare function wrapperProgram(modules: number): {
  readonly files: ReadonlyMap<string, string>;
  readonly planted: number;
};
