package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"achyk/content"
	"achyk/generator/changes"
	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/intake"
	"achyk/generator/pages"
	"achyk/generator/rollup"
	"achyk/generator/scans"
	"achyk/generator/shell"
	"achyk/generator/site"
	"achyk/generator/wording"
	"achyk/static"
	"achyk/templates"
)

// An Order is what a build was asked for.
type Order struct {
	Data   string
	Out    string
	Source string    // a working copy to read texts and layouts from; empty = those in the binary
	AsOf   time.Time // zero = the latest time in the data
	// Previous is a folder with a site that was built earlier: what it published
	// must not be altered. Empty = nothing to compare with.
	Previous string
}

// A Result is what a build found and did.
type Result struct {
	Data    *intake.Data
	AsOf    time.Time // of all elections: the latest
	LeftOut int       // protocols received after AsOf
	Stopped bool      // nothing was written
	Site    site.Report
	Open    string // the page to open
	Still   bool   // the program was built without ECharts: charts are pictures only
}

// build is the pipeline, and the table of contents of the program: what was
// received becomes elections and pictures of papers, elections become sums, sums
// are checked and proven, become data and pages, and these a tree of files. It depends on its
// order and on what lies in the folders alone.
func build(o Order, progress func(step string)) (*Result, error) {
	sources, catalogue, err := open(o.Source)
	if err != nil {
		return nil, err
	}
	progress("reading")
	data, err := intake.Dir(o.Data)
	if err != nil {
		return nil, err
	}
	pictures, err := look(data, o.Out, progress)
	if err != nil {
		return nil, err
	}
	if err := since(data, o.Previous); err != nil {
		return nil, err
	}
	progress("adding")
	countries, asOf, err := add(data, o.AsOf)
	if err != nil {
		return nil, err
	}
	result := &Result{Data: data, AsOf: asOf, LeftOut: leftOut(countries)}
	if finding.Stops(data.Findings) > 0 {
		result.Stopped = true
		return result, nil
	}

	progress("rendering")
	frames, err := shell.Render(chrome(sources, catalogue, data.Site, countries, asOf))
	if err != nil {
		return nil, fmt.Errorf("render shell: %w", err)
	}

	_, interactive := frames.Asset("vendor/echarts.js")
	result.Still = !interactive

	progress("writing")
	collectSeldom()
	tree, err := site.Open(o.Out)
	if err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	result.Site, err = write(tree, frames, catalogue, data, countries, pictures)
	if err == nil {
		err = pictures.Sweep() // while nobody else builds here
	}
	if err = errors.Join(err, tree.Close()); err != nil {
		return nil, fmt.Errorf("write site: %w", err)
	}
	result.Open = entrance(countries)
	return result, nil
}

// loaded is what pages load. It has the script of ECharts only where that was bundled,
// which is nothing that tests should depend on: they put a script of their own in.
var loaded = func(assets fs.FS) fs.FS { return assets }

// open reads the texts and opens the layouts: those embedded in the binary, or
// those of a working copy.
func open(dir string) (shell.Source, *wording.Catalogue, error) {
	var layouts, texts, assets fs.FS = templates.FS, content.FS, static.FS
	if dir != "" {
		root := os.DirFS(dir)
		var err [3]error
		layouts, err[0] = fs.Sub(root, "templates")
		texts, err[1] = fs.Sub(root, "content")
		assets, err[2] = fs.Sub(root, "static")
		if err := errors.Join(err[:]...); err != nil {
			return shell.Source{}, nil, fmt.Errorf("open sources in %s: %w", dir, err)
		}
	}
	hugo, err := fs.Sub(layouts, "hugo")
	if err != nil {
		return shell.Source{}, nil, fmt.Errorf("open layouts: %w", err)
	}
	i18n, err := fs.Sub(layouts, "i18n")
	if err != nil {
		return shell.Source{}, nil, fmt.Errorf("open catalogues: %w", err)
	}
	catalogue, err := wording.Load(i18n)
	if err != nil {
		return shell.Source{}, nil, fmt.Errorf("read catalogues: %w", err)
	}
	return shell.Source{Content: texts, Layouts: hugo, Static: loaded(assets)}, catalogue, nil
}

// look makes pictures of every paper that was scanned. They are kept beside the
// output for the next build; where there is none, they are made to see that they
// can be, and forgotten.
func look(data *intake.Data, out string, progress func(step string)) (*scans.Store, error) {
	keep := ""
	if slices.ContainsFunc(data.Elections, (*election.Election).Scanned) {
		progress("scans")
		if out != "" {
			var err error
			if keep, err = site.Beside(out, "scans"); err != nil {
				return nil, fmt.Errorf("open site: %w", err)
			}
		}
	}
	store, err := scans.Open(keep)
	if err != nil {
		return nil, err
	}
	for _, e := range data.Elections {
		found, err := store.Read(data.Dir(e), e)
		if err != nil {
			return nil, fmt.Errorf("read scans of election %s: %w", e.ID, err)
		}
		data.Found(e, found)
	}
	return store, nil
}

// since compares everything that was read, whatever the moment of the build, with
// what a site published earlier.
func since(data *intake.Data, previous string) error {
	if previous == "" {
		return nil
	}
	for _, e := range data.Elections {
		found, err := changes.Compare(previous, e)
		if err != nil {
			return err
		}
		data.Found(e, found)
	}
	return nil
}

// A country is one election added up, with what its arithmetic came to.
type country struct {
	*rollup.Country
	report *checks.Report
}

// add adds up every election as of a moment, the one that was asked for, else
// the latest in its own data; makes its checks; and proves the sums. What does
// not come out joins the findings. It returns the latest moment.
func add(data *intake.Data, asOf time.Time) ([]country, time.Time, error) {
	var countries []country
	latest := asOf
	data.Until(asOf)
	for _, e := range data.Elections {
		moment := asOf
		if moment.IsZero() {
			moment = e.Latest()
		}
		if moment.After(latest) {
			latest = moment.In(e.Zone)
		}
		y := rollup.Roll(e, moment)
		report, err := checks.Examine(y, data.Of(e))
		if err != nil {
			return nil, latest, fmt.Errorf("check election %s: %w", e.ID, err)
		}
		data.Add(e, report.Findings)
		countries = append(countries, country{y, report})
	}
	return countries, latest, nil
}

// leftOut counts the protocols that were received after the moment of the
// build.
func leftOut(countries []country) int {
	n := 0
	for _, y := range countries {
		if y.AsOf.IsZero() {
			continue
		}
		for _, c := range y.Election.Commissions {
			for _, p := range c.Protocols {
				if !p.KnownAt(y.AsOf) {
					n++
				}
			}
		}
	}
	return n
}

// chrome gathers what the frames and the editorial pages say.
func chrome(sources shell.Source, catalogue *wording.Catalogue, s intake.Site, countries []country, asOf time.Time) shell.Input {
	in := shell.Input{
		Source: sources, Catalogue: catalogue, BaseURL: s.BaseURL,
		Publisher: s.Publisher, Official: s.Official, Banner: s.Banner, Feedback: s.Feedback,
		Previous: shell.Link(s.PreviousSite), Licence: shell.Link(s.Licence), AsOf: asOf,
	}
	for _, y := range countries {
		in.Elections = append(in.Elections, shell.Election{
			ID: y.Election.ID, Name: y.Election.Name, Date: y.Election.Date, Training: y.Election.Training,
			Summary: pages.Summary(y.Country, catalogue),
		})
	}
	return in
}

// write puts everything into the tree and commits it, unless a text was asked
// for that no catalogue has: a page with a hole in it is not published.
func write(tree *site.Tree, frames *shell.Shell, catalogue *wording.Catalogue, data *intake.Data, countries []country, pictures *scans.Store) (site.Report, error) {
	indexed := pages.NewSitemap(data.Site.BaseURL)
	for _, f := range frames.Files {
		if err := tree.Put(f.Path, f.Bytes); err != nil {
			return site.Report{}, err
		}
		if f.Language != "" && !f.NoIndex {
			indexed.Add(f.Path)
		}
	}
	for _, y := range countries {
		set := datasets.New(y.Country, y.report, data.Of(y.Election), catalogue, pictures)
		if err := set.Write(tree); err != nil {
			return site.Report{}, fmt.Errorf("data of election %s: %w", y.Election.ID, err)
		}
		p := pages.New(pages.Input{
			Country: y.Country, Report: y.report, Data: set, Catalogue: catalogue, Shell: frames, Publisher: data.Site.Publisher,
		})
		if err := p.Write(tree); err != nil {
			return site.Report{}, fmt.Errorf("election %s: %w", y.Election.ID, err)
		}
		if y.Election.Training {
			continue
		}
		for _, lang := range wording.Codes {
			for _, path := range p.Paths() {
				indexed.Add(lang + "/" + path)
			}
		}
	}
	if err := indexed.Write(tree); err != nil {
		return site.Report{}, err
	}
	if missing := catalogue.Missing(); len(missing) > 0 {
		return site.Report{}, fmt.Errorf("texts that no catalogue has: %s", strings.Join(missing, "; "))
	}
	return tree.Commit()
}

// entrance is the page to open first: the first election's, in Kyrgyz.
func entrance(countries []country) string {
	if len(countries) == 0 {
		return wording.Codes[0] + "/index.html"
	}
	return wording.Codes[0] + "/" + countries[0].Election.ID + "/index.html"
}
