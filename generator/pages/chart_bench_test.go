//go:build unix

package pages

import (
	"context"
	"io"
	"path/filepath"
	"testing"

	"achyk/content"
	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/demo"
	"achyk/generator/election"
	"achyk/generator/intake"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/generator/wording"
	"achyk/static"
	"achyk/templates"
)

// All charts and maps of a country of 2,500 precincts in both languages: worked out,
// filled, and drawn with their tables. They may cost two seconds of processor time
// together; whatever else stands on their pages is not in it.
func BenchmarkDrawings2500(b *testing.B) {
	folder := filepath.Join(b.TempDir(), "demo")
	if _, err := demo.Write(demo.Options{Out: folder, Precincts: 2500, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	data, err := intake.Dir(folder)
	if err != nil {
		b.Fatal(err)
	}
	of := data.Elections[0]
	catalogue, err := wording.Load(sub(b, templates.FS, "i18n"))
	if err != nil {
		b.Fatal(err)
	}
	frames, err := shell.Render(shell.Input{
		Source:    shell.Source{Content: content.FS, Layouts: sub(b, templates.FS, "hugo"), Static: static.FS},
		Catalogue: catalogue, BaseURL: "https://achyk.example/",
	})
	if err != nil {
		b.Fatal(err)
	}
	y := rollup.Roll(of, of.Latest())
	report, err := checks.Examine(y, nil)
	if err != nil {
		b.Fatal(err)
	}
	drawings := 0
	for b.Loop() {
		drawings = 0
		spent, err := processorTime(func() error {
			e := New(Input{Country: y, Report: report, Data: datasets.New(y, report, nil, catalogue, nil), Catalogue: catalogue, Shell: frames})
			for _, lang := range wording.Codes {
				n, err := view{Election: e, w: catalogue.Language(lang)}.drawAll(of)
				if err != nil {
					return err
				}
				drawings += n
			}
			return e.failed.first()
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(spent.Seconds(), "cpu-s")
	}
	b.ReportMetric(float64(drawings), "drawings")
}

// drawAll draws every chart and map of an election in one language, and counts them.
func (v view) drawAll(of *election.Election) (int, error) {
	drawings := 0
	draw := func(page templates.ChartsPage) error {
		for _, s := range page.Sections {
			drawings += len(s.Charts) + len(s.Maps)
		}
		return templates.Charts(page).Render(context.Background(), io.Discard)
	}
	alone := func(c *templates.Chart, maps []templates.Map) error {
		page := templates.ChartsPage{W: v.w, Sections: []templates.ChartsSection{{Maps: maps}}}
		if c != nil {
			page.Sections[0].Charts = []templates.Chart{*c}
		}
		return draw(page)
	}
	for _, c := range of.Commissions {
		if v.isPrecinct(c) {
			for _, day := range v.records(c).Turnout {
				if err := alone(day.Chart, nil); err != nil {
					return 0, err
				}
			}
			continue
		}
		turnout, _ := v.turnoutCharts(c)
		if err := draw(turnout); err != nil {
			return 0, err
		}
		others, _ := v.otherCharts(c)
		if err := draw(others); err != nil {
			return 0, err
		}
		place, _ := v.place(c)
		for _, section := range place.Contests {
			if err := alone(section.Chart, section.Maps); err != nil {
				return 0, err
			}
		}
	}
	for _, k := range of.Contests {
		for _, s := range k.Selections {
			page, _ := v.selection(k, s)
			if err := alone(nil, page.Maps); err != nil {
				return 0, err
			}
		}
	}
	return drawings, nil
}
