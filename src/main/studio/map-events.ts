import { AsyncIteratorClass } from '@orpc/server'

/** Another stream's events in other words; those that become null are left out. Leaving it leaves that stream. */
export function mapEvents<From, To>(
  source: AsyncIteratorClass<From, undefined>,
  toEvent: (event: From) => To | null,
): AsyncIteratorClass<To, undefined> {
  const next = async (): Promise<IteratorResult<To, undefined>> => {
    for (;;) {
      const item = await source.next()
      if (item.done === true) return { done: true, value: undefined }
      const event = toEvent(item.value)
      if (event !== null) return { done: false, value: event }
    }
  }
  return new AsyncIteratorClass<To, undefined>(next, async () => {
    await source.return()
  })
}
