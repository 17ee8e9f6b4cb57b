// The reader's tools, made from the table of choices: a bar above the text with what is needed most, and a panel with every
// choice that means something on this page; on a phone the panel is a sheet at the foot. Without this module the page has
// the defaults, which hide nothing.

import { CHOICES, choose, chosen, reset } from "./choices.js"

const here = Object.keys(CHOICES).filter((name) => !CHOICES[name].where || document.querySelector(CHOICES[name].where))
const panel = makePanel()
let opener = null
document.body.append(panel)
addBar()
const header = document.querySelector(".db-open-tools")
header.hidden = false
opens(header)
show()
document.addEventListener("duben:choice", show)
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-choice]")
  if (button) steadily(button, () => choose(button.dataset.choice, button.dataset.value ?? other(button.dataset.choice)))
  else if (panel.open && !panel.contains(event.target) && !event.target.closest("[aria-controls=db-panel]")) close(false)
})
document.addEventListener("keydown", (event) => event.key === "Escape" && panel.open && close(true))

/** Below the head of a chapter with what quotes its title, else below the title. The first page and the page for wrong addresses have the header's button only. */
function addBar() {
  const place = document.querySelector(".db-chapter > .db-back") ?? document.querySelector(".db-chapter .db-head") ?? document.querySelector(".md-content h1:not(:last-child)")
  const home = document.querySelector(".md-logo").href
  if (!place || home === location.href.replace(/[?#].*/, "")) return
  const bar = element("div", { class: "db-tools db-editor" })
  const offered = here.filter((name) => CHOICES[name].bar)
  for (const name of offered) {
    const group = element("div", { class: "db-options", role: "group", "aria-label": CHOICES[name].label })
    group.append(...buttons(name))
    bar.append(group)
  }
  const more = element("button", { type: "button" }, "閱讀選項")
  opens(more)
  // what a choice does is told, also aloud, when it is made
  bar.append(more, ...offered.map((name) => element("span", { "data-hint": name, role: "status" })))
  place.after(bar)
}

function makePanel() {
  const panel = element("dialog", { id: "db-panel", class: "db-panel db-editor", tabindex: "-1", "aria-labelledby": "db-panel-title" })
  const shades = makeShades()
  const shut = element("button", { type: "button", class: "db-close", "aria-label": "關閉" }, "×")
  shut.addEventListener("click", () => close(true))
  panel.append(element("h2", { id: "db-panel-title" }, "閱讀選項"), shut)
  const switches = fieldset("顯示")
  for (const name of here) {
    const group = "on" in CHOICES[name].options ? switches : fieldset(CHOICES[name].label, { class: `db-choice-${name}` })
    group.lastChild.append(...buttons(name))
    if (group !== switches) group.append(element("span", { "data-hint": name }))
    if (!panel.contains(group)) panel.append(group)
    if (name === "size") panel.append(shades)
  }
  const again = element("button", { type: "button" }, "恢復預設")
  again.addEventListener("click", () => steadily(again, reset))
  again.addEventListener("click", () => shades.querySelector("button").click())
  panel.append(again)
  return panel
}

/** Light and dark, which are the theme's: radio buttons in the header, the first of them what the system has. */
function makeShades() {
  const group = fieldset("明暗", { class: "db-choice-shade" })
  const radios = [...document.querySelectorAll("input[name=__palette]")]
  const made = radios.map((radio) => element("button", { type: "button", "data-value": radio.id }, radio.ariaLabel.split("：")[1]))
  const show = () => made.forEach((button, i) => button.setAttribute("aria-pressed", String(!radios[i].nextElementSibling.hidden)))
  const take = (radio) => {
    radio.checked = true
    radio.dispatchEvent(new Event("change")) // no click, which beside the panel would close it
  }
  made.forEach((button, i) => button.addEventListener("click", () => take(radios[i])))
  // the theme shows the icon of what holds, and no other, after every change and once it has begun
  const watch = new MutationObserver(show)
  for (const radio of radios) watch.observe(radio.nextElementSibling, { attributeFilter: ["hidden"] })
  show()
  group.lastChild.append(...made)
  return group
}

function fieldset(label, attributes = {}) {
  const group = element("fieldset", attributes)
  group.append(element("legend", {}, label), element("div", { class: "db-options" }))
  return group
}

function buttons(name) {
  const { options, ...choice } = CHOICES[name]
  const made = ({ label, lang }, attributes) =>
    element("button", { type: "button", "data-choice": name, ...(lang && { lang }), ...attributes }, label)
  if ("on" in options) return [made(choice, {})]
  return Object.entries(options).map(([value, option]) => made(option, { "data-value": value }))
}

function element(tag, attributes, text = "") {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.textContent = text
  return made
}

/** Show what is chosen on every button and beside it. */
function show() {
  for (const button of document.querySelectorAll("button[data-choice]"))
    button.setAttribute("aria-pressed", String(chosen(button.dataset.choice) === (button.dataset.value ?? "on")))
  for (const words of document.querySelectorAll("[data-hint]"))
    words.textContent = CHOICES[words.dataset.hint].options[chosen(words.dataset.hint)].hint ?? ""
}

function other(name) {
  return chosen(name) === "on" ? "off" : "on"
}

function opens(button) {
  button.setAttribute("aria-haspopup", "dialog")
  button.setAttribute("aria-controls", panel.id)
  button.setAttribute("aria-expanded", "false")
  button.addEventListener("click", () => (panel.open ? close(true) : open(button)))
}

/** Not modal: the page stays in sight and changes while one chooses. */
function open(button) {
  opener = button
  panel.show()
  panel.focus()
  button.setAttribute("aria-expanded", "true")
}

/** With `back`, the focus returns to what opened the panel. */
function close(back) {
  panel.close()
  opener.setAttribute("aria-expanded", "false")
  if (back) opener.focus({ preventScroll: true })
}

/** Change the page so that what was pressed, or else what is being read, stays where it is on the screen. */
function steadily(button, change) {
  const edge = document.querySelector(".md-header").offsetHeight
  const blocks = panel.contains(button) ? [...document.querySelectorAll(".md-content :is(h1, h2, h3, p, li, tr):not(details:not([open]) *)")] : [button]
  const places = blocks.map((block) => [block, block.getBoundingClientRect()])
  const [block, before] =
    places.find(([, { top }]) => top >= edge && top < innerHeight / 2) ?? places.find(([, { top, bottom }]) => top < edge && bottom > edge) ?? []
  change()
  if (!block?.getClientRects().length) return
  const after = block.getBoundingClientRect()
  const y = Math.max(before.top, edge)
  const part = (y - before.top) / before.height // of a block that begins above, what of it is above
  scrollBy({ top: after.top + part * after.height - y, behavior: "instant" })
}
