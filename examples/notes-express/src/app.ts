// The notes API: an ordinary Express app, and one `app.use` that guards it.
import type { GateOptions, ResourceLookup } from '@ostiary/middleware';
import { ostiary } from '@ostiary/middleware/express';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Notebook } from './notebook.js';
import { notesService, REGION } from './notes-service.js';
import { parseNoteContent } from './parse-note-content.js';

export interface AppOptions {
  /** Who may do what: the control plane over the service channel, or an account file. */
  readonly identities: Pick<GateOptions, 'accountId' | 'signingKeys' | 'policies'> &
    Partial<Pick<GateOptions, 'audit' | 'watchChanges'>>;
  readonly notebook: Notebook;
}

export function createApp({ identities, notebook }: AppOptions): Express {
  const app = express();
  app.use(
    ostiary({
      service: notesService,
      region: REGION,
      ...identities,
      resources: noteTags(notebook),
      explain: true,
    }),
  );
  app.use(express.json());

  app.get('/notes/:owner', (request, response) => {
    response.json(notebook.list(request.params.owner));
  });
  app.get('/notes/:owner/:id', (request, response) => {
    const note = notebook.find(request.params.owner, request.params.id);
    if (note === undefined) response.status(404).json({ message: 'there is no such note' });
    else response.json(note);
  });
  app.put('/notes/:owner/:id', (request, response) => {
    const content = parseNoteContent(request.body);
    if (content === undefined) {
      response.status(400).json({ message: 'expected {"text": string, "tags"?: {name: string}}' });
      return;
    }
    const { owner, id } = request.params;
    notebook.put({ owner, id, ...content });
    response.json(notebook.find(owner, id));
  });
  app.delete('/notes/:owner/:id', (request, response) => {
    const { owner, id } = request.params;
    response.status(notebook.delete(owner, id) ? 204 : 404).end();
  });
  app.get('/statistics', (_request, response) => {
    response.json({ note: 'no rule of the service maps this route, so nobody gets here' });
  });
  app.use(answerErrors);
  return app;
}

/** Tells policies about the tags of a note, for `aws:ResourceTag/…`. */
function noteTags(notebook: Notebook): ResourceLookup {
  return async ({ type, parameters }) => {
    if (type !== 'note') return undefined;
    const note = notebook.find(parameters.get('Owner') ?? '', parameters.get('NoteId') ?? '');
    return note && { tags: note.tags };
  };
}

/** What body parsers and handlers throw, as JSON; nothing of ours is told. */
const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  const isCallers = status >= 400 && status < 500;
  const message = isCallers && error instanceof Error ? error.message : 'the service failed';
  response.status(isCallers ? status : 500).json({ message });
};
