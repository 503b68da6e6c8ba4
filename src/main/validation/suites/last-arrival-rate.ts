import { minutesPerHour } from '../../../shared/time.ts'
import { KeyedRandom, purposes, type RandomKey } from '../../simulation/population/random.ts'

/**
 * Arrivals as the published code of the treatment centre draws them, defects and all: the time to the next arrival is exponential at the rate of
 * the hour of the LAST arrival (it thins candidates at a rate that it does not look up again), and hours beyond the table begin again at its
 * start. Kept here, for the two variants that need it; models draw arrivals correctly.
 */
export function arrivalsAtLastRate(key: RandomKey, ratePerHour: readonly number[], untilMinutes: number): Float64Array {
  const random = new KeyedRandom(key)
  const times: number[] = []
  let minutes = 0
  for (let arrival = 0; ; arrival++) {
    const rate = ratePerHour[Math.floor(minutes / minutesPerHour) % ratePerHour.length]!
    random.draw(arrival, purposes.arrival)
    minutes -= (Math.log(random.first) * minutesPerHour) / rate
    if (minutes >= untilMinutes) return Float64Array.from(times)
    times.push(minutes)
  }
}
