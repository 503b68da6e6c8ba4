import { z } from 'zod'
import { choiceRuleSchema } from './arrivals.ts'
import { modelDistributionSchema } from './distribution.ts'
import { casesOf, nameSchema } from './primitives.ts'

/** Arithmetic over attributes that hold numbers. */
export type Formula =
  | number
  | string
  | { sum: Formula[] }
  | { product: Formula[] }
  | { smallest: Formula[] }
  | { largest: Formula[] }
  | { difference: [Formula, Formula] }
const operands = (): z.ZodArray<z.ZodType<Formula>> =>
  z
    .array(z.lazy(() => formulaSchema))
    .min(1)
    .max(20)
const formulaSchema: z.ZodType<Formula> = z.union(
  [
    z.number().min(-1e9).max(1e9),
    nameSchema,
    z.strictObject({ sum: z.lazy(operands) }),
    z.strictObject({ product: z.lazy(operands) }),
    z.strictObject({ smallest: z.lazy(operands) }),
    z.strictObject({ largest: z.lazy(operands) }),
    z.strictObject({ difference: z.tuple([z.lazy(() => formulaSchema), z.lazy(() => formulaSchema)]) }),
  ],
  { error: 'give a number, the name of an attribute, or one of sum, product, smallest, largest, difference with a list' },
)

/**
 * Something about a patient, drawn at arrival in the order of the list, so that later ones can depend on earlier ones: a label
 * (`values` and `choose`), a time (`duration`), or a number worked out from others (`formula`). The attribute `class` is the patient's class;
 * where the list does not name it, it is drawn before all others by the `class` rule of the arrivals, or is the first class.
 */
export const attributeSchema = z.union(
  [
    z.strictObject({ name: nameSchema, values: z.array(nameSchema).min(1).max(200), choose: casesOf(choiceRuleSchema) }),
    z.strictObject({ name: nameSchema, duration: casesOf(modelDistributionSchema) }),
    z.strictObject({ name: nameSchema, formula: formulaSchema }),
  ],
  { error: 'give a name with values and choose, or with a duration, or with a formula' },
)
export type Attribute = z.infer<typeof attributeSchema>
