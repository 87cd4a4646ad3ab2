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
	"time"

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
	catalogue *wording.Catalogue
	shell     *shell.Shell
	// latest is the last time in a commission's data and everything beneath
	// it, by commission index: a page whose data did not change keeps its
	// bytes, whatever arrived elsewhere.
	latest []time.Time
	held   []int // records withheld, beneath included, by commission index
	order  map[string][][]*election.Commission
	notes  map[string][]finding.Finding // by commission
}

// New prepares the pages of an election. The findings about it stand beside what
// they are about.
func New(y *rollup.Country, findings []finding.Finding, catalogue *wording.Catalogue, sh *shell.Shell) *Election {
	e := &Election{
		Country: y, catalogue: catalogue, shell: sh,
		latest: make([]time.Time, len(y.Election.Commissions)),
		held:   make([]int, len(y.Election.Commissions)),
		order:  make(map[string][][]*election.Commission),
		notes:  make(map[string][]finding.Finding),
	}
	for _, f := range findings {
		if y.Election.Commission(f.Commission) != nil {
			e.notes[f.Commission] = append(e.notes[f.Commission], f)
		} else if root := y.Election.Root; root != nil && f.Effect() == finding.Hold {
			e.held[root.Index]++ // nobody's here: the country's
		}
	}
	// Parents stand before their children, so backwards the children are done
	// when their parent's turn comes.
	all := y.Election.Commissions
	for i := len(all) - 1; i >= 0; i-- {
		c := all[i]
		e.held[i] += c.Held
		if !e.embargoed(c) {
			for _, p := range c.Protocols {
				e.later(i, p.Received)
				e.later(i, p.Signed)
			}
		}
		if c.Parent != nil {
			e.held[c.Parent.Index] += e.held[i]
			e.later(c.Parent.Index, e.latest[i])
		}
		// What is shown on its own page alone dates that page alone.
		records := c.RecordsAt(y.AsOf)
		e.later(i, records.Latest())
	}
	for _, d := range y.Standing.InEffect() {
		for c := d.Target; c != nil; c = c.Parent {
			e.later(c.Index, d.Date)
		}
	}
	e.sort()
	return e
}

func (e *Election) later(i int, t time.Time) {
	if t.After(e.latest[i]) && (e.AsOf.IsZero() || !t.After(e.AsOf)) {
		e.latest[i] = t
	}
}

func (e *Election) embargoed(c *election.Commission) bool {
	return c.Embargoed(e.AsOf)
}

// Paths lists the pages of the election as [Election.Write] puts them, below
// the folder of a language.
func (e *Election) Paths() []string {
	var paths []string
	for _, c := range e.Election.Commissions {
		paths = append(paths, e.path(c))
	}
	for _, k := range e.Election.Contests {
		for _, s := range k.Selections {
			paths = append(paths, e.selectionPath(s))
		}
	}
	return paths
}

// A job is one page to be rendered.
type job struct {
	lang       string
	commission *election.Commission
	contest    *election.Contest
	selection  *election.Selection
}

// Write renders all pages into the tree. The first error ends it.
func (e *Election) Write(tree Tree) error {
	jobs := make(chan job)
	failed := make(chan error, 1)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var page bytes.Buffer
			for j := range jobs {
				if err := e.write(tree, j, &page); err != nil {
					select {
					case failed <- err:
					default: // an earlier one is reported
					}
				}
			}
		})
	}
	err := e.send(jobs, failed)
	close(jobs)
	workers.Wait()
	if err != nil {
		return err
	}
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// send hands out the pages until all are out or one has failed.
func (e *Election) send(jobs chan<- job, failed <-chan error) error {
	give := func(j job) error {
		select {
		case jobs <- j:
			return nil
		case err := <-failed:
			return err
		}
	}
	for _, lang := range wording.Codes {
		for _, c := range e.Election.Commissions {
			if err := give(job{lang: lang, commission: c}); err != nil {
				return err
			}
		}
		for _, k := range e.Election.Contests {
			for _, s := range k.Selections {
				if err := give(job{lang: lang, contest: k, selection: s}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// write renders one page.
func (e *Election) write(tree Tree, j job, page *bytes.Buffer) error {
	w := e.catalogue.Language(j.lang)
	v := view{Election: e, w: w}
	var component templates.Component
	var p shell.Page
	switch {
	case j.selection != nil:
		content, head := v.selection(j.contest, j.selection)
		component, p = templates.Selection(content), head
	case v.isPrecinct(j.commission):
		content, head := v.precinct(j.commission)
		component, p = templates.Precinct(content), head
	default:
		content, head := v.place(j.commission)
		component, p = templates.Place(content), head
	}
	p.Training = e.Election.Training
	p.Main = func(out io.Writer) error { return component.Render(context.Background(), out) }
	frame := e.shell.Frame(j.lang, "election")
	if frame == nil {
		return errors.New("there is no frame for election pages in " + j.lang)
	}
	page.Reset()
	if err := frame.Pour(page, p); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	return tree.Put(j.lang+"/"+p.Path, page.Bytes())
}
