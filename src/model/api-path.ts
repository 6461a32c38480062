/** Names under which the global object is reached; `window.fbq` and `fbq` are the same thing. */
const globalObjects = new Set(["window", "globalThis", "self", "global", "top", "parent"]);

/**
 * Brings a canonical API path to its one spelling, so that a rule and a program can be compared as strings.
 *
 *   npm:x#default.track   => npm:x#track        npm:x#default     => npm:x
 *   npm:x#default()       => npm:x()            global#window.fbq => global#fbq
 *
 * Text that is not an API path comes back unchanged.
 */
export function canonicalApi(path: string): string {
  const hash = path.indexOf("#");
  if (hash < 0) return path;
  const origin = path.slice(0, hash);
  const member = path.slice(hash + 1);
  if (origin === "global") return `global#${withoutGlobalObject(member)}`;
  if (origin.startsWith("npm:")) return joinPackage(origin, withoutDefault(member));
  return path;
}

function withoutGlobalObject(member: string): string {
  let rest = member;
  for (;;) {
    const dot = rest.indexOf(".");
    if (dot < 0 || !globalObjects.has(rest.slice(0, dot))) return rest;
    rest = rest.slice(dot + 1);
  }
}

/** What follows the package name: `.a` and `a` are members of it, `()` is a call of it. */
function withoutDefault(member: string): string {
  let rest = member;
  while (rest === "default" || rest.startsWith("default.") || rest.startsWith("default(")) {
    rest = rest.slice("default".length);
    if (rest.startsWith(".")) rest = rest.slice(1);
  }
  return rest;
}

function joinPackage(origin: string, member: string): string {
  if (member === "") return origin;
  return member.startsWith("(") ? `${origin}${member}` : `${origin}#${member}`;
}
