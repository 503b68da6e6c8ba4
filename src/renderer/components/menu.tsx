import { Menu as AriaMenu, Button, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import buttonStyles from './button.module.css'
import { Icon, type IconName } from './icon.tsx'
import styles from './select.module.css'

interface MenuEntry {
  id: string
  label: string
  note?: string
  danger?: boolean
  onAction: () => void
}

interface MenuProps {
  /** Words on the button; where `iconOnly`, its name for screen readers. */
  label: string
  icon: IconName
  iconOnly?: boolean
  primary?: boolean
  entries: readonly MenuEntry[]
}

/** A button that opens a list of actions. */
export function Menu({ label, icon, iconOnly = false, primary = false, entries }: MenuProps) {
  return (
    <MenuTrigger>
      <Button
        {...(iconOnly ? { 'aria-label': label } : {})}
        className={`${buttonStyles.button} ${iconOnly ? `${buttonStyles.square} ${buttonStyles.quiet}` : primary ? buttonStyles.primary : buttonStyles.secondary}`}
      >
        <Icon name={icon} size={16} />
        {!iconOnly && (
          <>
            <span>{label}</span>
            <Icon name="down" size={12} />
          </>
        )}
      </Button>
      <Popover className={styles.popover ?? ''} offset={4} placement="bottom end">
        <AriaMenu className={styles.list ?? ''} aria-label={label}>
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              textValue={entry.label}
              className={styles.item ?? ''}
              onAction={entry.onAction}
              {...(entry.danger === true ? { 'data-danger': 'true' } : {})}
            >
              <span>{entry.label}</span>
              {entry.note !== undefined && <span className={styles.note}>{entry.note}</span>}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
