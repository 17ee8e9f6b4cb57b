// @ts-check
// What must be settled before the page is painted, so that it does not show one state and then another: the reader's
// choices (see choices.js), and a dark page, which the theme itself settles too late on a first visit.
{
  const root = document.documentElement
  const theme = /** @type {any} */ (window) // which Material asks for what it keeps: by these names, below the address of the site
  const scope = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src)
  theme.__md_scope = scope
  theme.__md_get = (/** @type {string} */ name, storage = localStorage, { pathname } = scope) => JSON.parse(storage.getItem(`${pathname}.${name}`))
  theme.__md_set = (/** @type {string} */ name, /** @type {unknown} */ value, storage = localStorage, { pathname } = scope) => {
    try {
      storage.setItem(`${pathname}.${name}`, JSON.stringify(value))
    } catch {
      // full, or forbidden: the choice holds for this page
    }
  }
  // who reads Chinese need not read the English twice; who has it not among their languages begins with it
  const chinese = navigator.languages.some((language) => language.startsWith("zh"))
  root.dataset.english = root.dataset.englishBegins = chinese ? "off" : "on"
  let palette = null
  try {
    for (const [key, value] of Object.entries(localStorage)) {
      const name = key.match(/^duben\.([a-z]+)$/)?.[1]
      if (name && /^[a-z]+$/.test(value)) root.dataset[name] = value
    }
    palette = theme.__md_get("__palette")
  } catch {
    // storage is forbidden: every page begins with the defaults, and the theme, which would stumble, is told there is nothing
    theme.__md_get = () => /** @type {any} */ (null)
    theme.__md_set = () => {}
  }
  const color = palette?.color
  const dark = !color || color.media === "(prefers-color-scheme)" ? matchMedia("(prefers-color-scheme: dark)").matches : color.scheme === "slate"
  if (dark)
    new MutationObserver((_, observer) => {
      if (!document.body) return
      document.body.dataset.mdColorScheme = "slate"
      observer.disconnect()
    }).observe(root, { childList: true })
}
