// Where the peer is known to differ from AWS, or we chose: cases of these kinds are not compared.
import { type SimulatedCase, simulate } from '../simulated-case.js';

/** One known difference, and who says that we are right. */
export interface KnownDifference {
  readonly name: string;
  readonly source: string;
  readonly applies: (given: SimulatedCase) => boolean;
}

const VARIABLES = 'IAM User Guide, IAM policy elements: Variables and tags';
const OPERATORS = 'IAM User Guide, IAM JSON policy elements: Condition operators';
const LOGIC = 'IAM User Guide, Policy evaluation logic';

/** The known differences; each concerns a case as a whole, whatever its outcome. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'reads variables whatever the Version',
    source: `${VARIABLES} (Version must be 2012-10-17)`,
    applies: (given) =>
      documentsOf(given).some(
        (document) => document.Version !== '2012-10-17' && JSON.stringify(document).includes('${'),
      ),
  },
  {
    name: 'reads special characters in Like operators only',
    source: `${VARIABLES}, Special characters`,
    applies: someRow(
      ({ operator, values }) =>
        !operator.includes('Like') && values.some((value) => /\$\{[*?$]\}/.test(value)),
    ),
  },
  {
    name: 'reads a negated operator or NotResource whose variable has no value otherwise',
    source: `${VARIABLES}, Policy variables with no value; NotResource: our decision`,
    applies: (given) =>
      rowsOf(given).some(
        ({ operator, values }) =>
          operator.includes('Not') && values.some((value) => hasNoValue(given, value)),
      ) ||
      statementsOf(given).some(({ NotResource }) =>
        texts(NotResource).some((value) => hasNoValue(given, value)),
      ),
  },
  {
    name: 'cuts an ARN at the colon of a variable',
    source: `${OPERATORS}, Amazon Resource Name (ARN) condition operators (variables are read)`,
    applies: someRow(({ operator, values }) => {
      return operator.includes('Arn') && values.some((value) => /\$\{.*\}.*:/.test(value));
    }),
  },
  {
    name: 'takes blocks under NotIpAddress as OR',
    source: 'IAM User Guide, Creating a condition with multiple keys or values (negated: NOR)',
    applies: someRow(
      ({ operator, values }) => operator.includes('NotIpAddress') && new Set(values).size > 1,
    ),
  },
  {
    name: 'compares addresses as text, a bare one with none of the other family, and knows no /0',
    source: `${OPERATORS}, IP address condition operators`,
    applies: someRow(
      ({ operator, values }) =>
        operator.includes('IpAddress') &&
        values.some((value) => !value.includes('/') || value.endsWith('/0')),
    ),
  },
  {
    name: 'compares epoch seconds with ISO dates as they stand, and takes a year for seconds',
    source: `${OPERATORS}, Date condition operators`,
    applies: someRow(
      ({ operator, values }) =>
        operator.includes('Date') && values.some((value) => /^\d+$/.test(value)),
    ),
  },
  {
    name: 'fails ForAnyValue with IfExists when the key is absent',
    source: `${OPERATORS}, ...IfExists condition operators`,
    applies: (given) =>
      rowsOf(given).some(
        ({ operator, key }) =>
          /^ForAnyValue:.*IfExists$/.test(operator) && contextOf(given, key) === undefined,
      ),
  },
  {
    name: 'fails a bare operator for a key with several values, in a Deny too',
    source: 'decision: several values under a bare operator',
    applies: (given) =>
      rowsOf(given).some(
        ({ operator, key }) =>
          !operator.startsWith('For') &&
          operator !== 'Null' &&
          Array.isArray(contextOf(given, key)),
      ),
  },
  {
    name: 'allows the root user nothing by default',
    source: `${LOGIC} (the root user has full access)`,
    applies: ({ request }) => request.principal.type === 'Root',
  },
  {
    name: 'gives a federated user its user’s permissions without a session policy',
    source: `${LOGIC}, step Session policies`,
    applies: ({ request, sessionPolicies }) =>
      request.principal.type === 'FederatedUser' && !sessionPolicies,
  },
  {
    name: 'limits a grant that names the session by its session policy',
    source: `${LOGIC}, Resource-based policies and implicit denies in other policy types`,
    applies: (given) =>
      given.sessionPolicies?.some((document) => !allowsEverything(document)) === true &&
      statementsIn(given.resourcePolicy).some(
        ({ Effect, Principal }) =>
          Effect === 'Allow' && JSON.stringify(Principal ?? '').includes(':sts:'),
      ),
  },
];

interface StatementDocument {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface PolicyDocument {
  readonly Version?: string;
  readonly Statement?: StatementDocument | readonly StatementDocument[];
}

interface Row {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

function someRow(holds: (row: Row) => boolean): KnownDifference['applies'] {
  return (given) => rowsOf(given).some(holds);
}

function rowsOf(given: SimulatedCase): readonly Row[] {
  return statementsOf(given).flatMap(({ Condition = {} }) =>
    Object.entries(Condition).flatMap(([operator, block]) =>
      Object.entries(block).map(([key, values]) => ({ operator, key, values: texts(values) })),
    ),
  );
}

function statementsOf(given: SimulatedCase): readonly StatementDocument[] {
  return documentsOf(given).flatMap(statementsIn);
}

function statementsIn(document: unknown): readonly StatementDocument[] {
  return [(document as PolicyDocument | null)?.Statement ?? []].flat();
}

function documentsOf({ request, ...policies }: SimulatedCase): readonly PolicyDocument[] {
  return Object.values(policies).flatMap((found) =>
    [found ?? []].flat(2).map((document) => document as PolicyDocument),
  );
}

function allowsEverything(document: unknown): boolean {
  return statementsIn(document).some(
    ({ Effect, Action, Resource, Condition }) =>
      Effect === 'Allow' && Action === '*' && Resource === '*' && Condition === undefined,
  );
}

function texts(values: unknown): readonly string[] {
  return [values ?? []].flat().map(String);
}

/** Whether a text names a variable without value or default. */
function hasNoValue(given: SimulatedCase, text: string): boolean {
  const { context } = simulate({ request: given.request }).request;
  return [...text.matchAll(/\$\{([^*?$},]+)\}/g)].some(
    ([, key = '']) => !context.has(key.toLowerCase()),
  );
}

function contextOf(
  { request }: SimulatedCase,
  key: string,
): string | readonly string[] | undefined {
  const lower = key.toLowerCase();
  return Object.entries(request.context).find(([name]) => name.toLowerCase() === lower)?.[1];
}
