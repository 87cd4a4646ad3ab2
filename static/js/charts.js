// Charts that answer a pointer. Every chart of a page is a picture and a table, and
// both are whole without this script. With it each picture has a button, which puts
// the same chart drawn by ECharts in its place, and back again. The library is loaded
// when it is first asked for: by a press or, where the page says data-auto, when a
// chart comes into sight on a wide screen whose owner does not save data.
//
// The options of a chart are data (generator/echarts): texts that begin with @ are
// tokens, which stand for a way to print figures, a colour of the style sheet or a
// length of the screen. Words come from the page's own <template id="charts">.
//
// A classic script of ES2017, so that it runs from a folder and on old telephones.

(() => {
  'use strict'

  const template = document.getElementById('charts')
  const said = template && template.dataset
  if (!said || !said.library || !window.ResizeObserver) return

  // Figures, as the tables of the page print them.
  const percentSign = document.documentElement.lang === 'ru' ? '\u00a0%' : '%'
  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  const minus = (n) => (n < 0 ? '\u2212' : '')
  const print = {
    count: (n) => minus(n) + grouped(Math.abs(n)),
    percent: (n, short) => {
      const size = Math.abs(n), rest = size % 100
      return minus(n) + grouped((size - rest) / 100) + (short && !rest ? '' : ',' + String(rest).padStart(2, '0')) + percentSign
    },
  }

  // amount is an item of a series: a figure, at least a figure, or nothing known.
  function amount(unit, item) {
    const n = 'exact' in item ? item.exact : Array.isArray(item.value) ? item.value[1] : item.value
    if (n === null) return said.unknown || '–'
    return item.least ? (said.least || '≥ 0').replace('0', print[unit](n)) : print[unit](n)
  }

  let library = null
  function load() {
    if (!library) {
      library = new Promise((loaded, failed) => {
        const script = document.createElement('script')
        script.src = said.library
        script.onload = loaded
        script.onerror = failed
        document.head.appendChild(script)
      })
      library.catch(() => { library = null }) // the next press tries again
    }
    return library
  }

  // swap is a copy of options with a meaning in place of every token.
  function swap(value, meaning) {
    if (Array.isArray(value)) return value.map((v) => swap(v, meaning))
    if (value && typeof value === 'object') {
      const copy = {}
      for (const name of Object.keys(value)) copy[name] = swap(value[name], meaning)
      return copy
    }
    if (typeof value !== 'string' || value[0] !== '@') return value
    return value[1] === '@' ? value.slice(1) : meaning(value.slice(1))
  }

  // lines sets a text in lines that fit a width.
  function lines(text, width) {
    const all = []
    for (const word of text.split(' ')) {
      const longer = all.length > 0 && all[all.length - 1] + ' ' + word
      if (longer && longer.length * 8 < width - 40) all[all.length - 1] = longer
      else all.push(word)
    }
    return all.join('\n')
  }

  // meanings are those of the tokens of a chart; what is none of these is a
  // colour, or how a line is broken.
  function meanings(options, unit, width, label, probe) {
    const times = new Map((options.times || []).map((t) => [t.at, swap(t)]))
    const known = {
      label,
      splits: width < 480 ? 2 : 4,
      whole: 'whole',
      count: (it) => amount('count', it.data),
      percent: (it) => amount('percent', it.data),
      'tick-count': (n) => print.count(n),
      'tick-percent': (n) => print.percent(n, true),
      // An axis has short names; a pointer, which is an object, whole ones.
      time: (at) => (times.get(at) || {}).short || (times.get(at.value) || {}).text || '',
      name: ({ value }) => lines(value, width),
      place: ({ data }) => data && data.place ? lines(data.place, width) + '\n' + (data.text ? lines(data.text, width) + ': ' : '') + amount(unit, data) : '',
    }
    return (name) => {
      if (name in known) return known[name]
      probe.className = name.replace('dash-', '')
      if (name !== probe.className) {
        const dash = getComputedStyle(probe).getPropertyValue('--dash').trim()
        return dash ? dash.split(' ').map(Number) : 'solid'
      }
      probe.style.color = 'var(--' + name + ',var(--c))'
      return getComputedStyle(probe).color
    }
  }

  // pile makes every bar of a stack as long: what is drawn are parts of its sum.
  function pile(options) {
    const parts = options.series.filter((s) => s.stack === 'whole')
    if (parts.length === 0) return
    options.xAxis[0].max = 1
    parts[0].data.forEach((_, i) => {
      const items = parts.map((s) => s.data[i])
      for (const item of items) item.exact = item.value
      const sum = items.reduce((all, item) => all + item.exact, 0)
      for (const item of items) item.value = item.exact === null || sum === 0 ? null : item.exact / sum
    })
  }

  // spread sets small charts side by side and says how high all of them are.
  function spread(options, across, cell, label) {
    const high = 50 + options.yAxis[0].data.length * 20
    options.grid = options.grid.map((_, i) => ({
      left: cell * (i % across) + label + 8, width: cell - label - 76,
      top: high * Math.floor(i / across) + 30, height: high - 40,
    }))
    return high * Math.ceil(options.grid.length / across)
  }

  // shape makes the areas of a map out of the page's own picture, with the letters that
  // stand on them.
  function shape(series, still, width, height) {
    const room = still.viewBox.baseVal
    const size = Math.min(width / room.width, height / room.height) // of a unit of the picture
    const svg = document.createElementNS(still.namespaceURI, 'svg')
    svg.setAttribute('viewBox', [room.x, room.y, room.width, room.height].join(' '))
    const items = new Map(series.data.map((d) => [d.name, d]))
    for (const path of still.querySelectorAll('[data-unit]')) {
      const copy = svg.appendChild(path.cloneNode(false))
      copy.setAttribute('name', path.dataset.unit)
      const item = items.get(path.dataset.unit), letters = path.nextElementSibling
      if (!item || !letters || letters.tagName !== 'text') continue
      const style = getComputedStyle(letters)
      item.label = { show: true, formatter: letters.textContent, color: style.fill, fontSize: parseFloat(style.fontSize) * size }
      item.emphasis.label = item.label
    }
    window.echarts.registerMap(series.map, { svg })
    series.layoutCenter = ['50%', '50%']
    series.layoutSize = Math.max(room.width, room.height) * size
  }

  const alive = new Set() // the charts that ECharts draws now

  // enliven gives a picture its button.
  function enliven(figure, options, still) {
    const button = document.importNode(template.content, true).querySelector('button')
    const words = button.textContent
    const status = document.createElement('span')
    status.setAttribute('role', 'status')
    still.after(button, status)

    const series = options.series
    const isMap = series.length > 0 && series[0].type === 'map'
    const small = Array.isArray(options.grid)
    const unit = options.tooltip.valueFormatter.slice(1)
    const stillHeight = () => Math.round(still.getBoundingClientRect().height)
    let box = null, chart = null, least = 0, drawn = 0, at = -1, leaving = 0

    function draw() {
      const width = drawn = box.clientWidth
      const across = small ? Math.max(1, Math.floor(width / 280)) : 1
      const label = Math.round(small ? width / across * 0.4 : Math.min(240, Math.max(90, width * 0.36)))
      const probe = figure.appendChild(document.createElement('i'))
      const all = swap(options, meanings(options, unit, width, label, probe))
      probe.remove()
      delete all.times
      delete all.tooltip.valueFormatter // every series has its own, which knows what the figure is
      for (const s of isMap ? [] : all.series) {
        s.tooltip = { valueFormatter: (_, i) => amount(unit, s.data[i]) }
        if (s.label) s.label.opacity = 1 // also where its bar is pale
      }
      pile(all)
      let height = least
      if (small) height = spread(all, across, width / across, label)
      box.style.height = height + 'px'
      if (chart) chart.dispose()
      chart = window.echarts.init(box, null, { renderer: 'svg', width, height })
      if (isMap) {
        box.style.fillRule = 'evenodd' // of holes and islands, which ECharts does not know
        shape(all.series[0], still, width, height)
        chart.on('click', (it) => follow(it.name))
      }
      all.textStyle = { fontFamily: getComputedStyle(figure).fontFamily }
      chart.setOption(all)
    }

    // follow goes to the page of a place.
    function follow(name) {
      const area = [...still.querySelectorAll('[data-unit]')].find((e) => e.dataset.unit === name)
      const link = area && area.closest('a')
      if (link) location.assign(link.getAttribute('href'))
    }

    // point shows what a pointer would. Where nothing is drawn, it goes to the axis.
    function point(seriesIndex, dataIndex) {
      const { value } = series[seriesIndex].data[dataIndex]
      const pair = Array.isArray(value)
      const there = { seriesIndex, dataIndex }
      if (!isMap && (pair ? value[1] : value) === null) {
        const at = pair ? [value[0], 0] : options.yAxis[0].type === 'category' ? [0, dataIndex] : [dataIndex, 0]
        ;[there.x, there.y] = chart.convertToPixel({ seriesIndex }, at)
        delete there.seriesIndex
      }
      clearTimeout(leaving)
      chart.dispatchAction({ type: 'downplay' })
      chart.dispatchAction(Object.assign({}, there, { type: 'highlight' }))
      chart.dispatchAction(Object.assign({}, there, { type: 'showTip' }))
    }

    // Arrows go from figure to figure, Enter to the place of a map.
    function key(event) {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      const figures = series.length > 0 ? series[0].data.length : 0
      const all = small ? figures * series.length : figures
      if (by && all > 0) {
        event.preventDefault()
        at = at < 0 ? (by < 0 ? all - 1 : 0) : (at + by + all) % all
        point(Math.floor(at / figures), at % figures)
      } else if (event.key === 'Escape') {
        chart.dispatchAction({ type: 'hideTip' })
      } else if (event.key === 'Enter' && isMap && at >= 0) {
        follow(series[0].data[at].name)
      }
    }

    // leave hides what a pointer showed, also where it went so fast that the library
    // shows it only now.
    function leave() {
      leaving = setTimeout(() => chart && chart.dispatchAction({ type: 'hideTip' }), 200)
    }

    function open() {
      least = stillHeight()
      box = document.createElement('div')
      box.className = 'alive'
      box.tabIndex = 0
      box.style.contain = 'inline-size' // the page says how wide it is, and not what is in it
      box.addEventListener('keydown', key)
      box.addEventListener('mouseleave', leave)
      box.addEventListener('mouseenter', () => clearTimeout(leaving))
      still.before(box)
      show(true)
      draw()
      box.watch = new ResizeObserver(() => box && box.clientWidth && box.clientWidth !== drawn && draw())
      box.watch.observe(box)
      alive.add(here)
    }

    function close() {
      alive.delete(here)
      show(false)
      if (box.watch) box.watch.disconnect()
      if (chart) chart.dispose()
      box.remove()
      box = chart = null
      at = -1
    }

    function show(moving) {
      box.style.display = moving ? '' : 'none'
      still.style.display = moving ? 'none' : ''
    }

    function tell() {
      button.textContent = box ? button.dataset.still : words
    }

    // start loads and draws. Who did not ask is not told that it failed.
    function start(asked) {
      if (box || button.hasAttribute('aria-busy')) return
      button.setAttribute('aria-busy', 'true')
      button.textContent = button.dataset.loading
      status.textContent = ''
      load().then(open).catch(() => {
        if (box) close()
        if (asked) status.textContent = button.dataset.failed
      }).then(() => {
        button.removeAttribute('aria-busy')
        tell()
      })
    }

    const here = { draw, show, start }
    button.addEventListener('click', () => {
      if (!box) return start(true)
      close()
      tell()
    })
    return here
  }

  const prefers = (query) => window.matchMedia(query).matches
  const waiting = new Map() // charts by the picture that has yet to come into sight
  const sight = 'auto' in said && window.IntersectionObserver && prefers('(min-width: 60rem)') &&
    !prefers('(prefers-reduced-data: reduce)') && !(navigator.connection && navigator.connection.saveData) &&
    new IntersectionObserver((all) => {
      for (const { isIntersecting, target } of all) {
        if (!isIntersecting) continue
        sight.unobserve(target)
        waiting.get(target).start(false)
      }
    }, { rootMargin: '-20% 0px' })

  for (const figure of document.querySelectorAll('figure.chart, figure.map')) {
    const source = figure.querySelector('script.options')
    const still = [...figure.children].find((e) => e.matches('svg, .panels'))
    if (!source || !still) continue
    waiting.set(still, enliven(figure, JSON.parse(source.textContent), still))
    if (sight) sight.observe(still)
  }

  const each = (does) => () => alive.forEach(does)
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', each((one) => one.draw()))
  // Paper has the picture, in the colours of paper.
  window.addEventListener('beforeprint', each((one) => one.show(false)))
  window.addEventListener('afterprint', each((one) => one.show(true)))
})()
