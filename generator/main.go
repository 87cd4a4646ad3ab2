// Command achyk publishes elections: it turns what commissions export into a
// bilingual static site that anyone can read, download, check and compare.
//
// [build] is the place to begin reading.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"achyk/generator/wording"
)

// The exit codes of every command.
const (
	exitDone    = 0
	exitStop    = 1 // the data has a stop
	exitUsage   = 2
	exitProgram = 3 // the program could not do its work
)

// errStop ends a command whose data has a stop; what to say was said.
var errStop = errors.New("the data has a stop")

// commands are the sub-commands. To add one, implement Run and list it here.
type commands struct {
	JSON  bool   `help:"Print for machines." name:"json"`
	Quiet bool   `help:"Print findings and errors only." short:"q"`
	Lang  string `help:"Language of findings and reports." enum:"en,ky,ru" default:"en" env:"ACHYK_LANG"`

	Demo    demoCommand    `cmd:"" help:"Write a training election."`
	Check   checkCommand   `cmd:"" help:"Read everything and print what is wrong with it."`
	Build   buildCommand   `cmd:"" help:"Check, then write the whole site."`
	Map     mapCommand     `cmd:"" help:"Read samples of an export and propose how election.yaml could describe it."`
	Explain explainCommand `cmd:"" help:"Say what a code means and what to do about it."`
	Serve   serveCommand   `cmd:"" help:"Preview the site with the headers of production."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// A terminal is where a command prints: results to out, progress and errors to
// err, in the language the operator chose.
type terminal struct {
	ctx   context.Context
	out   io.Writer
	err   io.Writer
	json  bool
	quiet bool
	w     *wording.Language
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is the whole program, for main and for tests.
func run(args []string, stdout, stderr io.Writer) int {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	var c commands
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("achyk"),
		kong.Description("Publishes elections: what commissions export becomes a site that anyone can check."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return complain(stderr, err, exitProgram)
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		return complain(stderr, fmt.Errorf("%w; try achyk --help", err), exitUsage)
	}
	_, catalogue, err := open("")
	if err != nil {
		return complain(stderr, err, exitProgram)
	}
	t := &terminal{ctx: ctx, out: stdout, err: stderr, json: c.JSON, quiet: c.Quiet, w: catalogue.Language(c.Lang)}
	err = parsed.Run(t)
	var misused usageError
	switch {
	case errors.Is(err, errStop):
		return exitStop
	case errors.As(err, &misused):
		return complain(stderr, err, exitUsage)
	case err != nil:
		return complain(stderr, err, exitProgram)
	}
	return exitDone
}

// complain prints an error once, with a hint where the likely cause is known.
func complain(stderr io.Writer, err error, code int) int {
	fmt.Fprintf(stderr, "achyk: %v\n", err)
	var hinted interface{ Hint() string }
	switch {
	case errors.As(err, &hinted):
		fmt.Fprintf(stderr, "hint: %s\n", hinted.Hint())
	case errors.Is(err, syscall.EADDRINUSE):
		fmt.Fprintln(stderr, "hint: another program listens there; try --addr 127.0.0.1:8081")
	case errors.Is(err, syscall.ENOSPC):
		fmt.Fprintln(stderr, "hint: the disk is full; the site was left as it was")
	case errors.Is(err, os.ErrPermission):
		fmt.Fprintln(stderr, "hint: this user may not read or write there")
	}
	return code
}
