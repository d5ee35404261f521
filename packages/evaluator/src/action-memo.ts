// What was worked out for an action, found by its id.
import { type Action, UNNUMBERED } from './action.js';

/** Small numbers by action. */
export class ActionMemo {
  #answers = new Int32Array(16);

  /** What was remembered, or 0. */
  recall(action: Action): number {
    return this.#answers[action.id] || 0;
  }

  /** Remembers `answer`, which is not 0; of an action without a number nothing is. */
  remember({ id }: Action, answer: number): number {
    if (id === UNNUMBERED) return answer;
    if (id >= this.#answers.length) {
      const grown = new Int32Array(Math.max(this.#answers.length * 2, id + 1));
      grown.set(this.#answers);
      this.#answers = grown;
    }
    this.#answers[id] = answer;
    return answer;
  }
}
