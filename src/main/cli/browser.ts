/** Why no browser should be opened, as part of a sentence; null where one can be. */
export function browserHindrance(environment: Record<string, string | undefined>, platform: NodeJS.Platform): string | null {
  if (environment.CI) return 'CI is set'
  if (platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) return 'there is no display'
  return null
}
