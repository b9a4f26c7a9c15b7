import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Pages are loaded lazily; the first of a file takes more than the usual second on a busy machine.
configure({ asyncUtilTimeout: 5_000 });

afterEach(cleanup);
