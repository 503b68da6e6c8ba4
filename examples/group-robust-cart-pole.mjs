// Trains an agent to balance a pole while minding the half of the track on which it does worse.
// Run it after `npm run build`: node examples/group-robust-cart-pole.mjs
import { createCartPole, GrpoAgent, GrpoTrainer } from 'fairward/learning'

const environment = createCartPole({ seed: 1, count: 8 })
const agent = new GrpoAgent({ groupRobustnessWeight: 0.2, epsClip: 0.2, gamma: 0.98, lr: 1e-3, seed: 1 })
// The first number of a state is the cart's position: left half or right half of the track.
const assignGroup = (state) => (state[0] < 0 ? 0 : 1)

const trainer = new GrpoTrainer({ environment, agent, assignGroup })
const before = await trainer.train({ episodes: 1 })
const after = await trainer.train({ episodes: 250 })
const evaluation = agent.evaluate(createCartPole({ seed: 1, count: 20, use: 'confirmation' }))
trainer.dispose()

console.log(
  JSON.stringify({
    episodes: before.episodes + after.episodes,
    firstLength: before.metrics[0].episodicLength,
    lastLength: after.metrics.at(-1).episodicLength,
    meanReturn: evaluation.meanReturn,
    // Pushed to the side to which the pole leans.
    pushes: [agent.act([0, 0, -0.1, 0]), agent.act([0, 0, 0.1, 0])],
  }),
)
