package rollup

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"achyk/generator/election"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// A story is a small election in words: two territories t-1 and t-2 beneath
// cec, precincts p-11 and p-12, p-21 and p-22 beneath them.
//
// A protocol is "p-11 manual 1 @5: listed 100, a 30, b ?": commission, series,
// version, perhaps a part, the hour it was signed and received, what it says.
// What it does not mention nobody could read. A decision is "d-1 @7 void p-11".
type story struct {
	name      string
	parts     []election.Part
	once      string // lines that stand on the paper of one part alone: "listed paper, took paper"
	within    string // the constituency; empty = the whole country
	embargo   string // "p-11 @9"
	bare      string // a territory without precincts, where territories sign nothing
	held      string // a commission with a record that intake withheld
	protocols []string
	decisions []string
	asOf      int
	want      []string // "cec a = 30": see tell
}

var storyLines = []struct {
	code string
	role election.Role
}{
	{"listed", election.Listed}, {"took", election.Participated}, {"valid", election.Valid}, {"invalid", election.Invalid},
	{"issued", election.IssuedOutside}, {"mobile", election.InMobile}, {"spare", ""}, {"halls", ""}, {"again", ""},
}

// election builds the election of a story. The line "spare" stands on the form
// of precincts alone, "halls" on that of territories, "again" on that of a
// recount.
func (s *story) election(t *testing.T) *election.Election {
	t.Helper()
	e := &election.Election{Zone: time.UTC, Levels: []election.Level{{ID: "central", Signs: true}, {ID: "territorial", Signs: true}, {ID: "precinct", Signs: true}}}
	add := func(id string, parent *election.Commission, level int) *election.Commission {
		c := &election.Commission{ID: id, Parent: parent, Level: level, Kind: election.Ordinary}
		e.Add(c)
		if parent != nil {
			parent.Children = append(parent.Children, c)
		}
		return c
	}
	e.Root = add("cec", nil, 0)
	for _, n := range []string{"1", "2"} {
		territory := add("t-"+n, e.Root, 1)
		add("p-"+n+"1", territory, 2)
		add("p-"+n+"2", territory, 2)
	}
	k := &election.Contest{ID: "president", Parts: s.parts, ShareBases: []election.Role{election.Participated, election.Valid}}
	for _, l := range storyLines {
		form := election.Form{Levels: []int{0, 1, 2}}
		switch l.code {
		case "spare":
			form.Levels = []int{2}
		case "halls":
			form.Levels = []int{1}
		case "again":
			form.Series = []election.Series{election.Recount}
		}
		for _, once := range strings.Split(s.once, ", ") {
			if code, part, _ := strings.Cut(once, " "); code == l.code {
				form.Parts = []int{k.PartIndex(part)}
			}
		}
		k.Lines = append(k.Lines, election.Line{Code: l.code, Role: l.role, Forms: []election.Form{form}})
	}
	for i, id := range []string{"a", "b", "against"} {
		k.Selections = append(k.Selections, &election.Selection{ID: id, Index: i, Kind: election.Candidate})
	}
	k.Selections[2].Kind = election.AgainstAll
	if s.within != "" {
		k.Constituencies = []*election.Commission{e.Commission(s.within)}
	}
	e.Contests = []*election.Contest{k}
	if id, at, any := strings.Cut(s.embargo, " @"); any {
		e.Commission(id).Embargo(hour(number(t, at)))
	}
	if c := e.Commission(s.bare); c != nil {
		c.Children, e.Levels[1].Signs = nil, false
	}
	if c := e.Commission(s.held); c != nil {
		c.Withheld = make([]time.Time, 1)
	}
	for _, text := range s.protocols {
		p := protocolOf(t, e, text)
		p.Commission.Protocols = append(p.Commission.Protocols, p)
	}
	for _, text := range s.decisions {
		e.Decisions = append(e.Decisions, decisionOf(t, e, text))
	}
	return e
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func protocolOf(t *testing.T, e *election.Election, text string) *election.Protocol {
	t.Helper()
	head, says, _ := strings.Cut(text, ":")
	words, k := strings.Fields(head), e.Contests[0]
	p := &election.Protocol{
		Commission: e.Commission(words[0]), Contest: k, Series: election.Series(words[1]), Version: number(t, words[2]),
		Lines: make([]election.Count, len(k.Lines)), Votes: make([]election.Count, len(k.Selections)),
	}
	p.Corrected = p.Version > 1
	for _, word := range words[3:] {
		if at, is := strings.CutPrefix(word, "@"); is {
			p.Received, p.Signed = hour(number(t, at)), hour(number(t, at))
		} else {
			p.Part = k.PartIndex(word)
		}
	}
	for _, item := range strings.Split(says, ",") {
		words := strings.Fields(item)
		if len(words) != 2 || words[1] == "?" {
			continue
		}
		count := election.Counted(int64(number(t, words[1])), source.Cell{})
		if i := k.LineCode(words[0]); i >= 0 {
			p.Lines[i] = count
		} else {
			p.Votes[k.Selection(words[0]).Index] = count
		}
	}
	return p
}

func decisionOf(t *testing.T, e *election.Election, text string) *election.Decision {
	t.Helper()
	words := strings.Fields(text)
	d := &election.Decision{
		ID: words[0], Date: hour(number(t, strings.TrimPrefix(words[1], "@"))), Effect: election.EffectOfDecision(words[2]),
		Scope: election.WholeCommission,
	}
	k := e.Contests[0]
	for _, word := range words[3:] {
		switch {
		case word == "outside":
			d.Scope = election.OutsideVotes
		case word == "everything":
			d.Scope = election.WholeElection
		case e.Commission(word) != nil:
			d.Target = e.Commission(word)
		case k.Selection(word) != nil:
			d.Scope, d.Contest, d.Select = election.OneSelection, k, k.Selection(word)
		case strings.HasPrefix(word, "d-"):
			d.Revokes = e.Decisions[slices.IndexFunc(e.Decisions, func(d *election.Decision) bool { return d.ID == word })]
		case slices.Contains(election.AllSeries, election.Series(word)):
			d.Scope, d.Contest, d.Series = election.OneVersion, k, election.Series(word)
		default:
			d.Version = number(t, word)
		}
	}
	return d
}

// tell says what a result has under a name: a line or a selection of what
// leads, "device a" of the scanner sum, "out a" of what was voided, "a%" of those
// who took part, "turnout", "state", "lead", "ahead", "progress" of precincts.
func tell(r *Result, what string) string {
	k, lead := r.Contest, r.Leading()
	tally := lead.Tally
	if rest, device := strings.CutPrefix(what, "device "); device {
		tally, what = r.Scanners, rest
		if r.Scanners == nil {
			tally = r.Device
		}
	}
	switch {
	case what == "state":
		return string(r.State)
	case what == "progress":
		p := r.Progress[len(r.Progress)-1]
		return fmt.Sprintf("%d of %d, device %d, voided %d, held %d, embargoed %d, missing %d",
			p.Counted, p.Expected, p.Scanned, p.Voided, p.Held, p.Embargoed, p.Missing)
	case what == "ledger":
		a := r.Ledger[len(r.Ledger)-1]
		return fmt.Sprintf("%d: published %d, held %d, voided %d, waiting %d; received %d", a.Expected, a.Published, a.Held, a.Voided, a.Waiting, a.Received())
	case what == "voters":
		v := r.Ledger[len(r.Ledger)-1].Voters
		return fmt.Sprintf("%s: published %s, held %s, voided %s, waiting %s; received %s",
			say(v.Expected.Amount()), say(v.Published.Amount()), say(v.Held.Amount()), say(v.Voided.Amount()), say(v.Waiting.Amount()), say(v.Received().Amount()))
	case tally == nil:
		return "nothing"
	case what == "lead" && !lead.Official:
		return "device"
	case what == "lead" && lead.Own:
		return "own"
	case what == "lead":
		return "sum"
	case what == "turnout":
		return fmt.Sprintf("%d/%d over %d", tally.Turnout.Part, tally.Turnout.Whole, tally.Turnout.Over)
	case what == "protocols":
		return fmt.Sprintf("%d counted, %d incomplete, %d corrected", tally.Counted, tally.Incomplete, tally.Corrected)
	case what == "ahead":
		if s := tally.Ahead(k, r.Voided); s != nil {
			return s.ID
		}
		return "nobody"
	}
	if id, percent := strings.CutSuffix(what, "%"); percent {
		s := tally.Share(0, k.Selection(id).Index)
		if !s.Known {
			return "unknown"
		}
		if s.AtLeast {
			return fmt.Sprintf("at least %d/%d", s.Part, s.Whole)
		}
		return fmt.Sprintf("%d/%d", s.Part, s.Whole)
	}
	id, out := strings.CutPrefix(what, "out ")
	var total Total
	if i := k.LineCode(id); i >= 0 {
		total = tally.Lines[i]
	} else {
		total = tally.Votes[k.Selection(id).Index]
	}
	if out {
		return say(total.OutAmount())
	}
	return say(total.Amount())
}

func say(a wording.Amount) string {
	switch a.State {
	case wording.Known:
		return strconv.FormatInt(a.N, 10)
	case wording.AtLeast:
		return "at least " + strconv.FormatInt(a.N, 10)
	}
	return "unknown"
}

func TestStories(t *testing.T) {
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			e := s.election(t)
			y := Roll(e, hour(s.asOf))
			for _, line := range s.want {
				question, want, _ := strings.Cut(line, " = ")
				id, what, _ := strings.Cut(question, " ")
				if got := tell(y.Of(e.Commission(id), e.Contests[0]), what); got != want {
					t.Errorf("%s: got %s, want %s", question, got, want)
				}
			}
		})
	}
}
