import { useState } from 'react'
import { Button } from 'react-aria-components'
import { editorText } from '../../../text/editor.ts'
import styles from './description.module.css'

const shortLength = 160

/** What the hospital is like: two lines of it, the rest at a press. */
export function Description({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false)
  const isLong = text.length > shortLength
  return (
    <div className={styles.description}>
      <p className={isLong && !isOpen ? styles.short : undefined}>{text}</p>
      {isLong && (
        <Button className={styles.toggle ?? ''} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {isOpen ? editorText.less : editorText.more}
        </Button>
      )}
    </div>
  )
}
