package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// mostAlike is how many findings of one code about one file are told one by one.
// More say that the file is not what it is taken for, and how many they are.
const mostAlike = 10_000

// A slip is a mistake in one line of election.yaml.
type slip struct {
	code finding.Code
	line int32
	says string
}

// alike are findings that have their code and file in common.
type alike struct {
	code finding.Code
	path string
}

// report reports a finding. A mistake in election.yaml is one, however many rows
// it is met in.
func (r *reader) report(f finding.Finding) {
	f.Folder = r.folder
	if r.inElection(f.At) {
		once := slip{f.Code, f.At.Row, fmt.Sprint(f.Args)}
		if r.slips[once] {
			return
		}
		r.slips[once] = true
	}
	if f.Effect() == finding.Hold {
		r.refused[f.Record] = true
	}
	kin := alike{f.Code, f.At.Path()}
	if r.told[kin]++; r.told[kin] <= mostAlike {
		r.findings = append(r.findings, f)
	}
}

// inElection reports whether a cell is a line of election.yaml.
func (r *reader) inElection(c source.Cell) bool {
	return r.document != nil && c.Known() && c.File == r.document.file
}

// rest reports how many findings were not told one by one.
func (r *reader) rest() error {
	for _, kin := range slices.SortedFunc(maps.Keys(r.told), func(a, b alike) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.code, b.code))
	}) {
		if more := r.told[kin] - mostAlike; more > 0 {
			r.findings = append(r.findings, finding.Finding{
				Code: finding.TooManyAlike, Folder: r.folder, At: source.Cell{File: &source.File{Path: kin.path}},
			}.With("code", string(kin.code)).With("number", more))
		}
	}
	return nil
}

// hold reports a record that is withheld, and counts it for its commission.
func (r *reader) hold(f finding.Finding) {
	r.withhold(f, f.Received)
}

// withhold reports a record that is withheld and had come by a time, which may
// be earlier than what the finding about it says.
func (r *reader) withhold(f finding.Finding, came time.Time) {
	if c := r.election.Commission(f.Commission); c != nil {
		c.Withheld = append(c.Withheld, came)
	}
	r.report(f)
}

// meaningless reports a value of election.yaml that means nothing.
func (r *reader) meaningless(value any, path ...any) {
	r.report(finding.Finding{Code: finding.ElectionValue, At: r.document.at(path...)}.
		With("key", fmt.Sprint(path[len(path)-1])).With("value", fmt.Sprint(value)))
}

// noneOf reports a value of election.yaml that is none of those there are.
func (r *reader) noneOf(value string, known []string, path ...any) {
	r.report(finding.Finding{Code: finding.ElectionValue, At: r.document.at(path...)}.
		With("key", fmt.Sprint(path[len(path)-1])).With("value", clip(value)).With("known", strings.Join(known, " ")))
}

// unfit reports a value of election.yaml that cannot stand there, and why.
func (r *reader) unfit(value string, problem finding.Term, path ...any) {
	r.report(finding.Finding{Code: finding.ElectionValue, At: r.document.at(path...)}.
		With("key", fmt.Sprint(path[len(path)-1])).With("value", clip(value)).With("problem", problem))
}

// constant makes a finding about what sources say of every row one about
// election.yaml: it would withhold all that the source reads.
func constant(f finding.Finding) finding.Finding {
	stop := finding.Finding{Code: finding.ElectionValue, At: f.At}.With("key", f.Fact("column")).With("value", f.Fact("value"))
	if known := f.Fact("known"); known != "" {
		stop = stop.With("known", known)
	}
	return stop
}
