// Notes in memory.

export interface Note {
  readonly owner: string;
  readonly id: string;
  readonly text: string;
  readonly tags: Readonly<Record<string, string>>;
}

export class Notebook {
  readonly #notes = new Map<string, Note>();

  constructor(notes: readonly Note[] = []) {
    for (const note of notes) this.put(note);
  }

  list(owner: string): readonly Note[] {
    return [...this.#notes.values()].filter((note) => note.owner === owner);
  }

  find(owner: string, id: string): Note | undefined {
    return this.#notes.get(`${owner}/${id}`);
  }

  put(note: Note): void {
    this.#notes.set(`${note.owner}/${note.id}`, note);
  }

  delete(owner: string, id: string): boolean {
    return this.#notes.delete(`${owner}/${id}`);
  }
}
