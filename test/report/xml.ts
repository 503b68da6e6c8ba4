export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Of this element alone, entities resolved. */
  readonly text: string
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[]
  text: string
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const token = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
const forbidden = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

function resolved(text: string): string {
  return text.replace(/&([^;]*;?)/g, (whole, name: string) => {
    const character = entities[name.slice(0, -1)]
    if (!name.endsWith(';') || character === undefined) throw new Error(`${whole} is no entity`)
    return character
  })
}

/** The elements of an XML document without comments, CDATA and processing instructions. Throws an Error where it is not well-formed. */
export function readXml(document: string): XmlElement {
  const body = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  if (forbidden.test(body)) throw new Error('A character that XML cannot hold.')
  const root: OpenElement = { name: '', attributes: {}, children: [], text: '' }
  const open: OpenElement[] = [root]
  token.lastIndex = 0
  while (token.lastIndex < body.length) {
    const at = token.lastIndex
    const [, closing, name = '', attributeText = '', empty, text] = token.exec(body) ?? []
    const parent = open.at(-1)!
    if (text !== undefined) parent.text += resolved(text)
    else if (closing === undefined) throw new Error(`No XML at ${at}: ${body.slice(at, at + 60)}`)
    else if (closing === '/') {
      if (attributeText !== '' || open.length === 1 || open.pop()!.name !== name)
        throw new Error(`</${name}> closes what is not open.`)
    } else {
      const attributes: Record<string, string> = {}
      for (const [, key = '', value = ''] of attributeText.matchAll(/([\w:-]+)="([^"]*)"/g)) {
        if (key in attributes) throw new Error(`<${name}> has ${key} twice.`)
        attributes[key] = resolved(value)
      }
      const element: OpenElement = { name, attributes, children: [], text: '' }
      parent.children.push(element)
      if (empty !== '/') open.push(element)
    }
  }
  const [only] = root.children
  if (open.length > 1 || only === undefined || root.children.length > 1 || root.text.trim() !== '')
    throw new Error('A document is one element, closed.')
  return only
}
