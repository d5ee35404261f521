// Amazon Resource Names: six parts joined by colons, in any partition.
import type { Parsed } from './issue.js';

declare const arn: unique symbol;

/** A well-formed ARN, made by {@link parseArn} or {@link formatArn}. */
export type Arn = string & { readonly [arn]: never };

/**
 * The parts of an ARN: `arn:partition:service:region:account-id:resource`.
 * Region and account are empty where the resource has none; the resource keeps its own colons and
 * slashes (AWS General Reference, "Amazon Resource Names").
 */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** An ARN with its parts at hand. */
export interface ParsedArn extends ArnParts {
  readonly arn: Arn;
}

/** Longest ARN that is read, as the `arnType` shape of the IAM API has it. */
export const MAX_ARN_LENGTH = 2048;

/**
 * Parses an ARN of any partition. Partition, service and resource must not be empty, and no
 * control character may stand in it; wildcards are ordinary characters here.
 *
 * @example
 * ```ts
 * const parsed = parseArn('arn:aws:notes:eu-west-1:123456789012:note/alice/1');
 * if (parsed.ok) console.log(parsed.value.resource); // note/alice/1
 * ```
 */
export function parseArn(text: unknown): Parsed<ParsedArn> {
  if (typeof text !== 'string') return refuse(`expected an ARN, found ${typeof text}`);
  if (text.length > MAX_ARN_LENGTH)
    return refuse(`an ARN has at most ${MAX_ARN_LENGTH} characters`);
  // By position and not by `split`: ARNs are read for every request that is authorized.
  const afterPrefix = endOfPart(text, 0);
  const afterPartition = endOfPart(text, afterPrefix);
  const afterService = endOfPart(text, afterPartition);
  const afterRegion = endOfPart(text, afterService);
  const afterAccount = endOfPart(text, afterRegion);
  if (text.slice(0, afterPrefix - 1) !== 'arn') {
    return refuse(`expected an ARN starting with \`arn:\`, found \`${text}\``);
  }
  const partition = text.slice(afterPrefix, afterPartition - 1);
  const service = text.slice(afterPartition, afterService - 1);
  const region = text.slice(afterService, afterRegion - 1);
  const accountId = text.slice(afterRegion, afterAccount - 1);
  const resource = text.slice(afterAccount);
  if (!(partition && service && resource)) {
    return refuse(
      `expected \`arn:partition:service:region:account-id:resource\`, found \`${text}\``,
    );
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) return refuse('control character in an ARN');
  return {
    ok: true,
    value: { arn: text as Arn, partition, service, region, accountId, resource },
  };
}

/** Where the part after the next colon begins; one past the end and its imagined colon when there is none. */
function endOfPart(text: string, from: number): number {
  const colon = text.indexOf(':', from);
  return (colon === -1 ? text.length : colon) + 1;
}

/**
 * Joins the parts of an ARN.
 *
 * @throws TypeError when the parts do not make an ARN that {@link parseArn} reads back: a part
 *   other than the resource holds a colon, or a part that must stand is empty.
 */
export function formatArn(parts: ArnParts): Arn {
  const { partition, service, region, accountId, resource } = parts;
  const text = `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const parsed = parseArn(text);
  // A colon in any other part makes the resource longer than it was.
  if (!parsed.ok || parsed.value.resource !== resource) {
    throw new TypeError(`these parts make no ARN: \`${text}\``);
  }
  return parsed.value.arn;
}

/** Whether `text` is a well-formed ARN. */
export function isArn(text: string): text is Arn {
  return parseArn(text).ok;
}

function refuse(message: string): Parsed<never> {
  return { ok: false, issues: [{ code: 'INVALID_ARN', message, path: [], line: 1, column: 1 }] };
}
