import type { Diagnostic } from "../model/diagnostic.ts";
import type { AcceptedFinding, Finding } from "../model/finding.ts";
import type { SourceFile } from "../model/project.ts";
import { readDirectives, type Directive } from "./read-directives.ts";

export interface DirectivesInput {
  readonly findings: readonly Finding[];
  readonly sources: readonly SourceFile[];
  readonly ruleIds: readonly string[];
  /** Today as an ISO date, for comments that end. */
  readonly today: string;
}

export interface AppliedDirectives {
  readonly open: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  /** Comments that cannot be followed, have ended, or accept nothing; in the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes out the findings that comments in the code accept. */
export function applyDirectives({ findings, sources, ruleIds, today }: DirectivesInput): AppliedDirectives {
  const active = new Map<string, readonly Directive[]>();
  const used = new Set<Directive>();
  const diagnostics: Diagnostic[] = [];
  for (const { path, text } of sources) {
    const { directives, mistakes } = readDirectives(text, ruleIds);
    for (const { line, message } of mistakes) {
      diagnostics.push({ code: "directive-malformed", file: path, message: `${path}:${String(line)}: ${message}` });
    }
    for (const { line, until, rules } of directives.filter((each) => hasEnded(each, today))) {
      const message = `${path}:${String(line)}: The comment accepted ${rules.join(", ")} until ${until ?? ""}, which is over.`;
      diagnostics.push({ code: "directive-expired", file: path, message });
    }
    if (directives.length > 0)
      active.set(
        path,
        directives.filter((each) => !hasEnded(each, today)),
      );
  }
  const open: Finding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const finding of findings) {
    const directive = active.get(finding.location.file)?.find((each) => covers(each, finding));
    if (directive === undefined) open.push(finding);
    else {
      used.add(directive);
      accepted.push({ finding, by: "comment", reason: directive.reason });
    }
  }
  for (const [file, directives] of active) {
    for (const directive of directives.filter((each) => !used.has(each))) {
      const message = `${file}:${String(directive.line)}: The comment accepts ${directive.rules.join(", ")}, and nothing of it was found.`;
      diagnostics.push({ code: "directive-unused", file, message });
    }
  }
  return { open, accepted, diagnostics };
}

function hasEnded({ until }: Directive, today: string): boolean {
  return until !== undefined && until < today;
}

function covers({ rules, from, to, isBesideCode }: Directive, { ruleId, location }: Finding): boolean {
  if (!rules.includes(ruleId)) return false;
  const isWithin = (line: number): boolean => line >= from && line <= to;
  return isWithin(location.line) || (isBesideCode && isWithin(location.endLine));
}
