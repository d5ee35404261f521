// The format of a resource type's ARNs, and one ARN made from it.
import { type AccountId, type Arn, parseArn } from '@ostiary/policy';
import { GateError } from './errors.js';
import type { PathParameters } from './route-pattern.js';

/** What fills `${Partition}`, `${Region}` and `${Account}`: where the service runs. */
export interface ServiceLocation {
  /** `aws` when it has none of its own. */
  readonly partition: string;
  readonly region: string;
  readonly accountId: AccountId;
}

const PLACEHOLDER = /\$\{(\w+)\}/g;
const LOCATION_PLACEHOLDERS: readonly string[] = ['Partition', 'Region', 'Account'];

/** The placeholders of a format that path parameters have to fill. */
export function pathPlaceholders(format: string): readonly string[] {
  return [...format.matchAll(PLACEHOLDER)]
    .map(([, name = '']) => name)
    .filter((name) => !LOCATION_PLACEHOLDERS.includes(name));
}

/**
 * Fills a format. What stands in a parameter is text and stays in its part of the ARN: it may not
 * hold the first character of the separator that ends that part, or else two resources would have
 * one name.
 *
 * @throws GateError `AccessDenied` when a placeholder has no value or the result is no ARN
 */
export function fillArnFormat(
  format: string,
  location: ServiceLocation,
  parameters: PathParameters,
): Arn {
  const { partition, region, accountId } = location;
  const values = new Map([
    ...parameters,
    ['Partition', partition],
    ['Region', region],
    ['Account', accountId],
  ]);
  const text = format.replaceAll(PLACEHOLDER, (placeholder, name: string, at: number) => {
    const value = values.get(name);
    const [separator = ''] = /^[^$]*/.exec(format.slice(at + placeholder.length)) ?? [];
    if (separator !== '' && value?.includes(separator.charAt(0))) {
      throw new GateError('AccessDenied', `\`${placeholder}\` would hold its separator`);
    }
    if (value) return value;
    throw new GateError('AccessDenied', `the route gives no value for \`${placeholder}\``);
  });
  const arn = parseArn(text);
  if (!arn.ok) throw new GateError('AccessDenied', 'the path makes no resource name');
  return arn.value.arn;
}
