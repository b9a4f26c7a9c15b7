import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** For tests that open and close thousands of stores: in memory where there is such a folder. */
export const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
