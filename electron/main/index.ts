/** @file Entry of the main process. */
import { start } from './start.ts';

start();
