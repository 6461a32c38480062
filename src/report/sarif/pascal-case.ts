/** The friendly name that SARIF wants beside an id: `file-too-large` becomes `FileTooLarge`. */
export function pascalCase(id: string): string {
  return id.replace(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_, first: string) => first.toUpperCase());
}
