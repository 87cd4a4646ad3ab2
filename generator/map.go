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
	var named proposal.FileError
	switch {
	case errors.As(err, &named) && errors.Is(err, fs.ErrNotExist):
		return usageError{text: t.w.Text("cli.map.missing", "file", named.File), hint: t.w.Text("cli.map.no_file")}
	case errors.As(err, &named) && errors.Is(err, proposal.ErrFolder):
		return usageError{text: t.w.Text("cli.map.is_folder", "file", named.File), hint: t.w.Text("cli.map.folder")}
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
		return t.unread(p)
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
	return t.unread(p)
}

// unread tells of files of which nothing is proposed; the findings say why. It is
// the fault of the data, not of the program.
func (t *terminal) unread(p *proposal.Proposal) error {
	if len(p.Unread) == 0 {
		return nil
	}
	if !t.json {
		fmt.Fprintln(t.err, t.w.Text("cli.map.unread", "files", strings.Join(p.Unread, ", ")))
	}
	return errStop
}
