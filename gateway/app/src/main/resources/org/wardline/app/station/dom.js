/* Elements without HTML strings: nothing that a device or a person wrote can become markup. */

/** An element: h('span', {class: 'x', 'aria-label': 'y', onclick: f}, child, 'text', …). Empty children are left out. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  put(element, children);
  return element;
}

/** Adds children, flat, without the empty ones. */
export function put(element, children) {
  for (const child of children.flat(3)) {
    if (child === undefined || child === null || child === false || child === '') continue;
    element.append(child);
  }
}

/** Makes the children be these. */
export function fill(element, ...children) {
  element.replaceChildren();
  put(element, children);
}

/** Writes a text only when it is another one. */
export function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

/** Sets an attribute only when it is another one; null takes it away. */
export function attribute(element, name, value) {
  if (value === null || value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

/** Runs f when the key is another one than at its last run for this element and place. */
export function once(element, place, key, f) {
  const keys = (element.keys ??= {});
  if (keys[place] === key) return false;
  keys[place] = key;
  f();
  return true;
}

/** All flashing of a piece of the page in step with all other: one clock, that of the document. */
export function inStep(element) {
  const all = element === document ? document.getAnimations() : element.getAnimations({ subtree: true });
  for (const animation of all) {
    if (/^f[a-z]$/.test(animation.animationName || '') && animation.startTime !== 0) animation.startTime = 0;
  }
}
