/** Small against a message's limit, and large against what a message costs. */
const partLength = 1 << 20

/** A long text in pieces that end where a line ends. */
export function* textParts(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const lineEnd = text.indexOf('\n', from + partLength)
    const to = lineEnd === -1 ? text.length : lineEnd + 1
    yield text.slice(from, to)
    from = to
  }
}
