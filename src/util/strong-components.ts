/**
 * The strongly connected components of a graph whose nodes are 0 to `count - 1` (Tarjan 1972, without recursion).
 *
 * @returns the component of each node; components are numbered so that edges between two of them go to the lower number
 */
export function strongComponents(count: number, successors: (node: number) => readonly number[]): Int32Array {
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const open: number[] = [];
  let visited = 0;
  let components = 0;
  const enter = (node: number): { readonly node: number; readonly targets: readonly number[]; next: number } => {
    order[node] = low[node] = visited++;
    open.push(node);
    isOpen[node] = 1;
    return { node, targets: successors(node), next: 0 };
  };
  for (let root = 0; root < count; root++) {
    if (order[root] !== -1) continue;
    const walk = [enter(root)];
    for (let top = walk.at(-1); top; top = walk.at(-1)) {
      const { node } = top;
      const target = top.targets[top.next++];
      if (target !== undefined) {
        if (order[target] === -1) walk.push(enter(target));
        else if (isOpen[target] === 1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
        continue;
      }
      walk.pop();
      const above = walk.at(-1);
      if (above) low[above.node] = Math.min(low[above.node] ?? 0, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        isOpen[member] = 0;
        component[member] = components;
        if (member === node) break;
      }
      components++;
    }
  }
  return component;
}
