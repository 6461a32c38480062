import type { ArtifactLocation, Location as SarifLocation, PhysicalLocation } from "sarif";
import type { Location } from "../../model/location.ts";

/** A file of the project as SARIF names it: percent-encoded, relative to the scan root. */
export function artifactLocationOf(file: string): ArtifactLocation {
  return { uri: encodePath(file), uriBaseId: "%SRCROOT%" };
}

export function physicalLocationOf(location: Location): PhysicalLocation {
  return {
    artifactLocation: artifactLocationOf(location.file),
    region: {
      startLine: location.line,
      startColumn: location.column,
      endLine: location.endLine,
      endColumn: location.endColumn,
    },
  };
}

/** The place of a finding, with the function around it when there is one. */
export function primaryLocationOf(location: Location, functionPath: string): SarifLocation {
  const physicalLocation = physicalLocationOf(location);
  if (functionPath === "") return { physicalLocation };
  return { physicalLocation, logicalLocations: [{ fullyQualifiedName: functionPath, kind: "function" }] };
}

/** Encodes each part of a path, so that `[id]`, `#`, spaces and letters beyond ASCII make a valid relative address. */
function encodePath(file: string): string {
  const wellFormed = file.replace(/\p{Surrogate}/gu, "\ufffd");
  return wellFormed.split("/").map(encodeURIComponent).join("/");
}
