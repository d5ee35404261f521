// iam-simulate: AWS policies as objects, handed to each call.
import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { contextEntries, printDocuments, userArn } from '../aws-policy.js';
import type { Engine, LoadedEngine } from '../engine.js';
import { ACCOUNT, type BenchRequest, type BenchStatement, type Workload } from '../workload.js';

/** `@cloud-copilot/iam-simulate` as documented; AGPL, and so here to be compared with, nothing more. */
export const iamSimulate: Engine = {
  name: '@cloud-copilot/iam-simulate',
  use: '`runSimulation`, as its README has it, with the policies of the user as parsed JSON: it validates them, the action and the resource at each call, and explains every statement. It knows the actions of AWS alone, so that actions and ARNs are translated to those of objects in Amazon S3, wildcards to wildcards; its promise is awaited before the next call',
  findLimit: ({ conditions }) =>
    conditions ? 'it knows no condition keys of services other than those of AWS' : undefined,
  translate: (workload) => loadAs(policiesToS3(workload), simulateAsDocumented, askToS3),
};

/** The same library by a synchronous way that its README does not mention. */
export const iamSimulateUnsafe: Engine = {
  name: '@cloud-copilot/iam-simulate unsafe',
  use: '`runUnsafeSimulation`, which is exported but not in the README: synchronous and without validation, with the policies of the user as parsed JSON; it has no way to prepare them either, loads them again at each call and explains every statement',
  translate: (workload) => loadAs(workload, simulateUnsafely, (asked) => asked),
};

type Simulate = (
  simulations: readonly Simulation[],
  from: number,
  to: number,
) => number | Promise<number>;

async function simulateAsDocumented(
  simulations: readonly Simulation[],
  from: number,
  to: number,
): Promise<number> {
  let allowed = 0;
  for (const simulation of simulations.slice(from, to)) {
    const result = await runSimulation(simulation, {});
    if (result.resultType === 'error') throw new TypeError(result.errors.message);
    if (result.overallResult === 'Allowed') allowed += 1;
  }
  return allowed;
}

function simulateUnsafely(simulations: readonly Simulation[], from: number, to: number): number {
  let allowed = 0;
  for (const simulation of simulations.slice(from, to)) {
    if (runUnsafeSimulation(simulation, {}) === 'Allowed') allowed += 1;
  }
  return allowed;
}

/** What an engine is given of a request. */
type Asked = Pick<BenchRequest, 'action' | 'resource'>;

function loadAs(
  workload: Workload,
  simulate: Simulate,
  translate: (asked: Asked) => Asked,
): () => LoadedEngine {
  const texts = {
    groups: workload.groups.map(printDocuments),
    users: workload.users.map(({ own }) => printDocuments(own)),
  };
  return () => {
    const groups = texts.groups.map((documents) => documents.map(named));
    const users = texts.users.map((documents, at) => [
      ...documents.map(named),
      ...(workload.users[at]?.groups ?? []).flatMap((group) => groups[group] ?? []),
    ]);
    return {
      prepare: (requests) => {
        const simulations = requests.map((request): Simulation => {
          const user = workload.users[request.user];
          const { action, resource } = translate(request);
          return {
            request: {
              principal: user === undefined ? '' : userArn(user),
              action,
              resource: { resource, accountId: ACCOUNT },
              contextVariables: {
                'aws:username': user?.name ?? '',
                ...Object.fromEntries(contextEntries(request)),
              },
            },
            identityPolicies: users[request.user] ?? [],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
          };
        });
        return (from, to) => simulate(simulations, from, to);
      },
    };
  };
}

function named(text: string, at: number): { readonly name: string; readonly policy: unknown } {
  return { name: `policy-${at}`, policy: JSON.parse(text) };
}

/** An action of Amazon S3 for each of ours, and a pattern for each pattern. */
const S3_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['*', '*'],
  ['Get*', 'GetObject*'],
  ['GetDocument', 'GetObject'],
  ['GetVersion', 'GetObjectVersion'],
  ['GetAttachment', 'GetObjectAcl'],
  ['List*', '*MultipartUpload*'],
  ['ListDocuments', 'ListMultipartUploadParts'],
  ['ListVersions', 'AbortMultipartUpload'],
  ['PutDocument', 'PutObject'],
  ['UpdateDocument', 'RestoreObject'],
  ['TagDocument', 'PutObjectTagging'],
  ['Delete*', 'DeleteObject*'],
  ['DeleteDocument', 'DeleteObject'],
  ['DeleteVersion', 'DeleteObjectVersion'],
  ['ShareDocument', 'PutObjectAcl'],
  ['GetImage', 'GetObject'],
  ['PutImage', 'PutObject'],
  ['DeleteImage', 'DeleteObject'],
]);

/** What stands in each ARN before the folder, which tells documents from images. */
const ARN_START = /^arn:aws:(docs|media):/;

function policiesToS3(workload: Workload): Workload {
  const translate = ({ actions, resources, ...rest }: BenchStatement): BenchStatement => ({
    ...rest,
    actions: actions.map(actionToS3),
    resources: resources.map(arnToS3),
  });
  return {
    ...workload,
    groups: workload.groups.map((statements) => statements.map(translate)),
    users: workload.users.map((user) => ({ ...user, own: user.own.map(translate) })),
  };
}

function askToS3({ action, resource }: Asked): Asked {
  return { action: actionToS3(action), resource: arnToS3(resource) };
}

function actionToS3(action: string): string {
  const name = S3_ACTIONS.get(action.slice(action.indexOf(':') + 1));
  if (name === undefined)
    throw new TypeError(`expected an action with a twin, found \`${action}\``);
  return `s3:${name}`;
}

/** Objects have neither region nor account in their ARN; a wildcard there stays one. */
function arnToS3(arn: string): string {
  const [, , , region, account, ...rest] = arn.replace(ARN_START, 'arn:aws:s3:').split(':');
  if (account === undefined) return arn;
  return `arn:aws:s3:${region === '*' ? '*' : ''}:${account === '*' ? '*' : ''}:${rest.join(':')}`;
}
