// Every workload by name.
import type { Workload } from './workload.js';
import { createConditionHeavy } from './workloads/condition-heavy.js';
import { createEarlyWildcards } from './workloads/early-wildcards.js';
import { createFleet } from './workloads/fleet.js';
import { createProjects } from './workloads/projects.js';
import { createSmall } from './workloads/small.js';

/** What each name stands for; made when asked, since some are large. */
export const WORKLOADS: ReadonlyMap<string, () => Workload> = new Map([
  ['small', createSmall],
  ['medium', () => createProjects('medium', 1000)],
  ['large-10k', () => createProjects('large-10k', 10_000)],
  ['large-100k', () => createProjects('large-100k', 100_000)],
  ['fleet', () => createFleet(10_000, 100)],
  ['early-wildcards', () => createEarlyWildcards(100_000)],
  ['condition-heavy', () => createConditionHeavy(100)],
]);
