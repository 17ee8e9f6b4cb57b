// @ts-check
// The reader's tools, made from the table of choices: a bar above the text with what is needed most, and a panel with every
// choice that means something on this page; on a phone the panel is a sheet at the foot. Without this module the page has
// the defaults, which hide nothing.

import { CHOICES, choose, chosen, onChoice, reset } from "./choices.js"
import { all, button, element, one, within } from "./dom.js"
import { _ } from "./words.js"

const here = Object.keys(CHOICES).filter((name) => !CHOICES[name].where || one(CHOICES[name].where))
const panel = makePanel()
/** @type {HTMLElement | null} */
let opener = null
document.body.append(panel)
addBar()
const header = one(".db-open-tools")
header.hidden = false
opens(header)
show()
onChoice(show)
document.addEventListener("click", (event) => {
  const pressed = within(event, "button[data-choice]")
  if (pressed) steadily(pressed, () => choose(pressed.dataset.choice, pressed.dataset.value ?? other(pressed.dataset.choice)))
  else if (panel.open && !within(event, "#db-panel, [aria-controls=db-panel]")) close(false)
})
document.addEventListener("keydown", (event) => event.key === "Escape" && panel.open && close(true))

/** Below the head of a chapter with what quotes its title, else below the title. The first page and the page for wrong addresses have the header's button only. */
function addBar() {
  const place = one(".db-chapter > .db-back") ?? one(".db-chapter .db-head") ?? one(".md-content h1:not(:last-child)")
  const home = /** @type {HTMLAnchorElement} */ (one(".md-logo")).href
  if (!place || home === location.href.replace(/[?#].*/, "")) return
  const bar = element("div", { class: "db-tools db-editor" })
  const offered = here.filter((name) => CHOICES[name].bar)
  for (const name of offered) {
    const group = element("div", { class: "db-options", role: "group", "aria-label": CHOICES[name].label })
    group.append(...buttons(name))
    bar.append(group)
  }
  const more = element("button", { type: "button" }, _("Reading options"))
  opens(more)
  // what a choice does is told, also aloud, when it is made
  bar.append(more, ...offered.map((name) => element("span", { "data-hint": name, role: "status" })))
  place.after(bar)
}

function makePanel() {
  const panel = element("dialog", { id: "db-panel", class: "db-panel db-editor", tabindex: "-1", "aria-labelledby": "db-panel-title" })
  const shades = makeShades()
  const shut = button("\u00d7", () => close(true), { class: "db-close", "aria-label": _("Close") })
  panel.append(element("h2", { id: "db-panel-title" }, _("Reading options")), shut)
  const switches = fieldset(_("Show"))
  for (const name of here) {
    const group = "on" in CHOICES[name].options ? switches : fieldset(CHOICES[name].label, { class: `db-choice-${name}` })
    group.lastElementChild.append(...buttons(name))
    if (group !== switches) group.append(element("span", { "data-hint": name }))
    if (!panel.contains(group)) panel.append(group)
    if (name === "size") panel.append(shades)
  }
  const again = button(_("Restore the defaults"), () => {
    steadily(again, reset)
    one("button", shades).click()
  })
  panel.append(again)
  return panel
}

/** Light and dark, which are the theme's: radio buttons in the header, the first of them what the system has. */
function makeShades() {
  const group = fieldset(_("Light and dark"), { class: "db-choice-shade" })
  const radios = /** @type {HTMLInputElement[]} */ (all("input[name=__palette]"))
  // what is named before a colon is the group
  const made = radios.map((radio) => button(radio.ariaLabel.split(/[:\uff1a]\s*/u).at(-1), () => take(radio), { "data-value": radio.id }))
  const show = () => made.forEach((button, i) => button.setAttribute("aria-pressed", String(!radios[i].nextElementSibling.hasAttribute("hidden"))))
  /** @param {HTMLInputElement} radio */
  const take = (radio) => {
    radio.checked = true
    radio.dispatchEvent(new Event("change")) // no click, which beside the panel would close it
  }
  // the theme shows the icon of what holds, and no other, after every change and once it has begun
  const watch = new MutationObserver(show)
  for (const radio of radios) watch.observe(radio.nextElementSibling, { attributeFilter: ["hidden"] })
  show()
  group.lastElementChild.append(...made)
  return group
}

/**
 * @param {string} label
 * @param {Record<string, string>} [attributes]
 */
function fieldset(label, attributes) {
  return element("fieldset", attributes, element("legend", {}, label), element("div", { class: "db-options" }))
}

/**
 * The buttons of a choice.
 * @param {string} name
 */
function buttons(name) {
  const { options, ...choice } = CHOICES[name]
  /**
   * @param {{ label?: string, lang?: string }} of
   * @param {Record<string, string>} attributes
   */
  const made = ({ label, lang }, attributes) =>
    element("button", { type: "button", "data-choice": name, ...(lang && { lang }), ...attributes }, label)
  if ("on" in options) return [made(choice, {})]
  return Object.entries(options).map(([value, option]) => made(option, { "data-value": value }))
}

/** Show what is chosen on every button and beside it. */
function show() {
  for (const button of all("button[data-choice]"))
    button.setAttribute("aria-pressed", String(chosen(button.dataset.choice) === (button.dataset.value ?? "on")))
  for (const words of all("[data-hint]"))
    words.textContent = CHOICES[words.dataset.hint].options[chosen(words.dataset.hint)].hint ?? ""
}

/**
 * The other value of a choice of on and off.
 * @param {string} name
 */
function other(name) {
  return chosen(name) === "on" ? "off" : "on"
}

/**
 * Make a button open and close the panel.
 * @param {HTMLElement} button
 */
function opens(button) {
  button.setAttribute("aria-haspopup", "dialog")
  button.setAttribute("aria-controls", panel.id)
  button.setAttribute("aria-expanded", "false")
  button.addEventListener("click", () => (panel.open ? close(true) : open(button)))
}

/**
 * Not modal: the page stays in sight and changes while one chooses.
 * @param {HTMLElement} button
 */
function open(button) {
  opener = button
  panel.show()
  panel.focus()
  button.setAttribute("aria-expanded", "true")
}

/**
 * With `back`, the focus returns to what opened the panel.
 * @param {boolean} back
 */
function close(back) {
  panel.close()
  opener.setAttribute("aria-expanded", "false")
  if (back) opener.focus({ preventScroll: true })
}

/**
 * Change the page so that what was pressed, or else what is being read, stays where it is on the screen.
 * @param {HTMLElement} button
 * @param {() => void} change
 */
function steadily(button, change) {
  const edge = one(".md-header").offsetHeight
  const blocks = panel.contains(button) ? all(".md-content :is(h1, h2, h3, p, li, tr):not(details:not([open]) *)") : [button]
  const places = blocks.map((block) => ({ block, before: block.getBoundingClientRect() }))
  const place =
    places.find(({ before: { top } }) => top >= edge && top < innerHeight / 2) ??
    places.find(({ before: { top, bottom } }) => top < edge && bottom > edge)
  change()
  if (!place?.block.getClientRects().length) return
  const { block, before } = place
  const after = block.getBoundingClientRect()
  const y = Math.max(before.top, edge)
  const part = (y - before.top) / before.height // of a block that begins above, what of it is above
  scrollBy({ top: after.top + part * after.height - y, behavior: "instant" })
}
