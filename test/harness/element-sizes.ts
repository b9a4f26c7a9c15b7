/**
 * @file jsdom lays nothing out, so a virtual list would show no row. Every element gets one size and can be scrolled.
 */
import { afterAll, beforeAll } from 'vitest';

const WIDTH = 900;
const HEIGHT = 800;
/** Taller than any list of the tests, so that no scroll is cut short. */
const CONTENT_HEIGHT = 1_000_000;

/** For the test file that calls it. */
export function giveElementsSizes(): void {
  const before = new Map<string, PropertyDescriptor | undefined>();
  const define = (name: string, descriptor: PropertyDescriptor) => {
    before.set(name, Object.getOwnPropertyDescriptor(HTMLElement.prototype, name));
    Object.defineProperty(HTMLElement.prototype, name, { ...descriptor, configurable: true });
  };
  beforeAll(() => {
    for (const name of ['offsetWidth', 'clientWidth']) define(name, { get: () => WIDTH });
    for (const name of ['offsetHeight', 'clientHeight']) define(name, { get: () => HEIGHT });
    define('scrollHeight', { get: () => CONTENT_HEIGHT });
    define('scrollTo', {
      value(this: HTMLElement, options: ScrollToOptions) {
        this.scrollTop = options.top ?? 0;
        this.dispatchEvent(new Event('scroll'));
      },
    });
  });
  afterAll(() => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(HTMLElement.prototype, name, descriptor);
      else Reflect.deleteProperty(HTMLElement.prototype, name);
    }
  });
}
