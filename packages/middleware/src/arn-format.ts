// The format of a resource type's ARNs, and one ARN made from it.
import { type AccountId, type ParsedArn, parseArn } from '@ostiary/policy';
import { GateError } from './errors.js';
import type { PathParameters } from './route-pattern.js';

/** What fills `${Partition}`, `${Region}` and `${Account}`: where the service runs. */
export interface ServiceLocation {
  /** `aws` when it has none of its own. */
  readonly partition: string;
  readonly region: string;
  readonly accountId: AccountId;
}

/** A format, taken apart: text, and each placeholder with the text that follows it. */
export interface ArnFormat {
  readonly start: string;
  readonly placeholders: readonly {
    readonly name: string;
    /** Empty at the end of the format. */
    readonly separator: string;
  }[];
}

const PLACEHOLDER = /\$\{(\w+)\}/;
const LOCATION_PLACEHOLDERS: readonly string[] = ['Partition', 'Region', 'Account'];

/** Takes a format apart. */
export function parseArnFormat(format: string): ArnFormat {
  // By a capturing group `split` gives text and names in turn.
  const [start = '', ...rest] = format.split(PLACEHOLDER);
  const placeholders = rest.flatMap((name, at) =>
    at % 2 === 0 ? [{ name, separator: rest[at + 1] ?? '' }] : [],
  );
  return { start, placeholders };
}

/** The placeholders of a format that path parameters have to fill. */
export function pathPlaceholders(format: string): readonly string[] {
  return parseArnFormat(format)
    .placeholders.map(({ name }) => name)
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
  { start, placeholders }: ArnFormat,
  location: ServiceLocation,
  parameters: PathParameters,
): ParsedArn {
  let text = start;
  for (const { name, separator } of placeholders) {
    const value = placeholderValue(name, location, parameters);
    if (separator !== '' && value?.includes(separator.charAt(0))) {
      throw new GateError('AccessDenied', `\`\${${name}}\` would hold its separator`);
    }
    if (!value) throw new GateError('AccessDenied', `the route gives no value for \`\${${name}}\``);
    text += value + separator;
  }
  const arn = parseArn(text);
  if (!arn.ok) throw new GateError('AccessDenied', 'the path makes no resource name');
  return arn.value;
}

function placeholderValue(
  name: string,
  { partition, region, accountId }: ServiceLocation,
  parameters: PathParameters,
): string | undefined {
  switch (name) {
    case 'Partition':
      return partition;
    case 'Region':
      return region;
    case 'Account':
      return accountId;
    default:
      return parameters.get(name);
  }
}
