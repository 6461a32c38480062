import type { Diagnostic } from "../model/diagnostic.ts";
import type { AcceptedFinding, AnalysisResult, Finding } from "../model/finding.ts";
import type { ReportContext } from "./report-context.ts";

/**
 * The result with every path seen from the root of the repository. Reports that other programs place beside the code are written so;
 * a person at a terminal gets the shorter paths.
 */
export function withRepositoryPaths(
  result: AnalysisResult,
  context: ReportContext,
): { readonly result: AnalysisResult; readonly context: ReportContext } {
  const { repositoryPath, readText } = context;
  if (repositoryPath === "") return { result, context };
  const located = <Located extends { readonly file: string }>(place: Located): Located => ({
    ...place,
    file: repositoryPath + place.file,
  });
  const findingIn = (finding: Finding): Finding => ({
    ...finding,
    location: located(finding.location),
    sink: { ...finding.sink, location: located(finding.sink.location) },
    flows: finding.flows.map((flow) => ({
      ...flow,
      steps: flow.steps.map((step) => ({ ...step, location: located(step.location) })),
    })),
  });
  const diagnosticIn = ({ file, span, ...rest }: Diagnostic): Diagnostic => ({
    ...rest,
    ...(file !== undefined && { file: repositoryPath + file }),
    ...(span !== undefined && { span: located(span) }),
  });
  const acceptedIn = (accepted: AcceptedFinding): AcceptedFinding => ({
    ...accepted,
    finding: findingIn(accepted.finding),
  });
  const { review } = result;
  return {
    result: {
      ...result,
      findings: result.findings.map(findingIn),
      diagnostics: result.diagnostics.map(diagnosticIn),
      ...(review !== undefined && { review: { ...review, accepted: review.accepted.map(acceptedIn) } }),
    },
    context: {
      ...context,
      repositoryPath: "",
      readText: (file) => (file.startsWith(repositoryPath) ? readText(file.slice(repositoryPath.length)) : undefined),
    },
  };
}
