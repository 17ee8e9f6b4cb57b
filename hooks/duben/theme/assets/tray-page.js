// The page 自己編一份: what is kept, to be put in order, printed, and saved as a packet file (hooks/duben/packets/read.py).

import { button } from "./button.js"
import { alter, following, kept } from "./tray.js"

const LABELS = { title: "題目", english: "英文題目（也作檔名）", audience: "給誰", minutes: "多少分鐘", questions: "自己要問的題，一行一題" }
const ELEMENTS = /^(a|blockquote|br|code|d[dlt]|div|em|fig(caption|ure)|h[1-6]|hr|label|li|ol|p|pre|section|small|span|strong|t(able|body|d|foot|h|head|r)|ul)$/
const CLASSES = /^db-(agenda|annotation|block|both|break|checklist|citation|editor|en|endnotes|facts|gap|kind|label|n|no|only|pb|quote|ref|synopsis|text)$/
const built = new Map() // by an item's name and HTML: its row in the list and its section in the preview
const tool = element("div", "", "db-tray db-editor")
const list = element("ol", "", "db-tray-list")
const told = element("p")
const undo = button("放回去", putBack)
const own = element("section", "", "db-own")
let gone = null // the packet before something was taken out of it

/** Put the tool and the preview behind `empty`, which says that there is nothing yet. */
export function make(empty) {
  const clear = () => confirm("把學習包全部清空？") && takeOut(() => true, "已清空。")
  told.role = "status"
  undo.hidden = true
  const buttons = element("div")
  buttons.append(button("列印", () => print()), button("存成學習包檔", download), button("複製學習包檔", copy), button("全部清空", clear))
  tool.append(list, told, undo, buttons)
  const inputs = Object.keys(LABELS).map((field) => {
    const label = element("label", LABELS[field])
    const input = element(field === "questions" ? "textarea" : "input")
    input.addEventListener("input", () => alter((packet) => ({ ...packet, [field]: input.value })))
    label.append(input)
    tool.append(label)
    return [field, input]
  })
  own.ariaLabel = "預覽"
  empty.after(tool, own)
  following(() => {
    const packet = kept()
    const none = !packet.items.length
    for (const [field, input] of inputs) if (input !== document.activeElement) input.value = packet[field] ?? ""
    show(packet)
    tool.classList.toggle("db-empty", none)
    own.hidden = none
    empty.hidden = !none
  })
}

function show({ items, title, english, audience, minutes, questions }) {
  const focus = document.activeElement
  const pieces = items.map(piece)
  list.replaceChildren(...pieces.map(({ row }) => row))
  pieces.forEach(({ up, down }, i) => {
    up.disabled = !i
    down.disabled = i === items.length - 1
  })
  if (list.contains(focus)) focus.focus() // what is put in its place anew has lost it
  const numbered = element("ol", "", "db-own-questions")
  numbered.append(...asked({ questions }).map((line) => element("li", line)))
  own.replaceChildren(
    element("h2", title || "學習包"),
    element("p", [english, audience, minutes && `${minutes} 分鐘`].filter(Boolean).join("　"), "db-own-small"),
    ...pieces.map(({ section }) => section),
    ...(numbered.firstChild ? [element("h3", "討論題"), numbered] : []),
  )
}

/** An item's row and section, made once. */
function piece({ name, title, source, html }) {
  const id = name + html
  if (!built.has(id)) {
    const row = element("li")
    row.append(element("span", title))
    const add = (words, act) => {
      const made = button(words, act)
      made.ariaLabel = `${words}：${title}`
      row.append(made)
      return made
    }
    const up = add("上移", () => move(name, -1, up, down))
    const down = add("下移", () => move(name, 1, down, up))
    const out = add("取出", () => takeOut((item) => item.name === name, "已取出。"))
    const parsed = element("template") // in which nothing runs or loads
    parsed.innerHTML = html
    const section = element("section", "", "db-own-item")
    section.append(clean(parsed.content, `i${built.size}-`, parsed.content))
    let level = 3
    for (const heading of section.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      level = Math.min(level + 1, Number(heading.localName[1]) + 2) // none is left out
      heading.ariaLevel = level
    }
    section.prepend(element("h3", title))
    section.append(element("p", source, "db-own-small"))
    built.set(id, { row, up, down, out, section })
  }
  return built.get(id)
}

/** What is in `node`, made anew of the elements, classes and attributes that are known, for storage may hold anything. `prefix` sets the
 * ids in `root`, and the links to them, apart from others on the page. */
function clean(node, prefix, root) {
  const made = document.createDocumentFragment()
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) made.append(child.data)
    if (!ELEMENTS.test(child.localName)) continue
    const copy = document.createElement(child.localName)
    const set = (name, value) => value && copy.setAttribute(name, value)
    for (const name of ["lang", "scope", "data-n", "data-pb", "data-head"]) set(name, child.getAttribute(name))
    set("class", [...child.classList].filter((one) => CLASSES.test(one)).join(" "))
    set("id", child.id && prefix + child.id)
    if (copy.localName === "a") {
      const id = child.getAttribute("href")?.match(/^#(.+)/)?.[1]
      if (id && root.querySelector(`[id="${CSS.escape(id)}"]`)) copy.href = `#${prefix}${id}`
      else if (/^(https?|file|mailto):$/.test(child.protocol)) copy.href = child.href
      set("aria-label", child.getAttribute("aria-label"))
    }
    copy.append(clean(child, prefix, root))
    made.append(copy)
  }
  return made
}

/** Move an item; at an end of the list the focus goes to the other button. */
function move(name, by, pressed, other) {
  let at = 0
  const moved = alter((packet) => {
    const { items } = packet
    at = items.findIndex((item) => item.name === name)
    items.splice(at + by, 0, ...items.splice(at, 1))
    return packet
  })
  if (!moved) return
  ;(pressed.disabled ? other : pressed).focus()
  told.textContent = `現在是第 ${at + by + 1} 件。`
}

/** Take out the items for which `leaves` holds; with the last, what was typed. The focus goes to where one takes out the next. */
function takeOut(leaves, words) {
  const packet = kept()
  const items = packet.items.filter((item) => !leaves(item))
  if (!alter(() => (items.length ? { ...packet, items } : {}))) return
  gone = packet
  told.textContent = words
  undo.hidden = false
  const next = items[Math.min(packet.items.findIndex(leaves), items.length - 1)]
  ;(next ? piece(next).out : undo).focus()
}

function putBack() {
  const done = alter((packet) => {
    if (!packet.items.length) return gone
    for (const [at, item] of gone.items.entries()) if (!packet.items.some(({ name }) => name === item.name)) packet.items.splice(at, 0, item)
    return packet // with what was done meanwhile
  })
  if (!done) return
  undo.hidden = true
  list.querySelector("button:enabled").focus()
}

function download() {
  const slug = lines(kept().english).join().toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")
  const link = element("a")
  link.download = `${/^(index|make|)$/.test(slug) ? "my-packet" : slug}.md`
  link.href = URL.createObjectURL(new Blob([file()]))
  link.click()
}

async function copy() {
  try {
    await navigator.clipboard.writeText(file())
    told.textContent = "已複製。"
  } catch {
    told.textContent = "不能複製，請存成檔。"
  }
}

/** The packet file. Blocks of one guide that follow one another are one part. */
function file() {
  const packet = kept()
  const parts = []
  let guide = ""
  for (const { name } of packet.items) {
    const [kind, key, first, last] = name.split(" ")
    if (kind === "block" && key === guide) parts.push(`${parts.pop()}、${first}`)
    else if (kind === "block") parts.push(`  - guide: ${key}\n    blocks: ${first}`)
    else if (kind === "passage") parts.push(`  - excerpt: ${key}, ${[...new Set([first, last])].join("-")}`)
    else parts.push(`  - ${kind}: ${key}`)
    guide = kind === "block" && key
  }
  const own = asked(packet).map((line) => `\n      - ${quoted(line)}`)
  if (own.length) parts.push(`  - questions:${own.join("")}`)
  return `---
title: ${quoted(packet.title || "學習包")}
english: ${quoted(packet.english || "Packet")}
description: ${quoted(`讀者自編，共 ${packet.items.length} 件`)}
audience: ${quoted(packet.audience || "小組")}
${/^[1-9]\d?\d?$/.test(packet.minutes) ? `minutes: ${packet.minutes}\n` : ""}parts:
${parts.join("\n")}
---
`
}

/** The reader's own questions, which are numbered anyway. */
function asked({ questions }) {
  return lines(questions).map((line) => line.replace(/^\d+[.、．]\s*/, ""))
}

/** What was typed, line by line, without signs that a packet file may not have. */
function lines(text) {
  return `${text ?? ""}`.split("\n").map((line) => line.replace(/[<>"[\]\s\p{C}]+/gu, " ").trim()).filter(Boolean)
}

function quoted(text) {
  return `'${lines(text).join(" ").replaceAll("'", "''")}'`
}

function element(tag, text = "", name = "") {
  const made = document.createElement(tag)
  made.textContent = text
  made.className = name
  return made
}
