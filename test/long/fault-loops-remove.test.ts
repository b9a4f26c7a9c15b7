/** @file R5 R27: every call fails in turn, in every way: disconnect a bank, erase everything. */
import { OPERATIONS } from '../harness/fault-operations.ts';
import { describeFaultLoops } from '../harness/fault-suite.ts';

describeFaultLoops([OPERATIONS.disconnectErasing, OPERATIONS.disconnectKeeping, OPERATIONS.erase], { isExhaustive: true });
