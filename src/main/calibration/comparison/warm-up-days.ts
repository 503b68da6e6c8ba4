/** An empty hospital is not what a record begins with. */
const fewest = 2

/** Days to simulate before one with this weekday (0 is Monday): a simulation begins on a Monday, and the days must fall on their own weekdays. */
export function warmUpDaysBefore(weekday: number): number {
  return weekday >= fewest ? weekday : weekday + 7
}
