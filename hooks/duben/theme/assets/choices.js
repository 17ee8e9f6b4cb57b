// @ts-check
// The reader's choices: what there is to choose, and the one way to choose it. A choice is set on the page at once as an
// attribute of <html>, by which CSS shows it, and kept for the other pages where storage is allowed. early.js sets what was
// kept before a page is painted. A module that must act on a choice asks for it with onChoice.

import { get, set } from "./storage.js"
import { _ } from "./words.js"

/**
 * @typedef {object} Option
 * @property {string} [label]
 * @property {string} [lang] the language of the label, where it is another than the page's
 * @property {string} [hint] what the choice does
 */
/**
 * A choice of on and off is one button with its label; the others have a button, and perhaps a hint, for each option.
 * @typedef {object} Choice
 * @property {string} label
 * @property {string} [lang]
 * @property {string} [where] what a page must have for the choice to mean something there
 * @property {boolean} [bar] offered above the text as well
 * @property {string} initial
 * @property {Record<string, Option>} options
 */

const root = document.documentElement

/** @type {Record<string, Choice>} */
export const CHOICES = {
  script: {
    label: _("Characters"),
    bar: true,
    initial: "original",
    options: {
      original: { label: _("Original") },
      simplified: {
        label: _("Simplified"),
        lang: "zh-Hans",
        hint: _("Converted by machine, for reading only; please quote the original characters"),
      },
    },
  },
  view: {
    label: _("Version"),
    where: ".db-chapter",
    bar: true,
    initial: "corrected",
    options: {
      corrected: { label: _("Corrected"), hint: _("The text as the editors have corrected it") },
      transcribed: { label: _("Transcribed"), hint: _("The transcription as it is, errors uncorrected") },
      both: { label: _("Both"), hint: _("The small red characters are those of the transcription") },
    },
  },
  numbers: { label: _("Paragraph numbers"), where: ".db-n", initial: "on", options: { on: {}, off: {} } },
  pages: { label: _("Pages of the original"), where: ".db-pb", initial: "on", options: { on: {}, off: {} } },
  entries: { label: _("Links to entries"), where: ".db-chapter .db-e", initial: "on", options: { on: {}, off: {} } },
  english: { label: "English", lang: "en", where: ".db-en, .db-cards [lang]", initial: root.dataset.englishBegins, options: { on: {}, off: {} } },
  size: {
    label: _("Size of letters"),
    initial: "normal",
    options: { small: { label: _("Small") }, normal: { label: _("Medium") }, large: { label: _("Large") }, larger: { label: _("Very large") } },
  },
  measure: {
    label: _("Length of lines"),
    initial: "normal",
    options: { narrow: { label: _("Narrow") }, normal: { label: _("Medium") }, wide: { label: _("Wide") } },
  },
  notes: {
    label: _("Notes"),
    where: ".db-chapter .db-notes",
    initial: "foot",
    options: { foot: { label: _("At the end of the chapter") }, margin: { label: _("Beside the text") } },
  },
  resume: { label: _("Remember where I stopped"), where: ".db-chapter, .db-block, .db-part", initial: "on", options: { on: {}, off: {} } },
}

/**
 * The value that holds on this page.
 * @param {string} name
 */
export function chosen(name) {
  const value = root.dataset[name]
  return Object.hasOwn(CHOICES[name].options, value) ? value : CHOICES[name].initial
}

/**
 * Choose `value` for `name`, for this page and, where storage is allowed, those to come.
 * @param {string} name
 * @param {string} value
 */
export function choose(name, value) {
  set(`duben.${name}`, value)
  show(name, value)
}

/** Forget every choice; the page is as one finds it on a first visit. */
export function reset() {
  for (const [name, { initial }] of Object.entries(CHOICES)) {
    set(`duben.${name}`, null)
    if (chosen(name) !== initial) show(name, initial)
  }
}

/**
 * Call `act` with each choice that is made on this page, or was made on another to which it applies.
 * @param {(choice: { name: string, value: string }) => void} act
 * @param {AddEventListenerOptions} [options]
 */
export function onChoice(act, options) {
  document.addEventListener("duben:choice", (event) => act(/** @type {CustomEvent} */ (event).detail), options)
}

/**
 * @param {string} name
 * @param {string} value
 */
function show(name, value) {
  root.dataset[name] = value
  document.dispatchEvent(new CustomEvent("duben:choice", { detail: { name, value } }))
}

/** Take over what was chosen meanwhile in another window, or on the page from which the reader came back. */
function follow() {
  for (const [name, { options, initial }] of Object.entries(CHOICES)) {
    let value = get(`duben.${name}`)
    if (value === undefined) return // nothing is kept, so this page's choices stay
    if (!Object.hasOwn(options, value)) value = initial
    if (chosen(name) !== value) show(name, value)
  }
}

addEventListener("storage", follow)
addEventListener("pageshow", (event) => event.persisted && follow())
