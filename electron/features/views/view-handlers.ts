import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import type { SavedView } from '../../../shared/contract/views.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import { createViewRepo } from './view-repo.ts';

/** Saved views are names for addresses of the list; what an address means is the page's business. */
export function viewHandlers(deps: {
  readonly db: Db;
  readonly emit: (topic: EventTopic) => void;
}): Pick<Handlers, Extract<keyof Handlers, `views.${string}`>> {
  const { db, emit } = deps;
  const repo = createViewRepo(db);
  const get = (id: number): SavedView => {
    const view = repo.find(id);
    if (!view) throw new AppError('not_found', 'no such view');
    return view;
  };
  const announced = <T>(answer: T): T => {
    emit('views.changed');
    return answer;
  };
  return {
    'views.list': () => repo.list(),
    'views.create': (input) => announced(get(repo.add(input))),
    'views.update': ({ id, name, address }) => {
      const view = get(id);
      repo.update({ id, name: name ?? view.name, address: address ?? view.address });
      return announced(get(id));
    },
    'views.remove': ({ id }) => {
      if (!repo.remove(id)) throw new AppError('not_found', 'no such view');
      return announced({ done: true as const });
    },
    'views.reorder': ({ ids }) => {
      db.transaction(() => {
        for (const [position, id] of ids.entries()) repo.place(id, position + 1);
      }).immediate();
      return announced(repo.list());
    },
  };
}
