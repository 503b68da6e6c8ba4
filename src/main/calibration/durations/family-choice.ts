import type { FamilyChoice } from '../../../shared/calibration.ts'
import { type FamilyName, families, familyNames } from './duration-family.ts'

/** By how much another family's criterion must be better before the base's family is given up: then hardly anything speaks for it. */
const clearDifference = 10

/** One family at its maximum; `akaike` is Akaike's information criterion. */
interface FittedFamily {
  readonly logTypical: number
  readonly logSpread: number
  readonly akaike: number
}

interface ChosenFamily extends Pick<FamilyChoice, 'candidates' | 'sentence'> {
  readonly name: FamilyName
}

/** The base's family, unless another is clearly better by Akaike's information criterion. `fits` has all families. */
export function chooseFamily(fits: ReadonlyMap<FamilyName, FittedFamily>, base: FamilyName): ChosenFamily {
  const best = familyNames.reduce((a, b) => (fits.get(b)!.akaike < fits.get(a)!.akaike ? b : a))
  const isClear = fits.get(best)!.akaike < fits.get(base)!.akaike - clearDifference
  const name = isClear ? best : base
  return {
    name,
    candidates: familyNames
      .map((family) => {
        const { logTypical, logSpread, akaike } = fits.get(family)!
        return {
          family,
          akaikeDifference: akaike - fits.get(best)!.akaike,
          meanMinutes: families[family].meanMinutes(logTypical, logSpread),
          chosen: family === name,
        }
      })
      .sort((a, b) => a.akaikeDifference - b.akaikeDifference),
    sentence: isClear
      ? `${best} fits clearly better than the base's ${base}`
      : best === base
        ? `${base}, as in the base, fits best`
        : `${base} is kept from the base; ${best} fits better, but not clearly`,
  }
}
