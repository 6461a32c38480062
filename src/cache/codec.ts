import type { ByteReader, IndexKind } from "./byte-reader.ts";
import { DamagedBytes } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** How a value of one type becomes bytes and is read again. A codec of an object names every field: a new one does not compile without. */
export interface Codec<T> {
  readonly write: (value: T, to: ByteWriter) => void;
  readonly read: (from: ByteReader) => T;
}

export const int: Codec<number> = {
  write: (value, to) => {
    to.int(value);
  },
  read: (from) => from.int(),
};

export const flag: Codec<boolean> = {
  write: (value, to) => {
    to.int(value ? 1 : 0);
  },
  read: (from) => from.int() === 1,
};

export const text: Codec<string> = {
  write: (value, to) => {
    to.text(value);
  },
  read: (from) => from.text(),
};

/** The index of a node, a string … of the same graph, or -1. */
export function index(kind: IndexKind): Codec<number> {
  return {
    write: int.write,
    read: (from) => from.index(kind),
  };
}

/** Twice an index, and one more for "yes": a condition, or the side of a branch. */
export function sidedIndex(kind: IndexKind): Codec<number> {
  return {
    write: int.write,
    read: (from) => {
      const value = from.int();
      from.note(kind, value >> 1, 0);
      return value;
    },
  };
}

const empty: readonly never[] = [];

export function list<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    write: (values, to) => {
      to.int(values.length);
      for (const value of values) item.write(value, to);
    },
    read: (from) => {
      const count = from.count();
      if (count === 0) return empty;
      const values = new Array<T>(count);
      for (let at = 0; at < count; at++) values[at] = item.read(from);
      return values;
    },
  };
}

export function optional<T>(item: Codec<T>): Codec<T | undefined> {
  return {
    write: (value, to) => {
      flag.write(value !== undefined, to);
      if (value !== undefined) item.write(value, to);
    },
    read: (from) => (flag.read(from) ? item.read(from) : undefined),
  };
}

export function triple<T>(item: Codec<T>): Codec<readonly [T, T, T]> {
  return {
    write: (values, to) => {
      for (const value of values) item.write(value, to);
    },
    read: (from) => [item.read(from), item.read(from), item.read(from)],
  };
}

/** The codecs of all fields of an object. */
export type Fields<T> = { readonly [Key in keyof T]-?: Codec<T[Key]> };

/**
 * @param make  reads an object as one literal, its fields in the same order; where there are very many, setting one field after
 * the other takes four times as long
 */
export function record<T extends object>(fields: Fields<T>, make?: (from: ByteReader) => T): Codec<T> {
  const entries = Object.entries(fields) as readonly (readonly [string, Codec<unknown>])[];
  return {
    write: (value, to) => {
      for (const [key, codec] of entries) codec.write((value as Readonly<Record<string, unknown>>)[key], to);
    },
    read:
      make ??
      ((from) => {
        const value: Record<string, unknown> = {};
        for (const [key, codec] of entries) value[key] = codec.read(from);
        return value as T;
      }),
  };
}

/** A column of kinds, which are the numbers below `kinds`. */
export function kindColumn(kinds: number): Codec<Uint8Array> {
  return {
    write: (values, to) => {
      to.int(values.length);
      to.append(values);
    },
    read: (from) => {
      const values = from.take(from.count());
      for (const kind of values) if (kind >= kinds) throw new DamagedBytes("there is no such kind");
      return values;
    },
  };
}

/** A column of integers of any meaning. */
export const intColumn: Codec<Int32Array> = {
  write: (values, to) => {
    to.int(values.length);
    for (const value of values) to.int(value);
  },
  read: (from) => from.ints("plain"),
};

/** A column of integers near to the ones before them. */
export const risingColumn: Codec<Int32Array> = {
  write: (values, to) => {
    to.int(values.length);
    let before = 0;
    for (const value of values) {
      to.int(value - before);
      before = value;
    }
  },
  read: (from) => from.ints("rising"),
};

/** A column of indices that are there, `least` 0, or may be missing, `least` -1. */
export function indexColumn(kind: IndexKind, least: 0 | -1, column: Codec<Int32Array> = intColumn): Codec<Int32Array> {
  return {
    write: column.write,
    read: (from) => {
      const values = column.read(from);
      let lowest = 0;
      let highest = -1;
      for (const value of values) {
        if (value < lowest) lowest = value;
        if (value > highest) highest = value;
      }
      from.note(kind, lowest, least);
      from.note(kind, highest, -1);
      return values;
    },
  };
}

/** A column of pairs of indices, one after the other. */
export function pairColumn(first: IndexKind, second: IndexKind): Codec<Int32Array> {
  return {
    write: intColumn.write,
    read: (from) => {
      const values = intColumn.read(from);
      if (values.length % 2 !== 0) throw new DamagedBytes("a pair is not whole");
      values.forEach((value, at) => {
        from.note(at % 2 === 0 ? first : second, value, 0);
      });
      return values;
    },
  };
}
