package datasets

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"achyk/generator/changes"
	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// clock is a moment of a random election; 0 is no moment.
func clock(n int) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Date(2027, time.January, 24, n, 0, 0, 0, time.UTC)
}

// one is one of several.
func one[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// randomElection has versions that come in any order, at one moment or at none,
// recounts, parts, embargoes, and decisions that void, refuse and revoke.
func randomElection(r *rand.Rand) *election.Election {
	e := &election.Election{
		ID: "random", Zone: time.UTC, Training: true, Date: wording.Date{Year: 2027, Month: time.January, Day: 24},
		Name:   wording.Text{Ky: "R", Ru: "R"},
		Levels: []election.Level{{ID: "a", Signs: true}, {ID: "b"}, {ID: "c", Signs: true}},
	}
	for i := range 2 {
		k := &election.Contest{ID: fmt.Sprint("k-", i), VotesPerBallot: 1}
		switch r.IntN(3) {
		case 0:
			k.Parts = []election.Part{{ID: "paper"}, {ID: "machine"}}
		case 1:
			k.Parts = []election.Part{{ID: "inside"}, {ID: "outside", Outside: true}}
		}
		k.Lines = []election.Line{
			{Code: "took_part", Role: election.Participated, Forms: []election.Form{{Levels: []int{0}}, {Levels: []int{2}}}},
			{Code: "mobile", Role: election.InMobile, Forms: []election.Form{{Levels: []int{2}, Kinds: []election.Kind{election.Ordinary}}}},
			{Code: "ours", Forms: []election.Form{{Levels: []int{2}, Series: []election.Series{election.Manual}}}},
		}
		for n := range 2 {
			k.Selections = append(k.Selections, &election.Selection{ID: fmt.Sprintf("s-%d-%d", i, n), Index: n, Kind: election.Candidate})
		}
		e.Contests = append(e.Contests, k)
	}
	add := func(id string, level int, parent *election.Commission) *election.Commission {
		c := &election.Commission{ID: id, Level: level, Parent: parent, Zone: time.UTC, Kind: one(r, election.Ordinary, election.Abroad)}
		if r.IntN(8) == 0 {
			c.NotBefore = clock(1 + r.IntN(20))
		}
		e.Add(c)
		if parent != nil {
			parent.Children = append(parent.Children, c)
		}
		if e.Signs(c) {
			sign(r, e, c)
		}
		return c
	}
	e.Root = add("a-1", 0, nil)
	for i := range 1 + r.IntN(2) {
		b := add(fmt.Sprint("b-", i), 1, e.Root)
		for n := range 1 + r.IntN(3) {
			add(fmt.Sprintf("c-%d-%d", i, n), 2, b)
		}
	}
	for range r.IntN(8) {
		decide(r, e)
	}
	slices.SortStableFunc(e.Decisions, func(a, b *election.Decision) int { return a.Date.Compare(b.Date) })
	return e
}

// sign adds the protocols of a commission.
func sign(r *rand.Rand, e *election.Election, c *election.Commission) {
	for _, k := range e.Contests {
		for part := range k.PartCount() {
			for _, series := range election.AllSeries {
				for version := 1; r.IntN(2) == 0 && version < 4; version++ {
					if r.IntN(5) > 0 { // else the number is skipped
						c.Protocols = append(c.Protocols, signed(r, c, k, part, series, version))
					}
				}
			}
		}
	}
}

func signed(r *rand.Rand, c *election.Commission, k *election.Contest, part int, series election.Series, version int) *election.Protocol {
	at := source.Cell{File: &source.File{Path: "protocols.csv", SHA256: strings.Repeat("0", 64)}, Row: 2}
	p := &election.Protocol{
		Commission: c, Contest: k, Part: part, Series: series, Version: version, Corrected: version > 1,
		Received: clock(r.IntN(12)), At: at, ReasonCode: one(r, "", "typing"), Reason: wording.Text{Ky: one(r, "", "\"Себеби\" <1>"), Ru: ""},
		Decision: one(r, "", "d-0"),
	}
	count := func() election.Count {
		at.Column = 3
		if r.IntN(6) == 0 {
			return election.Unread(at)
		}
		return election.Counted(r.Int64N(3), at)
	}
	for i := range k.Lines {
		line := election.Count{}
		if k.Lines[i].On(c, series, part) {
			line = count()
		}
		p.Lines = append(p.Lines, line)
	}
	for range k.Selections {
		p.Votes = append(p.Votes, count())
	}
	return p
}

// decide adds a decision.
func decide(r *rand.Rand, e *election.Election) {
	d := &election.Decision{
		ID: fmt.Sprint("d-", len(e.Decisions)), Date: clock(r.IntN(20)), By: one(r, "", "a-1"), Target: one(r, e.Commissions...),
		Contest: one(r, append(e.Contests, nil)...), Effect: one(r, election.Void, election.Void, election.Reinstate), Scope: election.WholeCommission,
	}
	switch r.IntN(6) {
	case 0:
		d.Target, d.Scope = nil, election.WholeElection
	case 1:
		d.Scope = election.OutsideVotes
	case 2:
		d.Contest, d.Scope = one(r, e.Contests...), election.OneSelection
		d.Select = one(r, d.Contest.Selections...)
	case 3, 4:
		d.Contest, d.Effect, d.Scope = one(r, e.Contests...), election.Refuse, election.OneVersion
		d.Part, d.Series, d.Version = r.IntN(d.Contest.PartCount()), one(r, election.AllSeries...), 1+r.IntN(3)
	}
	if len(e.Decisions) > 0 && r.IntN(3) == 0 {
		d.Revokes = one(r, e.Decisions...)
		if d.Revokes.Date.After(d.Date) {
			d.Date = d.Revokes.Date
		}
		if r.IntN(2) == 0 {
			d.Effect = election.Revoke
		}
	}
	e.Decisions = append(e.Decisions, d)
}

// publishRandom writes the data of an election as of a moment.
func publishRandom(t *testing.T, e *election.Election, asOf time.Time, catalogue *wording.Catalogue) (*Set, map[string][]byte) {
	t.Helper()
	y := rollup.Roll(e, asOf)
	report, err := checks.Examine(y, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := New(y, report, nil, catalogue, nil)
	tree := &files{all: make(map[string][]byte)}
	if err := s.writeTables(tree); err != nil {
		t.Fatal(err)
	}
	return s, tree.all
}

func TestChangesOfRandomElectionsFold(t *testing.T) {
	catalogue, err := wording.Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		t.Fatal(err)
	}
	values := 0
	for seed := range uint64(120) {
		e := randomElection(rand.New(rand.NewPCG(seed, 5)))
		for _, hour := range []int{0, 3, 8, 24} {
			s, files := publishRandom(t, e, clock(hour), catalogue)
			values += len(s.foldsToNow(t, files))
			if t.Failed() {
				t.Fatalf("seed %d at %d", seed, hour)
			}
		}
	}
	t.Logf("%d values", values)
}

// What was published at any moment stands whenever nothing was taken away; and
// whatever is altered is found, as what it is.
func TestThePastOfRandomElectionsIsKept(t *testing.T) {
	catalogue, err := wording.Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		t.Fatal(err)
	}
	altered := 0
	for seed := range uint64(80) {
		r := rand.New(rand.NewPCG(seed, 6))
		e := randomElection(r)
		s, files := publishRandom(t, e, clock(8), catalogue)
		site := onDisk(t, files)
		if found := past(t, site, e); len(found) > 0 {
			t.Fatalf("seed %d: nothing changed, and %v is found", seed, found)
		}
		var shown []*election.Protocol
		for record := range s.records() {
			shown = append(shown, record.Protocol)
		}
		if len(shown) == 0 {
			continue
		}
		p := one(r, shown...)
		p.Votes[0] = one(r, election.Counted(9, p.Votes[0].At), election.Unread(p.Votes[0].At), p.Votes[0])
		if r.IntN(3) == 0 {
			p.Received = p.Received.Add(time.Minute) // of no moment, that is an addition
		}
		want := otherwise(s, files, p)
		found := past(t, site, e)
		if len(found) > 1 || (len(found) == 1) != want {
			t.Fatalf("seed %d: %s is altered (%v), and %v is found", seed, p.Key(), want, found)
		}
		if want {
			altered++
			if found[0].Record != p.Key() || found[0].Code != finding.History {
				t.Fatalf("seed %d: %s is altered, and %v is found", seed, p.Key(), found)
			}
		}
	}
	if altered < 15 {
		t.Errorf("only %d were altered", altered)
	}
}

func past(t *testing.T, site string, e *election.Election) []finding.Finding {
	t.Helper()
	found, err := changes.Compare(site, e)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// onDisk writes the tables as a site has them.
func onDisk(t *testing.T, files map[string][]byte) string {
	t.Helper()
	site := t.TempDir()
	put := func(name string, data []byte) {
		to := filepath.Join(site, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("index.html", nil)
	for name, data := range files {
		put(name, data)
	}
	return site
}

// otherwise reports whether a protocol is not as its row in the published table has
// it: in the votes for the first selection, or in a time that was there.
func otherwise(s *Set, files map[string][]byte, p *election.Protocol) bool {
	now := new(table)
	now.count(p.Votes[0])
	cell := string(now.bytes)
	for _, r := range rowsOf(files["data/random/"+FileName(s.Election, "protocols.csv")]) {
		if r["commission"] == p.Commission.ID && r["contest"] == p.Contest.ID && r["part"] == part(p) &&
			r["series"] == string(p.Series) && r["version"] == fmt.Sprint(p.Version) {
			return r[votesOf(p.Contest.Selections[0])] != cell || r["received"] != "" && r["received"] != p.Received.Format(time.RFC3339)
		}
	}
	return true
}
