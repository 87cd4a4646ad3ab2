package main

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"time"

	"achyk/generator/demo"
	"achyk/generator/serve"
)

// buildCommand checks, then writes the whole site.
type buildCommand struct {
	Data     string `help:"A folder of elections, or of one election." default:"data"`
	Out      string `help:"The folder of the site." default:"public"`
	AsOf     string `help:"The moment the site shows, RFC 3339; the latest in the data if not given." placeholder:"TIME"`
	Previous string `help:"A site that was built earlier: stop where what it published is altered or missing." placeholder:"SITE"`
	Source   string `help:"Read texts, layouts and styles from this working copy." placeholder:"DIR"`
}

// Validate checks the moment before anything is read.
func (c *buildCommand) Validate() error {
	if c.AsOf == "" {
		return nil
	}
	if _, err := time.Parse(time.RFC3339, c.AsOf); err != nil {
		return fmt.Errorf("--as-of %s is not a time such as 2027-01-24T23:59:00+06:00", c.AsOf)
	}
	return nil
}

// Run builds the site.
func (c *buildCommand) Run(t *terminal) error {
	o := Order{Data: c.Data, Out: c.Out, Source: c.Source, Previous: c.Previous}
	if c.AsOf != "" {
		moment, err := time.Parse(time.RFC3339, c.AsOf)
		if err != nil {
			return fmt.Errorf("read --as-of: %w", err)
		}
		o.AsOf = moment
	}
	r, err := build(o, t.progress)
	if err != nil {
		return err
	}
	if t.json {
		return t.built(c, r)
	}
	t.brief(r.Data, c.Data)
	if r.Stopped {
		fmt.Fprintln(t.err, t.w.Text("cli.stopped"))
		return errStop
	}
	if t.quiet {
		return nil
	}
	if !r.AsOf.IsZero() {
		fmt.Fprintln(t.out, t.w.Text("cli.as_of", "time", t.w.Time(r.AsOf)))
	}
	if r.LeftOut > 0 {
		fmt.Fprintln(t.out, t.w.Text("cli.left_out", "n", r.LeftOut))
	}
	if r.Site.Written+r.Site.Deleted == 0 {
		fmt.Fprintln(t.out, t.w.Text("cli.unchanged"))
	} else {
		fmt.Fprintln(t.out, t.w.Text("cli.built", "written", r.Site.Written, "unchanged", r.Site.Unchanged, "deleted", r.Site.Deleted))
	}
	if r.Still {
		fmt.Fprintln(t.out, t.w.Text("cli.still"))
	}
	fmt.Fprintln(t.out, t.w.Text("cli.open", "path", filepath.Join(c.Out, filepath.FromSlash(r.Open))))
	return nil
}

// progress says what the program is doing, to whoever watches it.
func (t *terminal) progress(step string) {
	if !t.quiet && !t.json {
		fmt.Fprintln(t.err, t.w.Text("cli."+step))
	}
}

// A buildReport is what build prints for machines.
type buildReport struct {
	Check     checkReport `json:"check"`
	Stopped   bool        `json:"stopped"`
	AsOf      string      `json:"as_of,omitempty"`
	LeftOut   int         `json:"left_out"`
	Written   int         `json:"written"`
	Unchanged int         `json:"unchanged"`
	Deleted   int         `json:"deleted"`
	Bytes     int64       `json:"bytes"`
	Open      string      `json:"open,omitempty"`
	Still     bool        `json:"still_charts"` // built without ECharts
}

func (t *terminal) built(c *buildCommand, r *Result) error {
	b := buildReport{
		Check: report(t, r.Data), Stopped: r.Stopped, LeftOut: r.LeftOut,
		Written: r.Site.Written, Unchanged: r.Site.Unchanged, Deleted: r.Site.Deleted, Bytes: r.Site.Bytes, Still: r.Still,
	}
	if !r.AsOf.IsZero() {
		b.AsOf = r.AsOf.Format(time.RFC3339)
	}
	if r.Open != "" {
		b.Open = filepath.Join(c.Out, filepath.FromSlash(r.Open))
	}
	if err := t.encode(b); err != nil {
		return err
	}
	if r.Stopped {
		return errStop
	}
	return nil
}

// demoCommand writes a training election.
type demoCommand struct {
	Out       string `help:"The folder of the election." default:"data/demo"`
	Precincts int    `help:"How many precincts." default:"2500"`
	Seed      uint64 `help:"The same seed writes the same election." default:"1"`
	Papers    int    `help:"Of about how many precincts to draw papers; 0 draws none." default:"36"`
}

// Validate checks the number of precincts.
func (c *demoCommand) Validate() error {
	if c.Precincts < 1 {
		return fmt.Errorf("--precincts must be at least 1")
	}
	if c.Papers < 0 {
		return fmt.Errorf("--papers must be at least 0")
	}
	return nil
}

// Run writes the election.
func (c *demoCommand) Run(t *terminal) error {
	s, err := demo.Write(demo.Options{Out: c.Out, Precincts: c.Precincts, Seed: c.Seed, Papers: c.Papers})
	if err != nil {
		return fmt.Errorf("write training election: %w", err)
	}
	if t.json {
		return t.encode(s)
	}
	if !t.quiet {
		fmt.Fprintln(t.out, t.w.Text("cli.demo_written",
			"path", c.Out, "precincts", s.Precincts, "protocols", s.Protocols, "papers", s.Papers, "seed", fmt.Sprint(c.Seed)))
	}
	return nil
}

// serveCommand previews the site.
type serveCommand struct {
	Out  string `help:"The folder of the site." default:"public"`
	Addr string `help:"Where to listen." default:"127.0.0.1:8080"`
}

// Run serves until it is interrupted.
func (c *serveCommand) Run(t *terminal) error {
	err := serve.Run(t.ctx, c.Out, c.Addr, func(url string) {
		if !t.quiet {
			fmt.Fprintln(t.out, t.w.Text("cli.serving", "path", c.Out, "url", url))
		}
	})
	if err != nil {
		return fmt.Errorf("serve %s: %w", c.Out, err)
	}
	return nil
}

// versionCommand prints the version.
type versionCommand struct{}

// version is set by the linker for releases; otherwise the module's own is
// printed.
var version = ""

// Run prints the version.
func (c *versionCommand) Run(t *terminal) error {
	v := version
	if info, ok := debug.ReadBuildInfo(); v == "" && ok {
		v = info.Main.Version
	}
	_, err := fmt.Fprintf(t.out, "achyk %s\n", v)
	return err
}
