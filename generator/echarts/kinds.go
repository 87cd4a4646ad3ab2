package echarts

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"achyk/templates"
)

// lying is a chart of bars from left to right, a group of them a row.
func lying(c *templates.Chart) option {
	unit, columns := c.DrawnUnit(), c.DrawnColumns()
	bar := charts.NewBar()
	bar.XYReversal().SetXAxis(names(c))
	stacked := c.Kind == templates.DrawStack
	for _, i := range columns {
		series := charts.SingleSeries{
			Name: free(c.Columns[i].Name), Type: "bar", Data: bars(c, i), BarMaxWidth: "24",
			ItemStyle: look(c, i),
		}
		if stacked {
			series.Stack = whole
		} else {
			series.Label = &opts.Label{Show: opts.Bool(true), Position: "right", Color: ink, Formatter: "@" + string(unit)}
		}
		bar.MultiSeries = append(bar.MultiSeries, series)
	}
	value := values(unit)
	value.SplitNumber = splits
	right := "76" // the figure at the end of the longest bar
	if stacked {
		value.Show = opts.Bool(false)
		right = "12"
	}
	refer(c, &bar.MultiSeries, func(n int64) any { return opts.MarkLineNameXAxisItem{XAxis: n, Name: free(c.ReferenceName)} })
	return option{
		chart: bar, base: &bar.BaseConfiguration, tooltip: told(unit, "axis", "shadow"),
		grids: grid(right), x: []axis{value}, y: []axis{category(names(c))},
	}
}

// standing is a chart of bars side by side, a row each.
func standing(c *templates.Chart) option {
	unit, columns := c.DrawnUnit(), c.DrawnColumns()
	bar := charts.NewBar()
	// Whole ranges, also where the picture has room for their beginnings only: the axis
	// leaves out what does not fit, and a pointer tells the rest.
	labels := make([]string, len(c.Rows))
	for i := range c.Rows {
		labels[i] = free(c.Rows[i].Label.Text)
	}
	bar.SetXAxis(labels)
	for _, i := range columns {
		bar.MultiSeries = append(bar.MultiSeries, charts.SingleSeries{
			Name: free(c.Columns[i].Name), Type: "bar", Data: bars(c, i), BarCategoryGap: "8%",
			ItemStyle: look(c, i),
		})
	}
	refer(c, &bar.MultiSeries, func(n int64) any { return opts.MarkLineNameYAxisItem{YAxis: n, Name: free(c.ReferenceName)} })
	ranges := category(labels)
	ranges.Inverse = nil
	ranges.AxisLabel.Width, ranges.AxisLabel.Overflow, ranges.AxisLabel.HideOverlap = nil, "", opts.Bool(true)
	ranges.AxisLabel.Interval = nil
	return option{
		chart: bar, base: &bar.BaseConfiguration, tooltip: told(unit, "axis", "shadow"),
		grids: grid("16"), x: []axis{ranges}, y: []axis{values(unit)},
	}
}

// overTime is a chart of lines, whose axis has a label at every row.
func overTime(c *templates.Chart) option {
	unit, columns := c.DrawnUnit(), c.DrawnColumns()
	lines := charts.NewLine()
	for _, i := range columns {
		series := charts.SingleSeries{
			Name: free(c.Columns[i].Name), Type: "line", Data: points(c, i), Symbol: "circle", SymbolSize: 6,
			// A line that is said to be straight over a gap would invent figures.
			ConnectNulls: opts.Bool(false), ShowSymbol: opts.Bool(len(c.Rows) <= 60),
			Encode:    &opts.Encode{X: 0, Y: 1, Tooltip: 1},
			ItemStyle: look(c, i),
			LineStyle: &opts.LineStyle{Color: colour(c.Columns[i].Class), Type: dash(c.Columns[i].Class), Width: 2.5},
		}
		if c.Kind == templates.DrawSteps {
			series.Step = "end" // at a row, and not before
		}
		lines.MultiSeries = append(lines.MultiSeries, series)
	}
	refer(c, &lines.MultiSeries, func(n int64) any { return opts.MarkLineNameYAxisItem{YAxis: n, Name: free(c.ReferenceName)} })
	o := option{
		chart: lines, base: &lines.BaseConfiguration, tooltip: told(unit, "axis", "line"),
		grids: grid("24"), y: []axis{values(unit)},
	}
	at := axis{XAxis: opts.XAxis{
		Type: "value", Min: "dataMin", Max: "dataMax",
		AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: line}}, SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
		AxisPointer: &opts.AxisPointer{Label: &opts.Label{Formatter: atTime}},
	}}
	at.AxisLabel.Color, at.AxisLabel.Formatter, at.AxisLabel.HideOverlap = quiet, atTime, opts.Bool(true)
	for i := range c.Rows {
		r := &c.Rows[i]
		if i > 0 && r.Minutes == c.Rows[i-1].Minutes {
			continue
		}
		at.AxisLabel.CustomValues = append(at.AxisLabel.CustomValues, r.Minutes)
		o.times = append(o.times, moment{At: r.Minutes, Short: free(r.ShortLabel()), Text: free(r.Label.Text)})
	}
	o.x = []axis{at}
	return o
}

// multiples is a small chart of bars a row, which the script sets side by side. All
// have the scale of the largest figure.
func multiples(c *templates.Chart) option {
	unit, columns := c.DrawnUnit(), c.DrawnColumns()
	bar := charts.NewBar()
	labels := make([]string, len(columns))
	for i, k := range columns {
		labels[i] = free(c.Columns[k].Name)
	}
	bar.XYReversal().SetXAxis(labels)
	o := option{chart: bar, base: &bar.BaseConfiguration, tooltip: told(unit, "axis", "shadow")}
	grids := make([]opts.Grid, len(c.Rows))
	largest := int64(1)
	for i := range c.Rows {
		r := &c.Rows[i]
		data := make([]datum, len(columns))
		for j, k := range columns {
			data[j] = of(r, k, unit)
			data[j].ItemStyle = &opts.ItemStyle{Color: colour(c.Columns[k].Class)}
			if n := data[j].Value; n != nil {
				largest = max(largest, *n)
			}
		}
		bar.MultiSeries = append(bar.MultiSeries, charts.SingleSeries{
			Name: free(r.ShortLabel()), Type: "bar", Data: data, XAxisIndex: i, YAxisIndex: i, BarMaxWidth: "16",
			Label: &opts.Label{Show: opts.Bool(true), Position: "right", Color: ink, Formatter: "@" + string(unit)},
		})
		title := axis{XAxis: opts.XAxis{
			Type: "value", GridIndex: i, Min: int64(0), Position: "top", Name: free(r.ShortLabel()), NameLocation: "middle", NameGap: 6,
			AxisLine: &opts.AxisLine{Show: opts.Bool(false)}, AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)},
		}, NameTextStyle: &opts.TextStyle{Color: ink, FontWeight: "bold"}}
		title.AxisLabel.Show = opts.Bool(false)
		names := category(labels)
		names.GridIndex = i
		names.AxisLabel.Overflow = "truncate"
		o.x, o.y = append(o.x, title), append(o.y, names)
	}
	for i := range o.x {
		o.x[i].Max = largest
	}
	refer(c, &bar.MultiSeries, func(n int64) any { return opts.MarkLineNameXAxisItem{XAxis: n, Name: free(c.ReferenceName)} })
	o.grids = grids
	return o
}

// bars are the figures of a column, each in the colour of its row if that has one.
func bars(c *templates.Chart, column int) []datum {
	data := make([]datum, len(c.Rows))
	for i := range c.Rows {
		data[i] = of(&c.Rows[i], column, c.Columns[column].Unit)
		if class := c.Rows[i].Class; class != "" {
			data[i].ItemStyle = &opts.ItemStyle{Color: colour(class)}
		}
	}
	return data
}

// A point is a figure at a time: minutes, and the figure or null.
type point struct {
	Value [2]*int64 `json:"value"`
	Least bool      `json:"least,omitempty"`
}

func points(c *templates.Chart, column int) []point {
	data := make([]point, len(c.Rows))
	for i := range c.Rows {
		d := of(&c.Rows[i], column, c.Columns[column].Unit)
		data[i] = point{Value: [2]*int64{&c.Rows[i].Minutes, d.Value}, Least: d.Least}
	}
	return data
}

// refer draws the line of the reference, if it is known, across every drawing.
func refer(c *templates.Chart, all *charts.MultiSeries, at func(int64) any) {
	n := figure(c.Reference, c.DrawnUnit()).Value
	if n == nil {
		return
	}
	for i := range *all {
		series := &(*all)[i]
		if i > 0 && c.Kind != templates.DrawMultiples {
			return
		}
		series.MarkLines = &opts.MarkLines{Data: []any{at(*n)}, MarkLineStyle: opts.MarkLineStyle{
			Symbol:    []string{"none", "none"},
			Label:     &opts.Label{Show: opts.Bool(false)},
			LineStyle: &opts.LineStyle{Color: ink, Type: dash("ref")},
		}}
	}
}

// told is what a reader is told at a pointer.
func told(unit templates.ChartUnit, trigger, pointer string) tooltip {
	return tooltip{Tooltip: opts.Tooltip{
		Trigger: trigger, ValueFormatter: types.FuncStr("@" + string(unit)), AxisPointer: &opts.AxisPointer{Type: pointer},
	}}
}

// grid is where the bars or lines are. What names the series and the line of
// reference stands above, in the page.
func grid(right string) opts.Grid {
	return opts.Grid{Left: "4", Right: right, Top: "12", Bottom: "4", ContainLabel: opts.Bool(true)}
}

// values is an axis of figures.
func values(unit templates.ChartUnit) axis {
	a := axis{XAxis: opts.XAxis{
		Type: "value", AxisLine: &opts.AxisLine{Show: opts.Bool(false)},
		SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: line}},
	}}
	a.AxisLabel.Color, a.AxisLabel.HideOverlap = quiet, opts.Bool(true)
	a.AxisLabel.Formatter = types.FuncStr("@tick-" + string(unit))
	a.MinInterval, a.SplitNumber = 1, 4
	return a
}

// category is an axis of names, from above to below.
func category(names []string) axis {
	a := axis{XAxis: opts.XAxis{
		Type: "category", Data: names, Inverse: opts.Bool(true), AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
		AxisLine:    &opts.AxisLine{LineStyle: &opts.LineStyle{Color: line}},
		AxisPointer: &opts.AxisPointer{Label: &opts.Label{Formatter: atName}},
	}}
	a.AxisLabel.LineHeight = 14
	a.AxisLabel.Color, a.AxisLabel.Width, a.AxisLabel.Overflow = ink, labelWidth, "break"
	a.AxisLabel.Interval = opts.Int(0) // all of them
	return a
}
