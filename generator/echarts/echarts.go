// Package echarts turns a chart of a page into the options of the same chart for
// ECharts, the library in the browser that a reader may ask for. Options are data:
// they hold no functions, and where a number is to be formatted they hold a token
// that static/js/charts.js swaps for its formatter.
package echarts

import "achyk/templates"

// Options are the options of a chart as JSON that may stand in a <script>. The same
// chart gives the same bytes.
func Options(c *templates.Chart) (string, error) { return "", nil }

// MapOptions are those of a map. The shapes come from the map's own SVG in the page.
func MapOptions(m *templates.Map) (string, error) { return "", nil }
