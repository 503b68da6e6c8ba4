import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import logo from '../../../resources/icons/fairward.svg'
import { Icon } from '../components/icon.tsx'
import { formatRoute, type Route, type Section, sectionOf } from '../route.ts'
import { shellText } from '../text/shell.ts'
import styles from './shell.module.css'

const sections: readonly { section: Section; route: Route }[] = [
  { section: 'scenarios', route: { page: 'scenarios' } },
  { section: 'live', route: { page: 'live', scenario: null } },
  { section: 'train', route: { page: 'train', scenario: null } },
  { section: 'results', route: { page: 'results', studyId: null } },
  { section: 'validate', route: { page: 'validate' } },
  { section: 'settings', route: { page: 'settings' } },
]

interface ShellProps {
  route: Route
  banner: ReactNode
  strip: ReactNode
  children: ReactNode
}

/** The frame: rail on the left, page in the middle, activity strip at the bottom. */
export function Shell({ route, banner, strip, children }: ShellProps) {
  const current = sectionOf(route)
  return (
    <div className={styles.shell}>
      <Button className={styles.skip ?? ''} onPress={() => document.getElementById('page-title')?.focus()}>
        {shellText.skip}
      </Button>
      <nav className={styles.rail} aria-label={shellText.sections}>
        <span className={styles.brand}>
          <img src={logo} alt={shellText.product} width={32} height={32} />
        </span>
        <ul className={styles.sections}>
          {sections.map(({ section, route: target }) => (
            <li key={section} className={section === 'settings' ? styles.last : undefined}>
              <a className={styles.link} href={formatRoute(target)} {...(section === current ? { 'aria-current': 'page' } : {})}>
                <Icon name={section} size={22} />
                {shellText.section[section]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main className={styles.main}>
        {banner}
        {children}
      </main>
      {strip}
    </div>
  )
}
