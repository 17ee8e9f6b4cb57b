// @ts-check
// How far one has read in a chapter or guide; where one stopped, to go on from there; the address for the printed page.
// The places stay in the reader's own browser. Where storage is forbidden none is kept and nothing is said.

import { address } from "./address.js"
import { choose, chosen, onChoice } from "./choices.js"
import { all, button, element, one } from "./dom.js"
import { getValue, set, setValue } from "./storage.js"
import { _ } from "./words.js"

/**
 * A place where one stopped: its page and block, and what both are called.
 * @typedef {{ path: string, title: string, id: string, label: string }} Place
 */

const PLACES = "duben.places" // a list of Place, the newest first, one for each page
const KEPT = 50
const OPENING = 3 // who stopped in the first blocks has not begun

const title = one("[data-md-component='header-topic']").textContent.trim()
const logo = /** @type {HTMLAnchorElement} */ (one(".md-logo"))
const home = new URL(logo.href).pathname.replace(/index\.html$/, "")
const text = one(".db-chapter .db-text")
const guide = one(".md-content__inner:has(.db-block, .db-part)")
/**
 * The blocks of the page and what they are called; taken now, before the reader's script changes them.
 * @type {[HTMLElement, string][]}
 */
const blocks = text
  ? all(":is(p, li)[id]", text).map((block) => [block, _("par. {n}", { n: block.id.slice(1) })])
  : guide
    ? all("h2[id], .db-block[id]", guide).map((block) => [block, _("“{title}”", { title: heading(block) })])
    : []

if (text ?? guide) follow(text ?? guide)
if (blocks.length) {
  if (!location.hash) tell(places().find((place) => place.path === location.pathname))
  addEventListener("pagehide", keep)
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep())
}
if (location.pathname.replace(/index\.html$/, "") === home) tell(places().find((place) => place.path.startsWith(home)))
onChoice(({ name, value }) => name === "resume" && value === "off" && store([]))
sign()

/** @param {HTMLElement} block */
function heading(block) {
  return (one(".db-title", block) ?? block).textContent.trim()
}

/**
 * A line at the foot of the header. Scrolling only moves it; heights are taken when they change. Not for three screens or less.
 * @param {HTMLElement} read
 */
function follow(read) {
  const header = one(".md-header")
  const line = element("div", { class: "db-progress", "aria-hidden": "true" }) // who listens knows the place by the paragraph's number
  header.append(line)
  let start = 0
  let length = 0
  const measure = () => {
    const at = read.getBoundingClientRect()
    start = at.top + scrollY - header.offsetHeight
    length = at.bottom + scrollY - innerHeight - start
    line.hidden = at.height < 3 * innerHeight
    move()
  }
  const move = () => {
    line.style.transform = `scaleX(${Math.min(1, Math.max(0, (scrollY - start) / length)).toFixed(4)})`
  }
  new ResizeObserver(measure).observe(document.body)
  addEventListener("resize", measure)
  addEventListener("scroll", move, { passive: true })
}

/** @returns {Place[]} */
function places() {
  const kept = getValue(PLACES)
  /** @param {any} place */
  const whole = (place) => ["path", "title", "id", "label"].every((name) => typeof place?.[name] === "string")
  return Array.isArray(kept) ? kept.filter(whole) : []
}

/** @param {Place[]} kept */
function store(kept) {
  if (kept.length) setValue(PLACES, kept)
  else set(PLACES, null)
}

/** On leaving: keep the block at the top of the window; forget the page that was read to its end. */
function keep() {
  if (chosen("resume") === "off") return
  const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8 // where an address puts what it leads to
  const now = blocks.findLastIndex(([block]) => block.getBoundingClientRect().top <= line)
  const ended = blocks.at(-1)[0].getBoundingClientRect().bottom <= innerHeight
  // who only looked up a paragraph has not moved the bookmark
  if (!ended && (now < OPENING || blocks[now][0].contains(one(":target")))) return
  const others = places().filter((place) => place.path !== location.pathname)
  const short = one(".db-head")?.dataset.short ?? title
  if (!ended) others.unshift({ path: location.pathname, title: short, id: blocks[now][0].id, label: blocks[now][1] })
  store(others.slice(0, KEPT))
}

/**
 * Say where one stopped, under the head of the page or on the home page, and offer to go on.
 * @param {Place | undefined} place
 */
function tell(place) {
  const here = place?.path === location.pathname
  if (!place || (here && !document.getElementById(place.id))) return
  const head = one(".db-head") ?? one("h1")
  const box = one(".md-content .db-continue") ?? element("p")
  box.classList.add("db-continue", "db-editor")
  const doors = here ? null : one("h1 ~ ul") // of the home page
  if (!box.isConnected && doors) doors.before(box)
  else if (!box.isConnected) head.after(box)
  const { title, label } = place
  const link = element(
    "a",
    { href: `${here ? "" : place.path}#${encodeURIComponent(place.id)}` },
    here ? _("Read on") : _("{title}, {place}", { title, place: label }),
  )
  const before = here ? _("You stopped at {place}. ", { place: label }) : _("Read on: ")
  box.replaceChildren(before, link, button(_("Do not remind me again"), () => silence(box)))
}

/**
 * Clear all places and keep no more, until the reader chooses otherwise.
 * @param {HTMLElement} box
 */
function silence(box) {
  choose("resume", "off")
  box.textContent = _("What was remembered is cleared, and you will not be reminded. You can change this in the reading options.")
  box.tabIndex = -1
  box.focus() // the button that had it is gone
}

/** The address, which only paper shows: there it cannot be seen above the page. */
function sign() {
  const line = element("p", { class: "db-printed" }, _("{site}: {title} {address}", { site: logo.title, title, address: address() }))
  const place = one(".db-cite") ?? one(".md-content__inner")
  place?.append(line)
}
