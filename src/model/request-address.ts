import { unknownText, type ConstantEvaluator } from "./constants.ts";
import type { HttpClientSpec } from "./http-specs.ts";
import type { ProgramCall } from "./program.ts";
import { valuesAt } from "./values-at.ts";

/** The addresses of a request; one that is not whole stands behind each base that is known. */
export function addressesOf(
  call: ProgramCall,
  client: Pick<HttpClientSpec, "address" | "base">,
  evaluator: ConstantEvaluator,
): readonly string[] {
  const written = client.address.flatMap((port) => valuesAt(call, port, evaluator));
  const bases = client.base
    .flatMap((port) => valuesAt(call, port, evaluator))
    .filter((base) => base !== "" && base !== unknownText);
  if (bases.length === 0) return written;
  return written.flatMap((address) =>
    /^(?:[a-z]+:)?\/\//i.test(address)
      ? [address]
      : bases.map((base) => `${base.replace(/\/$/, "")}/${address.replace(/^\//, "")}`),
  );
}
