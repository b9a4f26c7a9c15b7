/** @file What is wrong with the layout of the page as it is painted: cut words, words over words, controls over controls, sideways scrolling. */

/** Runs inside the page, so it brings everything with it. @returns one line per problem */
export function layoutProblems(): string[] {
  type Box = { left: number; right: number; top: number; bottom: number };
  const CONTROLS = 'a[href], button, input:not([type=hidden]), textarea, select, [role=link], [role=slider], [role=switch], [role=radio]';
  const problems: string[] = [];

  const boxOf = ({ left, right, top, bottom }: Box): Box => ({ left, right, top, bottom });
  const pathOf = (element: Element): string => {
    const parts: string[] = [];
    for (let at: Element | null = element; at && parts.length < 3; at = at.parentElement)
      parts.unshift(`${at.tagName.toLowerCase()}${at.getAttribute('class') ? `.${at.getAttribute('class')?.split(' ')[0]}` : ''}`);
    return parts.join(' > ');
  };
  const wordsOf = (text: string | null) => `“${(text ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 60)}”`;
  /** Only for screen readers: a box of one pixel. */
  const isForEarsOnly = (element: Element): boolean => {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath.startsWith('inset(50%') || style.clip === 'rect(0px, 0px, 0px, 0px)') return true;
      if (style.overflow !== 'visible' && (at as HTMLElement).offsetWidth <= 1 && (at as HTMLElement).offsetHeight <= 1) return true;
    }
    return false;
  };
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) &&
    !element.closest('[inert], [aria-hidden=true]:not([data-drawn] *, svg, svg *), [data-react-aria-hidden]') &&
    !isForEarsOnly(element);
  const shared = (one: Box, other: Box) => ({
    width: Math.min(one.right, other.right) - Math.max(one.left, other.left),
    height: Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
  });

  /** The part of a box that the boxes around it let through; undefined when nothing is left. */
  const shownPart = (around: Element | null, box: Box): Box | undefined => {
    const part = { ...box };
    for (let at = around; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
        const limit = at.getBoundingClientRect();
        part.left = Math.max(part.left, limit.left);
        part.right = Math.min(part.right, limit.right);
        part.top = Math.max(part.top, limit.top);
        part.bottom = Math.min(part.bottom, limit.bottom);
      }
      if (style.position === 'fixed') break;
    }
    const view = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight };
    const seen = shared(part, view);
    return part.right - part.left > 1 && part.bottom - part.top > 1 && seen.width > 1 && seen.height > 1 ? part : undefined;
  };
  /** What floats over the page by design is compared only with what floats with it. */
  const layerOf = (element: Element): Element => {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.position === 'fixed' || style.position === 'sticky') return at;
      if (style.position !== 'static' && style.zIndex !== 'auto') return at;
    }
    return document.body;
  };

  /** An ellipsis is by design where names are cut: what others wrote, in `bdi` or of its own direction; the whole is told on hover (`ExactTip`). */
  const mayBeCut = (at: Element, parent: Element) =>
    (getComputedStyle(at).textOverflow === 'ellipsis' || getComputedStyle(at).webkitLineClamp !== 'none') &&
    (parent.closest('bdi, [dir=auto]') !== null || at.querySelector('bdi') !== null);
  const checkCut = (text: Text, parent: Element, lines: readonly Box[]) => {
    let isScrolled = false;
    for (let at: Element | null = parent; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.display === 'inline') continue;
      const limit = at.getBoundingClientRect();
      const isCutAcross = lines.some((line) => line.right > limit.right + 1.5 || line.left < limit.left - 1.5);
      const isCutBelow = lines.some((line) => line.bottom > limit.bottom + 5 || line.top < limit.top - 5);
      if (style.overflowX !== 'visible' && isCutAcross && !mayBeCut(at, parent))
        problems.push(`cut: ${wordsOf(text.nodeValue)} by ${pathOf(at)}`);
      else if ((style.overflowY === 'hidden' || style.overflowY === 'clip') && isCutBelow && !isScrolled && !mayBeCut(at, parent))
        problems.push(`cut below: ${wordsOf(text.nodeValue)} by ${pathOf(at)}`);
      if (style.overflowX !== 'visible' && isCutAcross) return;
      if (style.overflowY === 'auto' || style.overflowY === 'scroll') isScrolled = true;
      if (style.position === 'fixed') break;
    }
    if (lines.some((line) => line.right > window.innerWidth + 1 || line.left < -1)) problems.push(`outside: ${wordsOf(text.nodeValue)}`);
  };

  type Line = { readonly box: Box; readonly text: Text; readonly layer: Element };
  const checkTexts = () => {
    const lines: Line[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.nodeValue?.trim() || parent.closest('script, style, title, desc, option') || !isSeen(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].map(boxOf).filter((box) => box.right - box.left > 0.5);
      checkCut(node as Text, parent, boxes);
      const layer = layerOf(parent);
      for (const box of boxes) {
        const part = shownPart(parent, box);
        // The box of a line is taller than its letters.
        const air = (box.bottom - box.top) * 0.28;
        if (part) lines.push({ box: { ...part, top: part.top + air, bottom: part.bottom - air }, text: node as Text, layer });
      }
    }
    for (const [i, one] of lines.entries())
      for (const other of lines.slice(i + 1)) {
        if (one.text === other.text || one.layer !== other.layer) continue;
        const { width, height } = shared(one.box, other.box);
        if (width > 2 && height > 2) problems.push(`words over words: ${wordsOf(one.text.nodeValue)} and ${wordsOf(other.text.nodeValue)}`);
      }
  };

  const checkControls = () => {
    const controls = [...document.querySelectorAll(CONTROLS)].filter(isSeen).flatMap((element) => {
      const box = shownPart(element.parentElement, boxOf(element.getBoundingClientRect()));
      return box && getComputedStyle(element).pointerEvents !== 'none' ? [{ element, box, layer: layerOf(element) }] : [];
    });
    for (const [i, one] of controls.entries())
      for (const other of controls.slice(i + 1)) {
        if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue;
        if (one.element.closest('label') !== null && one.element.closest('label') === other.element.closest('label')) continue;
        const { width, height } = shared(one.box, other.box);
        if (width > 2 && height > 2)
          problems.push(
            `controls overlap: ${pathOf(one.element)} ${wordsOf(one.element.textContent)} and ${pathOf(other.element)} ${wordsOf(other.element.textContent)}`,
          );
      }
  };

  const checkFields = () => {
    const pen = document.createElement('canvas').getContext('2d');
    for (const input of document.querySelectorAll('input')) {
      if (!pen || !isSeen(input) || input.placeholder === '' || input.value !== '') continue;
      const style = getComputedStyle(input);
      pen.font = style.font;
      const room = input.clientWidth - Number.parseInt(style.paddingInlineStart, 10) - Number.parseInt(style.paddingInlineEnd, 10);
      if (pen.measureText(input.placeholder).width > room + 1) problems.push(`cut: placeholder ${wordsOf(input.placeholder)}`);
    }
  };

  const checkScrolling = () => {
    for (const element of [document.documentElement, ...document.body.querySelectorAll('*')]) {
      const { overflowX } = getComputedStyle(element);
      const canScroll = overflowX === 'auto' || overflowX === 'scroll' || element === document.documentElement;
      if (canScroll && element.scrollWidth > element.clientWidth + 1 && element.checkVisibility())
        problems.push(`scrolls sideways: ${pathOf(element)} (${element.scrollWidth} in ${element.clientWidth})`);
    }
  };

  checkTexts();
  checkControls();
  checkFields();
  checkScrolling();
  return [...new Set(problems)];
}
