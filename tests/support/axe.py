"""What axe-core finds fault with, and what it does not see."""

from axe_playwright_python.sync_playwright import Axe

EVERY = {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False}}}
"""All rules of axe-core that hold by default, and that targets are of 24 pixels; those of colors are looked at by themselves."""

COLORS = None
"""Where nothing has changed but light to dark, nothing but colors need be looked at again."""

LAYOUT = {
    "runOnly": ["target-size", "scrollable-region-focusable", "aria-hidden-focus", "button-name", "link-name"],
    "rules": {"target-size": {"enabled": True}},
}
"""Where the width or the script has changed: what depends on what is shown, and how large."""

RUN = """
async ([part, options]) => {
  const top = part ? document.querySelector(part) : document.documentElement
  const words = (element) => [...(element?.childNodes ?? [])].some((node) => node.nodeType === 3 && node.data.trim())
  const looks = new Map()
  for (const element of top.querySelectorAll("*")) {
    const link = element.matches("a[href]")
    if (!(link || words(element)) || !element.checkVisibility()) continue
    const { color, backgroundColor, fontSize, fontWeight, opacity, textDecorationLine, borderBottomWidth } = getComputedStyle(element)
    const { parentElement: parent, parentElement: { parentElement: above } } = element
    const look = [element, parent, above].map((node) => `${node?.localName}.${node?.className}`)
    look.push(color, backgroundColor, fontSize, fontWeight, opacity)
    // a link must stand out from the words around it
    if (link) look.push(textDecorationLine, borderBottomWidth, getComputedStyle(parent).color, words(parent), words(above))
    looks.set(look.join(), element)
  }
  const run = async (where, how) => (await axe.run(where, { resultTypes: ["violations"], ...how })).violations
  const colors = { runOnly: ["color-contrast", "link-in-text-block"] }
  const found = looks.size ? await run({ include: [...looks.values()] }, colors) : []
  if (options) found.push(...(await run(top, options)))
  return found.flatMap((fault) => fault.nodes.map(({ html }) => `${fault.id}: ${html.slice(0, 120)}`))
}
"""
"""axe-core over a part of the page. Colors take it most of its time, so of elements that look alike it is asked about one."""

STILL = "document.getAnimations().every((one) => one.timeline !== document.timeline || one.playState !== 'running')"
FAINT = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]))
  const light = (color) => {
    const [r, g, b] = color.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05)
  const kept = (make, held = new Map()) => (key) => held.get(key) ?? held.set(key, make(key)).get(key)
  const rgba = kept((color) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data].map((value, i) => (i < 3 ? value : value / 255))
  })
  const ground = kept((element) => {
    const color = element ? rgba(getComputedStyle(element).backgroundColor) : [255, 255, 255, 1]
    return color[3] === 1 ? color.slice(0, 3) : over(color, ground(element.parentElement))
  })
  const opacity = kept((element) => (element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1))
  const faint = []
  for (const element of document.querySelectorAll("body, body *")) {
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    const sign = element.matches(".db-n, .db-ref, .db-pb"), mark = element.matches(".db-corrected, .db-both")
    if (!(words || sign || mark) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const style = getComputedStyle(element), under = ground(element)
    const seen = (color) => contrast(over(rgba(color).map((value, i) => (i < 3 ? value : value * opacity(element))), under), under)
    if ((words || sign) && !element.disabled && seen(style.color) < 4.5)
      faint.push(`${element.className || element.tagName}: ${seen(style.color).toFixed(1)} ${element.textContent.slice(0, 12)}`)
    if (mark && seen(style.textDecorationColor) < 3) faint.push(`line of ${element.className}`)
  }
  return [...new Set(faint)]
}
"""
"""Words and marks that do not stand out from the paper. axe-core does not see what a style sheet adds: numbers, signs, lines."""


def faults(page, part=None, options=EVERY):
    """What is wrong with the page or a part of it as it is."""
    page.wait_for_function(STILL)
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN, [part, options]) + page.evaluate(FAINT)
