// The reader's choices: what there is to choose, and the one way to choose it. A choice is set on the page at once as an
// attribute of <html>, by which CSS shows it, and kept for the other pages where storage is allowed. early.js sets what was
// kept before a page is painted. A module that must act on a choice listens for the event duben:choice on the document.

const root = document.documentElement

/** By name. `where`: what a page must have for the choice to mean something there; `bar`: offered above the text as well.
 * A choice of on and off is one button with its label; the others have a button, and perhaps a hint, for each option. */
export const CHOICES = {
  script: {
    label: "字形",
    bar: true,
    initial: "original",
    options: { original: { label: "原字" }, simplified: { label: "简体", lang: "zh-Hans", hint: "機器轉換，只供閱讀；引用請用原字" } },
  },
  view: {
    label: "版本",
    where: ".db-chapter",
    bar: true,
    initial: "corrected",
    options: {
      corrected: { label: "校訂", hint: "編者校改後的文字" },
      transcribed: { label: "底本", hint: "機器轉錄的原樣，錯字未改" },
      both: { label: "對照", hint: "紅色小字是底本原樣" },
    },
  },
  numbers: { label: "段號", where: ".db-n", initial: "on", options: { on: {}, off: {} } },
  pages: { label: "原書頁碼", where: ".db-pb", initial: "on", options: { on: {}, off: {} } },
  entries: { label: "詞條連結", where: ".db-chapter .db-e", initial: "on", options: { on: {}, off: {} } },
  english: { label: "English", lang: "en", where: ".db-en", initial: root.dataset.englishBegins, options: { on: {}, off: {} } },
  size: {
    label: "字號",
    initial: "normal",
    options: { small: { label: "小" }, normal: { label: "中" }, large: { label: "大" }, larger: { label: "特大" } },
  },
  measure: {
    label: "行寬",
    initial: "normal",
    options: { narrow: { label: "窄" }, normal: { label: "中" }, wide: { label: "寬" } },
  },
  notes: {
    label: "校記",
    where: ".db-chapter .db-notes",
    initial: "foot",
    options: { foot: { label: "章末" }, margin: { label: "正文旁" } },
  },
  resume: { label: "記住閱讀位置", where: ".db-chapter, .db-block, .db-part", initial: "on", options: { on: {}, off: {} } },
}

/** The value that holds on this page. */
export function chosen(name) {
  const value = root.dataset[name]
  return Object.hasOwn(CHOICES[name].options, value) ? value : CHOICES[name].initial
}

/** Choose `value` for `name`, for this page and those to come. */
export function choose(name, value) {
  try {
    localStorage.setItem(`duben.${name}`, value)
  } catch {
    // the choice then holds for this page only
  }
  show(name, value)
}

/** Forget every choice; the page is as one finds it on a first visit. */
export function reset() {
  for (const [name, { initial }] of Object.entries(CHOICES)) {
    try {
      localStorage.removeItem(`duben.${name}`)
    } catch {
      // then nothing was kept either
    }
    if (chosen(name) !== initial) show(name, initial)
  }
}

function show(name, value) {
  root.dataset[name] = value
  document.dispatchEvent(new CustomEvent("duben:choice", { detail: { name, value } }))
}

/** Take over what was chosen meanwhile in another window, or on the page from which the reader came back. */
function follow() {
  for (const [name, { options, initial }] of Object.entries(CHOICES)) {
    let value
    try {
      value = localStorage.getItem(`duben.${name}`)
    } catch {
      return // nothing is kept, so this page's choices stay
    }
    if (!Object.hasOwn(options, value)) value = initial
    if (chosen(name) !== value) show(name, value)
  }
}

addEventListener("storage", follow)
addEventListener("pageshow", (event) => event.persisted && follow())
