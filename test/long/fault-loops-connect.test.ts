/** @file R5 R27: every call fails in turn, in every way: start and connect. */
import { OPERATIONS } from '../harness/fault-operations.ts';
import { describeFaultLoops } from '../harness/fault-suite.ts';

describeFaultLoops([OPERATIONS.start, OPERATIONS.connectFirst, OPERATIONS.connectAnother], { isExhaustive: true });
