/** Ends a sentence with a full stop unless it already ends with a mark; SARIF wants complete sentences. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
