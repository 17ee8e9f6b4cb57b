// @ts-check
// Elements of the page: finding them, making them.

/**
 * The first element of `selector` in `root`, or null.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @overload
 * @param {Tag} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
/**
 * @overload
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement}
 */
/**
 * @param {string} selector
 * @param {ParentNode} [root]
 */
export function one(selector, root = document) {
  return root.querySelector(selector)
}

/**
 * All elements of `selector` in `root`, as an array.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @overload
 * @param {Tag} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElementTagNameMap[Tag][]}
 */
/**
 * @overload
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement[]}
 */
/**
 * @param {string} selector
 * @param {ParentNode} [root]
 */
export function all(selector, root = document) {
  return [...root.querySelectorAll(selector)]
}

/**
 * The element of `selector` in which an event happened, or null.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function within(event, selector) {
  return /** @type {Element} */ (event.target).closest(selector)
}

/**
 * An element with these attributes and content.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(string | Node)} content
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...content)
  return made
}

/**
 * A button with these words, which does `act` when it is pressed.
 * @param {string} words
 * @param {() => unknown} act
 * @param {Record<string, string>} [attributes]
 */
export function button(words, act, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, words)
  made.addEventListener("click", act)
  return made
}
