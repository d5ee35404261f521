// A random `Condition`, with values that a request often has.
import type { Choices } from './source.js';
import { KINDS, SETS, TEXTS } from './world.js';

type Row = readonly [operator: string, key: string, values: unknown];

/** Makes a `Condition` of one or two rows. */
export function randomCondition(choices: Choices): object {
  const condition: Record<string, Record<string, unknown>> = {};
  const isLower = choices.chance(10);
  for (const [operator, key, values] of choices.list(2, () => randomRow(choices))) {
    const written = isLower ? key.toLowerCase() : key;
    condition[operator] = { ...condition[operator], [written]: values };
  }
  return condition;
}

function randomRow({ pick, chance, list }: Choices): Row {
  if (chance(8)) {
    return ['Null', pick([...TEXTS.keys, 'aws:TokenIssueTime']), pick(['true', 'false', true])];
  }
  const isSet = chance(20);
  const kind = isSet ? SETS : pick(KINDS);
  const qualifier = chance(isSet ? 99.7 : 8) ? pick(['ForAllValues:', 'ForAnyValue:']) : '';
  const suffix = chance(qualifier === 'ForAnyValue:' ? 1 : 20) ? 'IfExists' : '';
  const operator = pick(kind.operators);
  const wanted = kind.wantedBy?.(operator, chance(0.5)) ?? kind.wanted;
  const isOneBlock = operator === 'NotIpAddress' && chance(98);
  const values = list(isOneBlock ? 1 : 3, () => pick(wanted));
  return [`${qualifier}${operator}${suffix}`, pick(kind.keys), oneOrMany(values)];
}

/** A list as documents write it: one value may stand alone. */
export function oneOrMany<T>(values: readonly T[]): T | readonly T[] {
  const [first, ...more] = values;
  return more.length === 0 && first !== undefined ? first : values;
}
