/** @file R5 R27: every call fails in turn, in every way: sync, renew on the access there is, forget an account. */
import { OPERATIONS } from '../harness/fault-operations.ts';
import { describeFaultLoops } from '../harness/fault-suite.ts';

describeFaultLoops([OPERATIONS.sync, OPERATIONS.renewBySync, OPERATIONS.forget], { isExhaustive: true });
