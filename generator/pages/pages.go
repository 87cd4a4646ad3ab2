// Package pages fills the typed components of templates/ from an election
// that has been added up, pours them into the shell's frames, and puts them
// into the tree of the site. Here votes become words, and up to here they were
// only numbers.
//
// Every page is worked out from the same read-only [rollup.Country], so pages
// are rendered on all cores, and no page depends on another.
package pages

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/generator/wording"
	"achyk/templates"
)

// A Tree takes finished files; it is used by several goroutines at once.
type Tree interface {
	Put(path string, data []byte) error
}

// An Election renders the pages of one election.
type Election struct {
	*rollup.Country
	report    *checks.Report
	data      *datasets.Set
	catalogue *wording.Catalogue
	shell     *shell.Shell
	publisher wording.Text
	order     map[string][][]*election.Commission
	outlines  map[*election.Map]map[*election.Commission]outline
	failed    failure
}

// An Input is what the pages of an election are made of.
type Input struct {
	Country   *rollup.Country
	Report    *checks.Report
	Data      *datasets.Set
	Catalogue *wording.Catalogue
	Shell     *shell.Shell
	Publisher wording.Text // the author of feeds
}

// New prepares the pages of an election.
func New(in Input) *Election {
	y := in.Country
	e := &Election{
		Country: y, report: in.Report, data: in.Data, catalogue: in.Catalogue, shell: in.Shell, publisher: in.Publisher,
		order:    make(map[string][][]*election.Commission),
		outlines: outlines(y.Election),
	}
	e.sort()
	return e
}

func (e *Election) embargoed(c *election.Commission) bool {
	return c.Embargoed(e.AsOf)
}

// A page is one page of the election, to be filled in a language.
type page struct {
	path string // below the folder of a language
	fill func(v view) (templates.Component, shell.Page)
}

// pages visits every page of the election, until one visit says to end. Pages that
// are visited together are worked out from the same few results.
func (e *Election) pages(visit func(...page) bool) bool {
	for _, c := range e.Election.Commissions {
		if !visit(e.commissionPages(c)...) {
			return false
		}
	}
	return e.selectionPages(visit) && e.listPages(visit) && e.rulePages(visit)
}

// commissionPages are the page of a commission and those beneath it: the summary
// table, its charts, every check worked out, every version, and every paper, where
// there is any.
func (e *Election) commissionPages(c *election.Commission) []page {
	all := []page{e.resultPage(c)}
	if datasets.HasSummary(e.Election, c) {
		all = append(all, page{e.summaryPath(c), func(v view) (templates.Component, shell.Page) {
			content, head := v.summary(c)
			return templates.Summary(content), head
		}})
	}
	if e.report.Made(c) {
		all = append(all, page{e.arithmeticPath(c), func(v view) (templates.Component, shell.Page) {
			content, head := v.worked(c)
			return templates.WorkedArithmetic(content), head
		}})
	}
	if e.data.HasTurnout(c) {
		all = append(all, page{e.turnoutPath(c), func(v view) (templates.Component, shell.Page) {
			content, head := v.turnoutCharts(c)
			return templates.Charts(content), head
		}})
	}
	if e.data.HasCharts(c) {
		all = append(all, page{e.chartsPath(c), func(v view) (templates.Component, shell.Page) {
			content, head := v.otherCharts(c)
			return templates.Charts(content), head
		}})
	}
	if e.data.HasHistory(c) {
		all = append(all, page{e.historyPath(c), func(v view) (templates.Component, shell.Page) {
			content, head := v.history(c)
			return templates.History(content), head
		}})
	}
	if e.data.HasPapers(c) {
		all = append(all, page{e.papersPath(c), func(v view) (templates.Component, shell.Page) {
			content, head := v.papers(c)
			return templates.Papers(content), head
		}})
	}
	return all
}

// resultPage is the page of a commission.
func (e *Election) resultPage(c *election.Commission) page {
	return page{e.path(c), func(v view) (templates.Component, shell.Page) {
		if v.isPrecinct(c) {
			content, head := v.precinct(c)
			return templates.Precinct(content), head
		}
		content, head := v.place(c)
		return templates.Place(content), head
	}}
}

// selectionPages visits the page of every selection.
func (e *Election) selectionPages(visit func(...page) bool) bool {
	for _, k := range e.Election.Contests {
		for _, s := range k.Selections {
			if !visit(page{e.selectionPath(s), func(v view) (templates.Component, shell.Page) {
				content, head := v.selection(k, s)
				return templates.Selection(content), head
			}}) {
				return false
			}
		}
	}
	return true
}

// listPages visits the pages of all lists.
func (e *Election) listPages(visit func(...page) bool) bool {
	lists := e.data.Listings()
	for i := range lists {
		l := &lists[i]
		for n := 1; n <= l.Pages(); n++ {
			if !visit(page{e.listPath(l.Kind, l.Top, n), func(v view) (templates.Component, shell.Page) {
				content, head := v.list(l, n)
				return templates.List(content), head
			}}) {
				return false
			}
		}
	}
	return true
}

// rulePages visits the pages that explain: every rule, and the data.
func (e *Election) rulePages(visit func(...page) bool) bool {
	if e.Election.Root == nil {
		return true
	}
	for _, check := range e.Election.Checks {
		if !visit(page{e.rulePath(check.Code), func(v view) (templates.Component, shell.Page) {
			content, head := v.check(check)
			return templates.Rule(content), head
		}}) {
			return false
		}
	}
	for _, code := range finding.Codes() {
		if !visit(page{e.rulePath(string(code)), func(v view) (templates.Component, shell.Page) {
			content, head := v.rule(code)
			return templates.Rule(content), head
		}}) {
			return false
		}
	}
	return visit(page{datasets.RulesPath(e.Election) + ".html", func(v view) (templates.Component, shell.Page) {
		content, head := v.rules()
		return templates.Rules(content), head
	}}) && visit(page{datasets.DataPath(e.Election) + ".html", func(v view) (templates.Component, shell.Page) {
		content, head := v.dataPage()
		return templates.Data(content), head
	}})
}

// Paths lists the pages of the election that are worth finding, below the folder
// of a language. What the program's own codes mean is the same in every election.
func (e *Election) Paths() []string {
	same := make(map[string]bool)
	for _, code := range finding.Codes() {
		same[e.rulePath(string(code))] = true
	}
	var paths []string
	e.pages(func(all ...page) bool {
		for _, p := range all {
			if !same[p.path] {
				paths = append(paths, p.path)
			}
		}
		return true
	})
	return paths
}

// Write renders all pages and feeds into the tree. The first error ends it.
func (e *Election) Write(tree Tree) error {
	if err := e.render(tree, e.pages); err != nil {
		return err
	}
	if err := e.failed.first(); err != nil {
		return err
	}
	return e.writeFeeds(tree)
}

// render renders the pages that are visited, on all cores. One worker renders what
// is visited together, in all languages, one right after the other.
func (e *Election) render(tree Tree, pages func(visit func(...page) bool) bool) error {
	jobs := make(chan []page)
	failed := make(chan error, 1)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var buffer bytes.Buffer
			for job := range jobs {
				if err := e.write(tree, job, &buffer); err != nil {
					select {
					case failed <- err:
					default: // an earlier one is reported
					}
				}
			}
		})
	}
	var failure error
	pages(func(job ...page) bool {
		select {
		case jobs <- job:
			return true
		case failure = <-failed:
			return false
		}
	})
	close(jobs)
	workers.Wait()
	if failure != nil {
		return failure
	}
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// write renders some pages in every language.
func (e *Election) write(tree Tree, pages []page, buffer *bytes.Buffer) error {
	for _, lang := range wording.Codes {
		frame := e.shell.Frame(lang, "election")
		if frame == nil {
			return errors.New("there is no frame for election pages in " + lang)
		}
		v := view{Election: e, w: e.catalogue.Language(lang)}
		for _, one := range pages {
			component, p := one.fill(v)
			p.Training = e.Election.Training
			p.Main = func(out io.Writer) error { return component.Render(context.Background(), out) }
			buffer.Reset()
			if err := frame.Pour(buffer, p); err != nil {
				return fmt.Errorf("render page: %w", err)
			}
			if err := tree.Put(lang+"/"+one.path, buffer.Bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}
