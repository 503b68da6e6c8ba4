/** A label inside a sentence: its first letter small, unless it begins with an abbreviation. */
export function midSentence(label: string): string {
  return /^\p{Lu}(\P{Lu}|$)/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
