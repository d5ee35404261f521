// The service that the gate of the benchmark guards.
import { defineService } from '@ostiary/middleware';

export const notesService = defineService({
  name: 'notes',
  resourceTypes: {
    note: { arn: 'arn:${Partition}:notes:${Region}:${Account}:note/${Owner}/${NoteId}' },
  },
  actions: { GetNote: { accessLevel: 'Read', resource: 'note' } },
  routes: { 'GET /notes/{Owner}/{NoteId}': 'GetNote' },
});
