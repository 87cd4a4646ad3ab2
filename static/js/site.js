// Looking at a paper without leaving its numbers. Every link with data-paper leads
// to the picture of a page, and does so without this script. With it the page opens
// here: on a wide screen beside the numbers, on a narrow one over them. The words
// and buttons come from the page's own <template id="viewer">.
//
// A classic script of ES2017, so that it runs from a folder and on old telephones.

(() => {
  'use strict'

  const template = document.getElementById('viewer')
  if (!template || !template.content || !window.PointerEvent) return

  const wide = window.matchMedia('(min-width: 1100px)')
  const root = document.documentElement
  const step = 1.3 // of a button or a key
  const most = 4 // screen pixels a pixel of the picture
  let viewer = null

  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[data-paper]')
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
    if (!link || !plain || event.defaultPrevented) return
    event.preventDefault()
    if (!viewer) viewer = make()
    viewer.show(link)
  })

  // make builds a viewer, which is in the page as soon as it shows something.
  function make() {
    const box = document.importNode(template.content, true).firstElementChild
    const title = box.querySelector('p')
    const stage = box.querySelector('.stage')
    const sheet = stage.appendChild(document.createElement('div'))
    const image = sheet.appendChild(document.createElement('img'))
    const mark = sheet.appendChild(document.createElement('div')) // around the cell in question
    image.draggable = false
    const button = (name) => box.querySelector('[data-do=' + name + ']')

    let opener = null // where the reader came from
    let pages = [] // a link to each page of the paper
    let at = 0
    let target = null // the cell to begin at
    let ready = false // the picture is there, and its size known
    let fitted = true // all of it is in sight
    let scale = 1, left = 0, top = 0

    const whole = () => Math.min(stage.clientWidth / image.naturalWidth, stage.clientHeight / image.naturalHeight)

    // place draws the picture within its bounds: what is smaller than the stage stands
    // in its middle, what is larger leaves no gap.
    function place() {
      const along = (start, size, room) => (size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, start)))
      left = along(left, image.naturalWidth * scale, stage.clientWidth)
      top = along(top, image.naturalHeight * scale, stage.clientHeight)
      sheet.style.transform = 'translate(' + left + 'px,' + top + 'px) scale(' + scale + ')'
    }

    // zoom keeps the point of the stage under the finger where it is.
    function zoom(to, x, y) {
      if (!ready) return
      const next = Math.min(Math.max(to, whole()), Math.max(most, whole()))
      left = x - (x - left) * next / scale
      top = y - (y - top) * next / scale
      scale = next
      fitted = next === whole()
      place()
    }
    const zoomBy = (factor) => zoom(scale * factor, stage.clientWidth / 2, stage.clientHeight / 2)

    function move(x, y) {
      if (!ready) return
      left += x
      top += y
      place()
    }

    function begin() {
      if (!ready) return
      scale = whole()
      left = top = 0
      fitted = !target
      mark.hidden = !target
      if (target) {
        const [x, y, width, height] = target
        Object.assign(mark.style, { left: x + 'px', top: y + 'px', width: width + 'px', height: height + 'px' })
        scale = Math.min(Math.max(stage.clientWidth / (3 * width), whole()), most)
        left = stage.clientWidth / 2 - (x + width / 2) * scale
        top = stage.clientHeight / 2 - (y + height / 2) * scale
      }
      place()
    }

    function load(link) {
      at = pages.findIndex((page) => page.dataset.page === link.dataset.page)
      target = link.dataset.at ? link.dataset.at.split(' ').map(Number) : null
      const small = pages[at].querySelector('img')
      image.alt = title.textContent = pages[at].dataset.alt || (small && small.alt) || link.textContent
      button('previous').disabled = at === 0
      button('next').disabled = at === pages.length - 1
      if (image.src === link.href && ready) return begin()
      ready = false
      mark.hidden = true
      stage.setAttribute('aria-busy', 'true')
      image.src = link.href
    }
    image.addEventListener('load', () => {
      ready = true
      stage.removeAttribute('aria-busy')
      begin()
    })
    image.addEventListener('error', () => stage.removeAttribute('aria-busy'))

    function turn(by) {
      if (pages[at + by]) load(pages[at + by])
    }

    function show(link) {
      const fresh = !document.body.contains(box)
      opener = link
      const seen = new Set()
      pages = [...document.querySelectorAll('a[data-paper="' + link.dataset.paper + '"]')]
        .filter((a) => !seen.has(a.dataset.page) && seen.add(a.dataset.page))
        .sort((a, b) => a.dataset.page - b.dataset.page)
      button('previous').hidden = button('next').hidden = pages.length < 2
      if (fresh) {
        const before = link.getBoundingClientRect().top
        document.body.appendChild(box)
        arrange()
        if (!wide.matches) history.pushState({ viewer: true }, '')
        // The page has become narrower; the reader stays where they were.
        window.scrollBy({ top: link.getBoundingClientRect().top - before, behavior: 'instant' })
      }
      load(link)
      stage.focus({ preventScroll: true })
    }

    // arrange lays the viewer beside the page or over it.
    function arrange() {
      root.classList.toggle('beside-viewer', wide.matches)
      root.classList.toggle('under-viewer', !wide.matches)
      if (wide.matches) box.removeAttribute('aria-modal')
      else box.setAttribute('aria-modal', 'true')
      if (ready) zoom(fitted ? whole() : scale, stage.clientWidth / 2, stage.clientHeight / 2)
    }

    function close() {
      if (history.state && history.state.viewer) history.back() // and popstate does the rest
      else shut()
    }

    function shut() {
      box.remove()
      root.classList.remove('beside-viewer', 'under-viewer')
      window.removeEventListener('resize', arrange)
      window.removeEventListener('popstate', shut)
      document.removeEventListener('keydown', key)
      viewer = null
      opener.focus()
    }

    const doing = {
      previous: () => turn(-1), next: () => turn(1), smaller: () => zoomBy(1 / step), larger: () => zoomBy(step),
      whole: () => { target = null; begin() }, close,
    }
    box.addEventListener('click', (event) => {
      const pressed = event.target.closest('[data-do]')
      if (pressed) doing[pressed.dataset.do]()
    })

    const keys = {
      '+': doing.larger, '=': doing.larger, '-': doing.smaller, _: doing.smaller, '0': doing.whole,
      PageUp: doing.previous, PageDown: doing.next,
      ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
    }
    function key(event) {
      if (event.key === 'Escape') return close()
      if (event.key === 'Tab' && !wide.matches) return trap(event)
      if (event.ctrlKey || event.metaKey || event.altKey || !box.contains(document.activeElement) || !keys[event.key]) return
      event.preventDefault()
      keys[event.key]()
    }

    // trap keeps the focus in a viewer that covers the page.
    function trap(event) {
      const stops = [...box.querySelectorAll('button, .stage')].filter((e) => !e.hidden && !e.disabled)
      const edge = event.shiftKey ? stops[0] : stops[stops.length - 1]
      if (document.activeElement !== edge && box.contains(document.activeElement)) return
      event.preventDefault()
      stops[event.shiftKey ? stops.length - 1 : 0].focus()
    }

    hand(stage, { move, zoom: (factor, x, y) => zoom(scale * factor, x, y), toggle: (x, y) => zoom(scale > whole() * 1.05 ? whole() : whole() * 3, x, y) })
    window.addEventListener('resize', arrange)
    window.addEventListener('popstate', shut)
    document.addEventListener('keydown', key)
    return { show }
  }

  // hand tells of what a mouse, a pen or fingers do on the stage, in its pixels.
  function hand(stage, told) {
    const down = new Map() // where each finger is
    const spot = (event) => {
      const box = stage.getBoundingClientRect()
      return { x: event.clientX - box.left, y: event.clientY - box.top }
    }
    const middle = () => {
      const all = [...down.values()]
      const x = all.reduce((sum, p) => sum + p.x, 0) / all.length
      const y = all.reduce((sum, p) => sum + p.y, 0) / all.length
      return { x, y, spread: Math.hypot(all[0].x - x, all[0].y - y) }
    }
    stage.addEventListener('pointerdown', (event) => {
      if (event.button > 0) return
      stage.setPointerCapture(event.pointerId)
      down.set(event.pointerId, spot(event))
    })
    stage.addEventListener('pointermove', (event) => {
      if (!down.has(event.pointerId)) return
      const before = middle()
      down.set(event.pointerId, spot(event))
      const after = middle()
      told.move(after.x - before.x, after.y - before.y)
      if (down.size > 1 && before.spread > 0) told.zoom(after.spread / before.spread, after.x, after.y)
    })
    for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, (event) => down.delete(event.pointerId))
    stage.addEventListener('dblclick', (event) => {
      const { x, y } = spot(event)
      told.toggle(x, y)
    })
    stage.addEventListener('wheel', (event) => {
      event.preventDefault()
      const { x, y } = spot(event)
      told.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.03 : 0.002)), x, y)
    }, { passive: false })
  }
})()
