package echarts

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"achyk/templates"
)

// An area is a place on a map. Its name is that of the area in the map's own SVG.
type area struct {
	Name string `json:"name"`
	datum
	Emphasis *opts.Emphasis `json:"emphasis,omitempty"`
	Place    string         `json:"place"`          // as the page names it
	Text     string         `json:"text,omitempty"` // what the class says, such as who is ahead
}

// borders are those of areas that are as light as the page, by class.
var borders = map[string]string{"none": quiet, "tie": ink, "q1": "@q4"}

// MapOptions are those of a map. The shapes come from the map's own SVG in the page,
// and so do the links. An area is known there by the unit of its place, in data-unit.
func MapOptions(m *templates.Map) (string, error) {
	c := charts.NewMap()
	areas := []area{}
	for i := range m.Places {
		p := &m.Places[i]
		if p.Path == "" {
			continue
		}
		a := area{Name: free(p.Unit), datum: figure(p.Cell, m.Unit), Place: free(p.Name.Text), Text: free(p.Text)}
		fill := colour(p.Class)
		a.ItemStyle = &opts.ItemStyle{AreaColor: fill, Color: fill, BorderColor: borders[p.Class]}
		a.Emphasis = &opts.Emphasis{ItemStyle: &opts.ItemStyle{AreaColor: fill}}
		areas = append(areas, a)
	}
	c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
		Name: free(m.Column), Type: "map", MapType: free(m.ID), Data: areas, SelectedMode: opts.Bool(false),
		Label:     &opts.Label{Show: opts.Bool(false)},
		ItemStyle: &opts.ItemStyle{BorderColor: paper, BorderWidth: 1},
		Emphasis: &opts.Emphasis{
			Label: &opts.Label{Show: opts.Bool(false)}, ItemStyle: &opts.ItemStyle{BorderColor: ink, BorderWidth: 2},
		},
	})
	o := option{chart: c, base: &c.BaseConfiguration, tooltip: tooltip{Tooltip: opts.Tooltip{
		Trigger: "item", Formatter: atPlace, ValueFormatter: types.FuncStr("@" + string(m.Unit)),
	}}}
	return o.text(m.ID, m.Title, m.Note)
}
