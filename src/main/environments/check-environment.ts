import { KeyedRandom, purposes } from '../simulation/population/random.ts'
import type { VectorEnvironment } from './environment.ts'

const largestPlausible = 1000
const comparedSteps = 20

/**
 * Plays an environment with random allowed actions and says what is wrong with it, one sentence per finding, each with its likely cause.
 * An empty list means that the environment keeps its promises: sizes, finite numbers, usable masks, discounts, truncation, arrays written in
 * place, and the same future after `reset` and after `restoreState`. Leaves the environment somewhere in the middle.
 */
export function checkEnvironment(environment: VectorEnvironment, options: { steps: number; seed: number }): string[] {
  const checker = new EnvironmentChecker(environment, options.seed)
  return checker.run(options.steps)
}

type ArrayName = (typeof arrayNames)[number]
const arrayNames = [
  'actionFeatures',
  'context',
  'critic',
  'mask',
  'prior',
  'rewards',
  'discounts',
  'truncated',
  'terminated',
  'finalCritic',
] as const
/** What makes up the present decision. */
const decisionArrays = ['actionFeatures', 'context', 'critic', 'mask', 'prior'] as const
/** What a step leaves behind. */
const stepArrays = ['rewards', 'discounts', 'truncated', 'terminated'] as const

class EnvironmentChecker {
  private readonly environment: VectorEnvironment
  private readonly random: KeyedRandom
  private readonly arrays: Map<ArrayName, Float32Array | Uint8Array>
  private readonly findings = new Set<string>()
  private draws = 0

  constructor(environment: VectorEnvironment, seed: number) {
    this.environment = environment
    this.random = new KeyedRandom({ seed, use: 'development', replication: 0 })
    this.arrays = new Map(arrayNames.map((name) => [name, environment[name]]))
  }

  run(steps: number): string[] {
    this.checkSizes()
    if (this.findings.size > 0) return [...this.findings]
    this.checkReset()
    this.checkDecision()
    let rewardSeen = false
    let endSeen = false
    for (let step = 0; step < steps && this.findings.size === 0; step++) {
      this.environment.step(this.randomActions())
      this.checkDecision()
      this.checkStep()
      rewardSeen ||= this.environment.rewards.some((reward) => reward !== 0)
      endSeen ||= [this.environment.truncated, this.environment.terminated].some((flags) => flags.includes(1))
    }
    if (this.findings.size > 0) return [...this.findings]
    if (!rewardSeen) this.find('every reward was 0; do the actions change anything, and is the cost of the interval added up?')
    if (endSeen) this.checkEpisodes()
    this.checkRestore()
    this.checkRange()
    this.checkForbiddenAction()
    return [...this.findings]
  }

  private find(finding: string): void {
    this.findings.add(finding)
  }

  private checkSizes(): void {
    const { spec, count, copiesSideBySide } = this.environment
    if (!(Number.isInteger(copiesSideBySide) && copiesSideBySide >= 1 && copiesSideBySide <= count))
      this.find(`copiesSideBySide is ${copiesSideBySide}; it must be a whole number from 1 to the ${count} copies that there are`)
    const expected: Record<ArrayName, number> = {
      actionFeatures: count * spec.actions * spec.actionFeatures,
      context: count * spec.contextFeatures,
      critic: count * spec.criticFeatures,
      mask: count * spec.actions,
      prior: count * spec.actions,
      rewards: count * spec.channels,
      discounts: count,
      truncated: count,
      terminated: count,
      finalCritic: count * spec.criticFeatures,
    }
    for (const name of arrayNames)
      if (this.environment[name].length !== expected[name])
        this.find(
          `${name} has ${this.environment[name].length} numbers, its spec says ${expected[name]}; is it made for another layout?`,
        )
    const { names } = spec
    if (names !== undefined) {
      const sizes = {
        action: spec.actionFeatures,
        context: spec.contextFeatures,
        critic: spec.criticFeatures,
        channels: spec.channels,
      }
      for (const part of ['action', 'context', 'critic', 'channels'] as const)
        if (names[part].length !== sizes[part])
          this.find(`${part} has ${names[part].length} names for ${sizes[part]} numbers; was one added without its name?`)
    }
    if (spec.layout === '') this.find('the layout is empty; without it a network could be used on numbers with another meaning')
  }

  private checkDecision(): void {
    const { environment } = this
    const { spec, count, mask, prior } = environment
    for (const name of arrayNames)
      if (environment[name] !== this.arrays.get(name))
        this.find(`${name} is another array than before; write into the array in place, others keep hold of it`)
    this.checkNumbers('actionFeatures', spec.actionFeatures, spec.names?.action)
    this.checkNumbers('context', spec.contextFeatures, spec.names?.context)
    this.checkNumbers('critic', spec.criticFeatures, spec.names?.critic)
    for (let copy = 0; copy < count; copy++) {
      let allowed = 0
      for (let action = 0; action < spec.actions; action++) {
        const at = copy * spec.actions + action
        if (mask[at] === 1) allowed++
        else if (mask[at] !== 0) this.find(`mask holds ${mask[at]}; it is 1 where an action is allowed and 0 elsewhere`)
        if (!Number.isFinite(prior[at]!)) this.find(`a prior logit is ${prior[at]}; is a logarithm taken of 0?`)
      }
      if (allowed < 2)
        this.find(
          `copy ${copy} stands at a decision with ${allowed} allowed actions; carry out what leaves no choice without asking`,
        )
    }
  }

  private checkNumbers(
    array: 'actionFeatures' | 'context' | 'critic',
    width: number,
    names: readonly string[] | undefined,
  ): void {
    const values = this.environment[array]
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!
      if (Math.abs(value) <= largestPlausible) continue
      const name = names?.[at % width] ?? `number ${at % width}`
      this.find(
        Number.isFinite(value)
          ? `${array}: "${name}" is ${value}; scale it so that usual values are near 1`
          : `${array}: "${name}" is ${value}; is something divided by 0, or read before it is set?`,
      )
    }
  }

  private checkStep(): void {
    const { spec, count, rewards, discounts, truncated, terminated, finalCritic } = this.environment
    for (const reward of rewards)
      if (!Number.isFinite(reward))
        this.find(`a reward is ${reward}; is something divided by 0, or somebody charged who has not arrived?`)
    for (let copy = 0; copy < count; copy++) {
      const discount = discounts[copy]!
      const over = terminated[copy]
      if (over === 1 && discount !== 0)
        this.find(`a discount is ${discount} after the end of an episode; nothing follows there, so it is 0`)
      if (over === 0 && !(discount > 0 && discount <= 1))
        this.find(`a discount is ${discount}; it is exp(-elapsed / time constant), so time went backwards or was not set`)
      if (truncated[copy] !== 0 && truncated[copy] !== 1)
        this.find(`truncated holds ${truncated[copy]}; it is 1 where the step ended at the horizon and 0 elsewhere`)
      if (over !== 0 && over !== 1)
        this.find(`terminated holds ${over}; it is 1 where the step ended the episode for good and 0 elsewhere`)
      if (over === 1 && truncated[copy] === 1)
        this.find('a step was both truncated and terminated; an end for good is no cut, even at the horizon')
      if (truncated[copy] !== 1) continue
      const first = copy * spec.criticFeatures
      if (!finalCritic.subarray(first, first + spec.criticFeatures).every(Number.isFinite))
        this.find('finalCritic is not finite at a horizon; write it before the next episode starts')
    }
  }

  private checkEpisodes(): void {
    const { spec, count } = this.environment
    const episodes = this.environment.takeEpisodes()
    if (episodes.length === 0) this.find('an episode ended but takeEpisodes() was empty; is it kept before the next one starts?')
    for (const { copy, length, return: sum, outcome } of episodes) {
      if (!(copy >= 0 && copy < count)) this.find(`an episode is said to be of copy ${copy}, of ${count}; they count from 0`)
      if (!(Number.isInteger(length) && length > 0))
        this.find(`an episode has the length ${length}; is the count of decisions cleared before the episode is kept?`)
      if (!Number.isFinite(sum)) this.find(`an episode has the return ${sum}; is a reward not a number?`)
      const rows = spec.channels * spec.needLevels
      if (rows > 0 && (outcome?.patients.length !== rows || outcome.costSum.length !== rows))
        this.find(
          `an outcome has ${outcome?.patients.length ?? 'no'} rows, channels x need levels are ${rows}; is a group left out?`,
        )
    }
  }

  private checkReset(): void {
    const { environment } = this
    environment.reset()
    const before = this.copyOf(decisionArrays)
    environment.step(this.randomActions())
    environment.reset()
    this.compare(before, decisionArrays, 'reset() does not lead back to the same first decision; is random state carried over?')
  }

  /** Plays on, goes back, and plays the same actions again. */
  private checkRestore(): void {
    const { environment } = this
    const saved = environment.saveState()
    const decision = this.copyOf(decisionArrays)
    const actions: Int32Array[] = []
    for (let step = 0; step < comparedSteps; step++) {
      actions.push(this.randomActions())
      environment.step(actions[step]!)
    }
    const [lastStep, lastDecision] = [this.copyOf(stepArrays), this.copyOf(decisionArrays)]
    environment.restoreState(saved)
    this.compare(decision, decisionArrays, 'restoreState() shows another decision than the one that was saved')
    if (this.findings.size > 0) return
    for (const action of actions) environment.step(action)
    const cause = 'after restoreState() the same actions lead elsewhere; is some state missing in saveState()?'
    this.compare(lastStep, stepArrays, cause)
    this.compare(lastDecision, decisionArrays, cause)
  }

  /** Lets only the first copy act. */
  private checkRange(): void {
    const { environment } = this
    const before = this.copyOf([...decisionArrays, ...stepArrays])
    environment.step(this.randomActions(), { from: 0, to: 1 })
    for (const [name, then] of before) {
      const others = then.length / environment.count
      if (then.some((value, at) => at >= others && !Object.is(value, environment[name][at])))
        this.find(`step() of the first copy alone changed the ${name} of others; does it mind the range of copies it is given?`)
    }
  }

  private checkForbiddenAction(): void {
    const { environment } = this
    const forbidden = environment.mask.indexOf(0)
    if (forbidden < 0) return
    const actions = this.randomActions()
    actions[Math.floor(forbidden / environment.spec.actions)] = forbidden % environment.spec.actions
    try {
      environment.step(actions)
      this.find('a forbidden action was carried out; refuse what the mask does not allow')
    } catch {
      // Refusing is what is wanted.
    }
  }

  private randomActions(): Int32Array {
    const { spec, count, mask } = this.environment
    return Int32Array.from({ length: count }, (_, copy) => {
      const allowed: number[] = []
      for (let action = 0; action < spec.actions; action++) if (mask[copy * spec.actions + action] === 1) allowed.push(action)
      this.random.draw(this.draws++, purposes.policyChoice)
      return allowed[Math.floor(this.random.first * allowed.length)] ?? 0
    })
  }

  private copyOf(names: readonly ArrayName[]): Map<ArrayName, number[]> {
    return new Map(names.map((name) => [name, Array.from(this.environment[name])]))
  }

  private compare(before: Map<ArrayName, number[]>, names: readonly ArrayName[], finding: string): void {
    for (const name of names) {
      const now = this.environment[name]
      const then = before.get(name)!
      const different = then.findIndex((value, at) => !Object.is(value, now[at]))
      if (different >= 0)
        this.find(`${finding} (${name}, position ${different}: ${then[different]} before, ${now[different]} now)`)
    }
  }
}
