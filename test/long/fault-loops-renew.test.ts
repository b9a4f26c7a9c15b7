/** @file R5 R27: every call fails in turn, in every way: renew by a new access. */
import { OPERATIONS } from '../harness/fault-operations.ts';
import { describeFaultLoops } from '../harness/fault-suite.ts';

describeFaultLoops([OPERATIONS.renewByAccess, OPERATIONS.renewBesideOld], { isExhaustive: true });
