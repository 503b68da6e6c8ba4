import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { shellText } from '../text/shell.ts'
import buttonStyles from './button.module.css'
import { Icon } from './icon.tsx'
import styles from './toast.module.css'

interface ToastWords {
  sentence: string
  kind: 'done' | 'problem'
  /** One thing that can be done about it, such as Undo. */
  action?: { label: string; perform: () => void }
}

const queue = new ToastQueue<ToastWords>({ maxVisibleToasts: 3 })
const timeoutMilliseconds = 8_000

/** Says that something is done, and how to undo it. */
export function showToast(sentence: string, action?: ToastWords['action']): void {
  queue.add({ sentence, kind: 'done', ...(action === undefined ? {} : { action }) }, { timeout: timeoutMilliseconds })
}

/** Says what went wrong; stays until it is closed. */
export function showProblem(sentence: string): void {
  if (queue.visibleToasts.some((toast) => toast.content.sentence === sentence)) return
  queue.add({ sentence, kind: 'problem' })
}

export function Toasts() {
  return (
    <ToastRegion queue={queue} className={styles.region ?? ''} aria-label={shellText.notices}>
      {({ toast }) => (
        <Toast toast={toast} className={`${styles.toast} ${toast.content.kind === 'problem' ? styles.problem : ''}`}>
          <Icon name={toast.content.kind === 'problem' ? 'warning' : 'check'} size={16} />
          <ToastContent className={styles.words ?? ''}>
            <Text slot="title">{toast.content.sentence}</Text>
          </ToastContent>
          {toast.content.action !== undefined && (
            <AriaButton
              className={`${buttonStyles.button} ${buttonStyles.secondary}`}
              onPress={() => {
                toast.content.action?.perform()
                queue.close(toast.key)
              }}
            >
              {toast.content.action.label}
            </AriaButton>
          )}
          <AriaButton
            slot="close"
            aria-label={shellText.close}
            className={`${buttonStyles.button} ${buttonStyles.square} ${buttonStyles.quiet}`}
          >
            <Icon name="close" size={14} />
          </AriaButton>
        </Toast>
      )}
    </ToastRegion>
  )
}
