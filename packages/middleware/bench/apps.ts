// One Express app, bare and behind each of the guards that are compared.
import { createRequire } from 'node:module';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { ostiary } from '@ostiary/middleware/express';
import { newEnforcer, newModelFromString } from 'casbin';
import express, { type Express, type RequestHandler } from 'express';
import { notesService } from './notes-service.js';
import { REGION, SECRET, type Settings } from './settings.js';

// Both are CommonJS, and the one exports nothing that an import could name.
const require = createRequire(import.meta.url);

type Guard = (settings: Settings) => RequestHandler | Promise<RequestHandler>;

/** Each guard lets the one request pass that is sent; they differ in what they look at. */
export const guards: ReadonlyMap<string, Guard | undefined> = new Map<string, Guard | undefined>([
  ['bare Express', undefined],
  ['the whole gate: signature, policies, audit to nowhere', gate],
  ['@filen/aws4-express: the signature alone', signatureAlone],
  ['casbin: a policy alone, for a caller who is not proven', casbin],
  ['@cedar-policy/authorization-for-expressjs: a policy alone', cedar],
]);

/** The app behind a guard. */
export async function createApp(name: string, settings: Settings): Promise<Express> {
  const app = express();
  const guard = guards.get(name);
  if (guard !== undefined) app.use(await guard(settings));
  app.get('/notes/:owner/:id', (request, response) => {
    response.json({ id: request.params.id, text: 'hello' });
  });
  return app;
}

function gate({ accountFile }: Settings): RequestHandler {
  const audit = { record: () => undefined };
  return ostiary({ service: notesService, region: REGION, ...readAccountFile(accountFile), audit });
}

function signatureAlone(): RequestHandler {
  const { awsVerify } = require('@filen/aws4-express');
  return awsVerify({ secretKey: () => SECRET });
}

async function casbin(): Promise<RequestHandler> {
  const enforcer = await newEnforcer(
    newModelFromString(`
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.sub == p.sub && keyMatch(r.obj, p.obj) && r.act == p.act
`),
  );
  await enforcer.addPolicy('alice', '/notes/*', 'GET', 'allow');
  await enforcer.addPolicy('alice', '/notes/secret/*', 'GET', 'deny');
  return async (request, response, next) => {
    if (await enforcer.enforce('alice', request.path, request.method)) next();
    else response.sendStatus(403);
  };
}

function cedar(): RequestHandler {
  const {
    CedarInlineAuthorizationEngine,
    ExpressAuthorizationMiddleware,
  } = require('@cedar-policy/authorization-for-expressjs');
  const schema = {
    type: 'jsonString',
    schema: JSON.stringify({
      Notes: {
        entityTypes: { User: {}, Application: {} },
        actions: {
          GetNote: {
            appliesTo: {
              principalTypes: ['User'],
              resourceTypes: ['Application'],
              context: { type: 'Record', attributes: {} },
            },
            annotations: { httpVerb: 'get', httpPathTemplate: '/notes/{owner}/{id}' },
          },
        },
        annotations: { mappingType: 'SimpleRest' },
      },
    }),
  };
  const { middleware } = new ExpressAuthorizationMiddleware({
    schema,
    authorizationEngine: new CedarInlineAuthorizationEngine({
      staticPolicies: 'permit (principal == Notes::User::"alice", action, resource);',
      schema,
    }),
    contextConfiguration: { type: 'empty' },
    principalConfiguration: {
      type: 'custom',
      getPrincipalEntity: async () => ({
        uid: { type: 'Notes::User', id: 'alice' },
        attrs: {},
        parents: [],
      }),
    },
  });
  return middleware;
}
