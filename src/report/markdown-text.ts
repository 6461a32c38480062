import { visibleSentence } from "../util/visible-text.ts";

/** A sentence in which code stands in backticks, so that nothing else of it is markup, a link or a mention. */
export function markdownText(sentence: string): string {
  return visibleSentence(sentence)
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? codeSpan(part.slice(1, -1)) : escapeMarkdown(part)))
    .join("");
}

/** Text as code, whatever stands in it. */
export function codeSpan(text: string): string {
  const shown = visibleSentence(text);
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

function escapeMarkdown(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]#~|]/g, "\\$&")
    .replace(/@(?=\w)/g, "@\u200b");
}
