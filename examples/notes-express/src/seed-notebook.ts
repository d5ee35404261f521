// The notes that the example starts with.
import { Notebook } from './notebook.js';

export function seedNotebook(): Notebook {
  return new Notebook([
    { owner: 'alice', id: 'groceries', text: 'bread, cheese, figs', tags: {} },
    { owner: 'alice', id: 'diary', text: 'a quiet day at the door', tags: { private: 'true' } },
    { owner: 'bob', id: 'contract', text: 'to be kept for ten years', tags: { keep: 'true' } },
  ]);
}
