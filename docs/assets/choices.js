// The reader's choices: set on the page at once, kept for the other pages where storage is allowed. early.js sets them
// before a page is painted.

/** Choose `value` for `name` (view, english, entries); an attribute of the page by which CSS shows it. */
export function choose(name, value) {
  document.documentElement.dataset[name] = value
  try {
    localStorage.setItem(`duben.${name}`, value)
  } catch {
    // the choice then holds for this page only
  }
}
