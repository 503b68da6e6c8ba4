/** Text in one weight and colour. */
export interface Run {
  text: string
  bold?: boolean
  color?: string
}

export interface Line {
  runs: Run[]
  width: number
}

interface Word extends Run {
  width: number
  /** Width of the space before it; 0 where it is glued to the word before. */
  space: number
}

/**
 * Breaks runs into lines no wider than `width`, at ordinary spaces only, so that a number stays with its unit. A word that is wider
 * than a whole line is cut after a hyphen, or where it must be. Never returns an empty list.
 */
export function breakLines(runs: readonly Run[], width: number, measure: (text: string, bold: boolean) => number): Line[] {
  const lines: Line[] = []
  let line: Line = { runs: [], width: 0 }
  const finish = () => {
    lines.push(line)
    line = { runs: [], width: 0 }
  }
  for (const glued of gluedWords(runs, measure)) {
    const room = glued.reduce((total, word) => total + word.width, 0)
    const space = line.runs.length > 0 ? (glued[0]?.space ?? 0) : 0
    if (line.runs.length > 0 && line.width + space + room > width) finish()
    for (const word of glued) {
      for (const part of cutToWidth(word, width, measure)) {
        if (line.runs.length > 0 && line.width + part.space + part.width > width + 0.001) finish()
        append(line, part)
      }
    }
  }
  if (line.runs.length > 0 || lines.length === 0) finish()
  return lines
}

/** Words with the pieces that no space parts from them: `bold` followed by a full stop in regular is one such list. */
function gluedWords(runs: readonly Run[], measure: (text: string, bold: boolean) => number): Word[][] {
  const words: Word[][] = []
  let afterSpace = true
  for (const run of runs) {
    const bold = run.bold === true
    for (const piece of run.text.split(/( +)/)) {
      if (piece === '') continue
      if (piece.startsWith(' ')) {
        afterSpace = true
        continue
      }
      const word = { ...run, text: piece, width: measure(piece, bold), space: afterSpace ? measure(' ', bold) : 0 }
      if (afterSpace || words.length === 0) words.push([word])
      else words.at(-1)?.push(word)
      afterSpace = false
    }
  }
  return words
}

function cutToWidth(word: Word, width: number, measure: (text: string, bold: boolean) => number): Word[] {
  if (word.width <= width) return [word]
  const parts: Word[] = []
  let text = ''
  for (const character of word.text) {
    if (text !== '' && measure(text + character, word.bold === true) > width) {
      const kept = text.includes('-') ? text.slice(0, text.lastIndexOf('-') + 1) : text
      parts.push({ ...word, text: kept, width: measure(kept, word.bold === true), space: parts.length === 0 ? word.space : 0 })
      text = text.slice(kept.length)
    }
    text += character
  }
  parts.push({ ...word, text, width: measure(text, word.bold === true), space: parts.length === 0 ? word.space : 0 })
  return parts
}

/** Adds a word to a line, joining it to the run before where weight and colour are the same. */
function append(line: Line, word: Word): void {
  const before = line.runs.at(-1)
  const separator = before !== undefined && word.space > 0 ? ' ' : ''
  line.width += (separator === '' ? 0 : word.space) + word.width
  if (before !== undefined && before.bold === word.bold && before.color === word.color) before.text += separator + word.text
  else {
    const { text, width: _width, space: _space, ...style } = word
    if (before !== undefined) before.text += separator
    line.runs.push({ ...style, text })
  }
}
