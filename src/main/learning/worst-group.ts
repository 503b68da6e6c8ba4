/**
 * What each decision's loss counts in `(1 - lambda) x mean loss + lambda x the largest mean loss of a group`, as a multiple of what it counts in the plain
 * mean: 1 - lambda, and in the group with the largest mean loss lambda x decisions / decisions of the group on top. Groups that are not there do not count.
 * Writes to `weights`; gives the group.
 */
export function worstGroupWeights(
  losses: Float64Array,
  groups: Int32Array,
  fairnessWeight: number,
  weights: Float64Array,
): number {
  const sums = new Map<number, { loss: number; decisions: number }>()
  groups.forEach((group, decision) => {
    const sum = sums.get(group) ?? { loss: 0, decisions: 0 }
    sum.loss += losses[decision]!
    sum.decisions += 1
    sums.set(group, sum)
  })
  let worst = -1
  let largest = Number.NEGATIVE_INFINITY
  // In order of the groups' numbers, so that equal losses do not depend on who came first.
  for (const group of [...sums.keys()].sort((a, b) => a - b)) {
    const { loss, decisions } = sums.get(group)!
    if (loss / decisions <= largest) continue
    largest = loss / decisions
    worst = group
  }
  const share = groups.length / (sums.get(worst)?.decisions ?? groups.length)
  for (let decision = 0; decision < groups.length; decision++)
    weights[decision] = 1 - fairnessWeight + (groups[decision] === worst ? fairnessWeight * share : 0)
  return worst
}
