/** @file R5 R27: some of the calls of every operation fail, in every way; test/long lets all of them fail. */
import { OPERATIONS } from '../harness/fault-operations.ts';
import { describeFaultLoops } from '../harness/fault-suite.ts';

describeFaultLoops(Object.values(OPERATIONS), { isExhaustive: false });
