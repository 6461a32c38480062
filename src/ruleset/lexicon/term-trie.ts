const letters = 37;
const space = 36;

/**
 * A set of keys over small letters, digits and the space, walked one character at a time. Nodes are numbers and live in one
 * array, so that walking makes no strings; 0 is "no such key" as well as the root, which no step leads to.
 */
export class TermTrie {
  #next = new Int32Array(letters * 4096);
  #size = 1;

  /** Adds a key and returns its node. Throws when the key has a character outside the alphabet. */
  insert(key: string): number {
    let node = 0;
    for (let index = 0; index < key.length; index++) {
      const letter = letterOf(key.charCodeAt(index));
      if (letter < 0) throw new RangeError(`The key ${key} has a character that the trie does not know.`);
      node = this.#nextOrNew(node, letter);
    }
    return node;
  }

  /** The node one character below `node`, or 0. */
  step(node: number, code: number): number {
    const letter = letterOf(code);
    return letter < 0 ? 0 : (this.#next[node * letters + letter] ?? 0);
  }

  /** The node of `text` below `node`, or 0. */
  walk(node: number, text: string): number {
    let current = node;
    for (let index = 0; index < text.length; index++) {
      current = this.step(current, text.charCodeAt(index));
      if (current === 0) return 0;
    }
    return current;
  }

  #nextOrNew(node: number, letter: number): number {
    const slot = node * letters + letter;
    const known = this.#next[slot] ?? 0;
    if (known !== 0) return known;
    const made = this.#size++;
    if ((made + 1) * letters > this.#next.length) {
      const larger = new Int32Array(this.#next.length * 2);
      larger.set(this.#next);
      this.#next = larger;
    }
    this.#next[slot] = made;
    return made;
  }
}

function letterOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return code - 22;
  return code === 32 ? space : -1;
}
