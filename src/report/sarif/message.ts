import type { Flow } from "../../model/finding.ts";

/**
 * Text for a SARIF message. There `[text](1)` is a link and `{0}` a placeholder, so brackets that are only code, such as the name
 * `items[].name`, are escaped with a backslash, and braces are doubled where they could be taken for a placeholder.
 */
export function plainMessage(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&").replace(/\{(\d+)\}/g, "{{$1}}");
}

/** The message of a finding in which each field that it names links to the place where the data enters: related location 1, 2, … */
export function linkedMessage(message: string, flows: readonly Flow[]): string {
  let rest = message;
  let linked = "";
  for (const [index, flow] of flows.entries()) {
    const written = `\`${flow.field}\``;
    const position = rest.indexOf(written);
    if (position === -1) continue;
    linked += `${plainMessage(rest.slice(0, position))}[${plainMessage(flow.field)}](${String(index + 1)})`;
    rest = rest.slice(position + written.length);
  }
  return linked + plainMessage(rest);
}
