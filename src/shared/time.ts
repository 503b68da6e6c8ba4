export const minutesPerHour = 60
export const hoursPerDay = 24
export const minutesPerDay = 1440
export const daysPerWeek = 7
