import type { ts } from "ts-morph";
import { compiler } from "./typescript.ts";

/** The syntax tree of a file and what was wrong with its text. The tree covers the whole text even when it does not parse. */
export interface ParsedSource {
  readonly tree: ts.SourceFile;
  readonly syntaxErrors: readonly { readonly start: number; readonly end: number; readonly message: string }[];
}

/**
 * Parses one file with the TypeScript parser: syntax only, no parents, no JSDoc.
 * JavaScript is read with JSX allowed, because `.js` files of React projects contain it.
 */
export function parseSource(path: string, text: string): ParsedSource {
  const tree = compiler.createSourceFile(
    path,
    text,
    { languageVersion: compiler.ScriptTarget.Latest, jsDocParsingMode: compiler.JSDocParsingMode.ParseNone },
    false,
    scriptKind(path),
  );
  return { tree, syntaxErrors: syntaxErrors(tree) };
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith(".tsx")) return compiler.ScriptKind.TSX;
  return /\.[mc]?ts$/.test(path) ? compiler.ScriptKind.TS : compiler.ScriptKind.JSX;
}

/** `parseDiagnostics` is not in the public type of a source file, though every parsed file has it. */
function syntaxErrors(tree: ts.SourceFile): ParsedSource["syntaxErrors"] {
  const { parseDiagnostics = [] } = tree as unknown as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(({ start, length, messageText }) => ({
    start,
    end: start + length,
    message: compiler.flattenDiagnosticMessageText(messageText, " "),
  }));
}
