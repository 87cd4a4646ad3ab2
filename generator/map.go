package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"achyk/generator/proposal"
)

// mapCommand proposes how an export could be described, for a person to finish.
type mapCommand struct {
	Files []string `arg:"" name:"file" help:"Samples of an export: tables, workbooks, JSON, archives of these."`
}

// A mapReport is what map prints for machines.
type mapReport struct {
	YAML     string            `json:"yaml"`
	Finish   []string          `json:"finish"`
	Sources  []proposal.Source `json:"sources"`
	Findings []findingReport   `json:"findings"`
	Unread   []string          `json:"unread,omitempty"`
}

// Run prints the proposal to standard output and everything else beside it, so
// that the output can be kept as it is.
func (c *mapCommand) Run(t *terminal) error {
	p, err := proposal.Files(c.Files)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usageError{text: err.Error(), hint: t.w.Text("cli.map.no_file")}
	case errors.Is(err, proposal.ErrFolder):
		return usageError{text: err.Error(), hint: t.w.Text("cli.map.folder")}
	case err != nil:
		return err
	}
	say := func(key string, pairs ...any) string { return t.w.Text("cli.map."+key, pairs...) }
	text, finish := p.Write(say)
	if len(p.Unread) == len(c.Files) {
		text, finish = "", nil
	}
	if t.json {
		r := mapReport{YAML: text, Finish: finish, Sources: p.Sources(say), Findings: []findingReport{}, Unread: p.Unread}
		for _, f := range p.Findings {
			r.Findings = append(r.Findings, t.reportOf(f))
		}
		if err := t.encode(r); err != nil {
			return err
		}
		return unread(p)
	}
	beside := *t
	beside.out = t.err
	for _, f := range p.Findings {
		beside.finding(f)
	}
	if _, err := fmt.Fprint(t.out, text); err != nil {
		return fmt.Errorf("print proposal: %w", err)
	}
	if !t.quiet {
		for _, line := range finish {
			fmt.Fprintln(t.err, t.w.Text("cli.map.finish_line", "text", line))
		}
	}
	return unread(p)
}

// unread is the error of files of which nothing is proposed; the findings say
// why.
func unread(p *proposal.Proposal) error {
	if len(p.Unread) == 0 {
		return nil
	}
	return fmt.Errorf("read files: nothing could be read of %s", strings.Join(p.Unread, ", "))
}
