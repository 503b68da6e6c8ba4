import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/**
 * - connecting: not yet open. - open. - lost: was open, being reopened. - refused: the host does not accept this window's session.
 */
type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'

interface Connection {
  state: ConnectionState
  /** Counts openings; what was subscribed to under an earlier one has to be subscribed to again. */
  opening: number
}

export const connectionStore = createStore<Connection>(() => ({ state: 'connecting', opening: 0 }))

export function connectionOpened(): void {
  connectionStore.setState(({ opening }) => ({ state: 'open', opening: opening + 1 }))
}

export function connectionLost(): void {
  connectionStore.setState(({ state, opening }) => ({
    state: opening === 0 && state === 'connecting' ? 'connecting' : 'lost',
    opening,
  }))
}

export function connectionRefused(): void {
  connectionStore.setState({ state: 'refused' })
}

export const useConnectionState = (): ConnectionState => useStore(connectionStore, (connection) => connection.state)
export const useConnectionOpening = (): number => useStore(connectionStore, (connection) => connection.opening)
