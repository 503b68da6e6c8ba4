import { liveText } from '../../text/live.ts'

/** `Day 2, 14:35` for minutes since the run began at midnight. */
export function clockTime(minutes: number): string {
  const whole = Math.floor(minutes)
  const hour = Math.floor((whole % 1440) / 60)
  return liveText.clock(Math.floor(whole / 1440) + 1, `${pad(hour)}:${pad(whole % 60)}`)
}

const pad = (value: number) => String(value).padStart(2, '0')
