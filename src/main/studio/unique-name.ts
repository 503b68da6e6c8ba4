const maximumLength = 60

/** The name itself where it is free, else with the first number that makes it free: `urban-copy`, `urban-copy-2`, `urban-copy-3`. */
export function uniqueName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted.slice(0, maximumLength)
  for (let count = 2; isTaken(name); count += 1) {
    const ending = `-${count}`
    name = `${wanted.slice(0, maximumLength - ending.length)}${ending}`
  }
  return name
}
