// Package echarts turns a chart of a page into the options of the same chart for
// ECharts, the library in the browser that a reader may ask for. Options are data:
// they hold no functions, and where a number is to be formatted, a colour to be taken
// from the style sheet or a length from the width of the screen, they hold a token
// such as @percent, @c3 or @label, which static/js/charts.js swaps. A text that begins
// with the sign of a token has it twice.
//
// Every figure is an integer as the table of the chart prints it, hundredths of a
// percent or a count. What is unknown is null, which draws nothing.
package echarts

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"achyk/generator/wording"
	"achyk/templates"
)

// The tokens of lengths and of what is said at a pointer; those of figures are made
// of their unit, those of colours of a class.
const (
	labelWidth = "@label"  // what names beside bars may take of the width
	splits     = "@splits" // how many parts an axis from left to right may have
	atName     = "@name"   // a name in as many lines as it needs
	atTime     = "@time"
	atPlace    = "@place"
	whole      = "@whole" // of a stack whose bars are all as long
	ink        = "@ink"
	quiet      = "@quiet"
	line       = "@line"
	paper      = "@paper"
)

// Options are the options of a chart as JSON that may stand in a <script>. The same
// chart gives the same bytes. A kind that is not known is an error.
func Options(c *templates.Chart) (string, error) {
	var o option
	switch c.Kind {
	case templates.DrawBars, templates.DrawPairs, templates.DrawStack:
		o = lying(c)
	case templates.DrawHistogram:
		o = standing(c)
	case templates.DrawSteps, templates.DrawLines:
		o = overTime(c)
	case templates.DrawMultiples:
		o = multiples(c)
	default:
		return "", fmt.Errorf("options of chart %s: there is no kind %q", c.ID, c.Kind)
	}
	return o.text(c.ID, c.Title, c.Note)
}

// An option is a chart of go-echarts and what its types have no room for.
type option struct {
	chart   interface{ Validate() }
	base    *charts.BaseConfiguration
	tooltip tooltip
	grids   any // one grid or several; nil: none
	x, y    []axis
	times   []moment
}

// A tooltip has what draws without HTML: the policy of the site forbids the styles
// that the library would write into it.
type tooltip struct {
	opts.Tooltip
	RenderMode string         `json:"renderMode"`
	Confine    bool           `json:"confine"`
	TextStyle  opts.TextStyle `json:"textStyle"`
}

// An axis is an axis with labels where we want them.
type axis struct {
	opts.XAxis
	AxisLabel     axisLabel       `json:"axisLabel"`
	SplitNumber   any             `json:"splitNumber,omitempty"`
	NameTextStyle *opts.TextStyle `json:"nameTextStyle,omitempty"`
	NameTruncate  any             `json:"nameTruncate,omitempty"`
}

type axisLabel struct {
	opts.AxisLabel
	ShowMinLabel types.Bool `json:"showMinLabel,omitempty"` // null would be told apart from nothing
	ShowMaxLabel types.Bool `json:"showMaxLabel,omitempty"`
	Interval     types.Int  `json:"interval,omitempty"`
	LineHeight   int        `json:"lineHeight,omitempty"`
	Width        any        `json:"width,omitempty"` // pixels, or a token
	CustomValues []int64    `json:"customValues,omitempty"`
}

// A moment says what stands at a place of an axis of time: the label of a row as the
// page prints it, because only the page knows the zone.
type moment struct {
	At    int64  `json:"at"`
	Short string `json:"short"`
	Text  string `json:"text"`
}

// text is the option as JSON. What the library would say by itself to those who do
// not see the chart is replaced with what the page says.
func (o option) text(id string, description ...string) (string, error) {
	o.base.Aria = &opts.Aria{Enabled: opts.Bool(true), Label: &opts.AriaLabel{
		Enabled: opts.Bool(true), Description: free(strings.Join(description, ". ")),
	}}
	o.base.Animation = opts.Bool(false)
	if o.base.MultiSeries == nil {
		o.base.MultiSeries = charts.MultiSeries{} // none, but a list
	}
	o.base.Accept(finish{option: &o})
	o.chart.Validate()
	text, err := json.Marshal(o.base.JSON())
	if err != nil {
		return "", fmt.Errorf("options of chart %s: %w", id, err)
	}
	return string(text), nil
}

// finish puts in what the types of go-echarts have no room for, and takes out what
// they say about components that we do not load.
type finish struct {
	charts.BaseConfigurationVisitor
	option *option
}

func (f finish) Visit(all map[string]any) {
	o := f.option
	delete(all, "title")
	delete(all, "toolbox")
	delete(all, "legend")
	delete(all, "color")
	o.tooltip.RenderMode, o.tooltip.Confine = "richText", true
	o.tooltip.BackgroundColor, o.tooltip.BorderColor = paper, line
	o.tooltip.TextStyle = opts.TextStyle{Color: ink, FontSize: 13}
	all["tooltip"] = o.tooltip
	for name, value := range map[string]any{"xAxis": o.x, "yAxis": o.y} {
		if len(value.([]axis)) > 0 {
			all[name] = value
		}
	}
	if o.grids != nil {
		all["grid"] = o.grids
	}
	if o.times != nil {
		all["times"] = o.times
	}
}

// A datum is one figure of a series.
type datum struct {
	Value     *int64          `json:"value"`
	Least     bool            `json:"least,omitempty"` // a part of it is unknown
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
}

// figure is a cell as its column shows it; nil: unknown.
func figure(c templates.ChartCell, unit templates.ChartUnit) datum {
	n, state := templates.ChartColumn{Unit: unit}.Figure(c)
	if state == wording.Unknown {
		return datum{}
	}
	return datum{Value: &n, Least: state == wording.AtLeast}
}

// of is the figure of a row in a column; unknown where the row is too short.
func of(r *templates.ChartRow, column int, unit templates.ChartUnit) datum {
	if column >= len(r.Cells) {
		return datum{}
	}
	return figure(r.Cells[column], unit)
}

// names are those of all rows.
func names(c *templates.Chart) []string {
	all := make([]string, len(c.Rows))
	for i := range c.Rows {
		all[i] = free(c.Rows[i].ShortLabel())
	}
	return all
}

// free is a text that is no token, whatever it begins with.
func free(text string) string {
	if strings.HasPrefix(text, "@") {
		return "@" + text
	}
	return text
}

// colour is the token of a class; without one that of the first series.
func colour(class string) string {
	if class == "" {
		class = "s1"
	}
	return "@" + class
}

// dash is the token of how the line of a class is broken: lines are told apart by more
// than their colour.
func dash(class string) string { return "@dash-" + colour(class)[1:] }

// look is how the marks of a column look: those of a scanner's figures preliminary,
// where not all of the chart is.
func look(c *templates.Chart, column int) *opts.ItemStyle {
	col := &c.Columns[column]
	style := &opts.ItemStyle{Color: colour(col.Class)}
	if col.Force == templates.Preliminary && c.Force != templates.Preliminary {
		style.Opacity = opts.Float(0.6)
	}
	return style
}
