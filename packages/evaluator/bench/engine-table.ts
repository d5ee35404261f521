// Every engine, ours first.
import type { Engine } from './engine.js';
import { casbin } from './engines/casbin.js';
import { casl } from './engines/casl.js';
import { cedar } from './engines/cedar.js';
import { iamSimulate, iamSimulateUnsafe } from './engines/iam-simulate.js';
import { naive } from './engines/naive.js';
import { ostiary } from './engines/ostiary.js';

/** The engines in the order of the report. */
export const ENGINES: readonly Engine[] = [
  ostiary,
  naive,
  casl,
  casbin,
  cedar,
  iamSimulate,
  iamSimulateUnsafe,
];
