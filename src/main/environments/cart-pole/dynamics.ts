const gravity = 9.8
const cartMass = 1
const poleMass = 0.1
const totalMass = cartMass + poleMass
const halfPoleLength = 0.5
const poleMoment = poleMass * halfPoleLength
const pushForce = 10
const secondsPerStep = 0.02
const farthestPosition = 2.4
const steepestAngle = (12 * 2 * Math.PI) / 360

/** Position, velocity, angle of the pole from upright and its speed: metres, seconds, radians. */
export const stateNumbers = 4

/**
 * Pushes one cart to the left (0) or right (1) for a fiftieth of a second, in place: the cart-pole of Barto, Sutton and Anderson ("Neuronlike
 * Adaptive Elements That Can Solve Difficult Learning Control Problems") in explicit Euler steps, as CartPole-v1 of Gymnasium has it. Positions move
 * with the speeds of before the push. Gives whether the cart or the pole went too far.
 */
export function push(states: Float64Array, at: number, action: number): boolean {
  const velocity = states[at + 1]!
  const angle = states[at + 2]!
  const turning = states[at + 3]!
  const force = action === 1 ? pushForce : -pushForce
  const cosine = Math.cos(angle)
  const sine = Math.sin(angle)
  const shared = (force + poleMoment * turning * turning * sine) / totalMass
  const angleAcceleration =
    (gravity * sine - cosine * shared) / (halfPoleLength * (4 / 3 - (poleMass * cosine * cosine) / totalMass))
  const acceleration = shared - (poleMoment * angleAcceleration * cosine) / totalMass
  const position = states[at]! + secondsPerStep * velocity
  const newAngle = angle + secondsPerStep * turning
  states[at] = position
  states[at + 1] = velocity + secondsPerStep * acceleration
  states[at + 2] = newAngle
  states[at + 3] = turning + secondsPerStep * angleAcceleration
  return Math.abs(position) > farthestPosition || Math.abs(newAngle) > steepestAngle
}
