import { formatPath, type Problem } from '../problem.ts'
import type { Attribute } from './attribute.ts'
import type { ModelDocument } from './document.ts'
import type { Condition } from './primitives.ts'

export type Path = readonly (string | number)[]

/** More combinations of labels than this are not gone through one by one. */
const mostCombinations = 100_000
/** Names listed in a sentence. */
const mostNames = 12

/** Collects what is wrong with a document whose schema is right, and knows what it names. */
export class CheckContext {
  readonly problems: Problem[] = []
  readonly model: ModelDocument
  readonly classes: ReadonlySet<string>
  readonly resources: ReadonlySet<string>
  readonly queues: ReadonlySet<string>
  readonly steps: ReadonlySet<string>
  readonly attributes: ReadonlyMap<string, Attribute>
  /** By attribute. */
  private readonly labelSets = new Map<string, ReadonlySet<string> | null>()

  constructor(model: ModelDocument) {
    this.model = model
    this.classes = new Set(model.classes)
    this.resources = new Set(model.resources?.map(({ name }) => name))
    this.queues = new Set(model.queues?.map(({ name }) => name))
    this.steps = new Set(model.steps.map(({ name }) => name))
    this.attributes = new Map(model.attributes?.map((attribute) => [attribute.name, attribute]))
  }

  fail(path: Path, message: string): void {
    this.problems.push({ path: formatPath(path), message })
  }

  /** Fails where a name is not one of those known. */
  mustName(path: Path, what: 'class' | 'resource' | 'queue' | 'step', name: string): void {
    const known = { class: this.classes, resource: this.resources, queue: this.queues, step: this.steps }[what]
    if (!known.has(name))
      this.fail(path, `names ${what} "${name}"; ${listed(what === 'class' ? 'classes' : `${what}s`, [...known])}`)
  }

  /** Fails where a name stands twice in a list of things. */
  mustDiffer(path: Path, names: readonly string[], field: Path = []): void {
    const first = new Map<string, number>()
    names.forEach((name, index) => {
      const earlier = first.get(name)
      if (earlier === undefined) first.set(name, index)
      else
        this.fail(
          [...path, index, ...field],
          `is "${name}", as ${formatPath([...path, earlier])} is; give each a name of its own`,
        )
    })
  }

  /** The labels of an attribute, `class` among them; null where it holds none. */
  labelsOf(name: string): readonly string[] | null {
    const attribute = this.attributes.get(name)
    if (attribute !== undefined) return 'values' in attribute ? attribute.values : null
    return name === 'class' ? this.model.classes : null
  }

  private labelSetOf(name: string): ReadonlySet<string> | null {
    const known = this.labelSets.get(name)
    if (known !== undefined) return known
    const labels = this.labelsOf(name)
    const set = labels === null ? null : new Set(labels)
    this.labelSets.set(name, set)
    return set
  }

  /** Fails where a condition names what is not there. `known`: the attributes that are drawn by then; all unless given. */
  checkCondition(path: Path, condition: Condition, known?: ReadonlySet<string>): void {
    for (const [name, wanted] of Object.entries(condition)) {
      const at = [...path, name]
      const labels = this.labelSetOf(name)
      if (!this.attributes.has(name) && name !== 'class')
        this.fail(at, `names attribute "${name}"; ${listed('attributes', [...new Set([...this.attributes.keys(), 'class'])])}`)
      else if (known !== undefined && !known.has(name))
        this.fail(at, `asks for attribute "${name}", which is drawn later; move "${name}" further up in attributes`)
      else if (labels === null) this.fail(at, `asks for a label of "${name}", which holds a number; only labels can be asked for`)
      // At a step, the class may have become any other.
      else
        for (const label of [wanted].flat())
          if (!labels.has(label) && !(name === 'class' && known === undefined && this.classes.has(label)))
            this.fail(at, `names label "${label}"; ${listed(`labels of ${name}`, [...labels])}`)
    }
  }

  /** Fails where there is a patient for whom none of the conditions holds. */
  mustCover(path: Path, conditions: readonly (Condition | undefined)[], what: string): void {
    if (conditions.some((condition) => condition === undefined || Object.keys(condition).length === 0)) {
      const always = conditions.findIndex((condition) => condition === undefined || Object.keys(condition).length === 0)
      if (always < conditions.length - 1)
        this.fail([...path, always], `holds for everybody, so what stands after it never counts; put it last`)
      return
    }
    const names = [...new Set(conditions.flatMap((condition) => Object.keys(condition ?? {})))]
    const labels = names.map((name) => (name === 'class' ? this.model.classes : (this.labelsOf(name) ?? [])))
    if (labels.some((list) => list.length === 0)) return
    const combinations = labels.reduce((product, list) => product * list.length, 1)
    if (combinations > mostCombinations) {
      this.fail(path, `asks for too many labels to know that somebody is not left out; end with ${what} without "when"`)
      return
    }
    const wanted = conditions.map((condition) => names.map((name) => condition?.[name] && new Set([condition[name]].flat())))
    for (let combination = 0; combination < combinations; combination++) {
      let rest = combination
      const chosen = labels.map((list) => {
        const label = list[rest % list.length] ?? ''
        rest = Math.floor(rest / list.length)
        return label
      })
      if (wanted.some((sets) => sets.every((set, index) => !set || set.has(chosen[index] ?? '')))) continue
      const missing = names.map((name, index) => `${name} ${chosen[index]}`).join(', ')
      this.fail(path, `leaves out patients with ${missing}; end with ${what} without "when"`)
      return
    }
  }
}

/** `the classes are urgent, routine` */
export function listed(what: string, names: readonly string[]): string {
  if (names.length === 0) return `the model has no ${what}`
  const shown = names.slice(0, mostNames).join(', ')
  return `the ${what} are ${shown}${names.length > mostNames ? ` and ${names.length - mostNames} more` : ''}`
}
