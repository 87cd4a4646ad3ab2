package intake

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // zones must not depend on the machine that builds

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/mapping"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// electionFile is election.yaml as written.
type electionFile struct {
	ID       string        `yaml:"id"`
	Training bool          `yaml:"training"`
	Name     wording.Text  `yaml:"name"`
	Date     string        `yaml:"date"`
	TimeZone string        `yaml:"time_zone"`
	Source   wording.Text  `yaml:"source"`
	Levels   []levelFile   `yaml:"levels"`
	Forms    []formFile    `yaml:"forms"`
	Contests []contestFile `yaml:"contests"`
	Checks   []checkFile   `yaml:"checks"`
	// Gaps say what the data do not hold, a sentence each.
	Gaps  []wording.Text `yaml:"gaps"`
	Names []nameFile     `yaml:"names"`
	// Documents say how scans are called, which are to be there, and what may be
	// published of them.
	Documents documentsFile `yaml:"documents"`
	// Maps are squares laid out by hand, or files of boundaries.
	Maps []mapFile `yaml:"maps"`
	// Tables are rows written by hand, Sources what the columns of exports mean.
	Tables  map[string][]mapping.Row `yaml:"tables"`
	Sources []mapping.Source         `yaml:"sources"`
}

type levelFile struct {
	ID     string       `yaml:"id"`
	Name   wording.Text `yaml:"name"`
	Plural wording.Text `yaml:"plural"`
	Signs  bool         `yaml:"signs"`
}

type formFile struct {
	ID     string            `yaml:"id"`
	Levels []string          `yaml:"levels"`
	Series []election.Series `yaml:"series"`
	Parts  []string          `yaml:"parts"`
	Lines  []lineFile        `yaml:"lines"`
}

type lineFile struct {
	Code   string          `yaml:"code"`
	Number string          `yaml:"number"`
	Name   wording.Text    `yaml:"name"`
	Role   election.Role   `yaml:"role"`
	Kinds  []election.Kind `yaml:"kinds"`
}

type contestFile struct {
	ID             string               `yaml:"id"`
	Kind           election.ContestKind `yaml:"kind"`
	Name           wording.Text         `yaml:"name"`
	Forms          []string             `yaml:"forms"`
	ShareBases     []election.Role      `yaml:"share_bases"`
	VotesPerBallot int                  `yaml:"votes_per_ballot"`
	Parts          []partFile           `yaml:"parts"`
	Constituencies []string             `yaml:"constituencies"`
}

type partFile struct {
	ID      string       `yaml:"id"`
	Name    wording.Text `yaml:"name"`
	Outside bool         `yaml:"outside"`
}

type nameFile struct {
	Commission string       `yaml:"commission"`
	From       string       `yaml:"from"`
	Until      string       `yaml:"until"`
	Name       wording.Text `yaml:"name"`
}

// validID is what an id may consist of: it becomes part of a path.
var validID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// A reader reads one election and collects what is wrong.
type reader struct {
	dir       string
	folder    string
	file      electionFile
	document  *document
	election  *election.Election
	plan      *mapping.Plan
	findings  []finding.Finding
	protocols int
	zones     map[string]*time.Location
	waiting   []waiver // about findings that come with the arithmetic
	told      map[alike]int
	slips     map[slip]bool
	refused   map[string]bool // keys of records that findings withhold
	patterns  []*namePattern
	papers    shelf[paper]
	named     map[string]bool                      // files that rows name, withheld ones included
	units     map[*election.Commission]source.Cell // where the table says which unit of a map it is
}

// readElection reads one election's folder. The election is nil where its
// election.yaml cannot be read at all.
func readElection(dir, folder string) (*election.Election, *reader, error) {
	r := &reader{
		dir: dir, folder: folder, zones: make(map[string]*time.Location),
		told: make(map[alike]int), slips: make(map[slip]bool), refused: make(map[string]bool), named: make(map[string]bool),
		units: make(map[*election.Commission]source.Cell),
	}
	doc, found, err := readYAML(filepath.Join(dir, "election.yaml"), "election.yaml", finding.ElectionConfig, &r.file)
	if err != nil {
		return nil, nil, fmt.Errorf("read election %s: %w", folder, err)
	}
	r.document = doc
	for _, f := range found {
		r.report(f)
	}
	if len(found) > 0 || !r.configure() {
		return nil, r, nil
	}
	steps := []func() error{r.survey, r.commissions, r.maps, r.complete, r.selections, r.decisions, r.readProtocols, r.records, r.waivers, r.rest}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, nil, fmt.Errorf("read election %s: %w", folder, err)
		}
	}
	return r.election, r, nil
}

// configure turns election.yaml into an election without commissions. It
// reports false where too little is left to read tables by.
func (r *reader) configure() bool {
	f := &r.file
	e := &election.Election{ID: f.ID, Name: f.Name, Training: f.Training, Source: f.Source}
	r.election = e
	before := len(r.findings)
	if !validID.MatchString(f.ID) {
		r.meaningless(f.ID, "id")
	}
	if f.Name.Ky == "" || f.Name.Ru == "" {
		r.meaningless("", "name")
	}
	date, err := wording.ParseDate(f.Date)
	if err != nil {
		r.meaningless(f.Date, "date")
	}
	e.Date = date
	zone, ok := r.zone(f.TimeZone)
	if !ok {
		r.meaningless(f.TimeZone, "time_zone")
	}
	e.Zone = zone
	r.levels()
	r.contests()
	r.checks()
	r.patternsOf()
	r.expect()
	r.publish()
	return len(r.findings) == before
}

// zone loads a time zone by its name; the empty name is none.
func (r *reader) zone(name string) (*time.Location, bool) {
	if name == "" || name == "Local" {
		return time.UTC, false
	}
	if z := r.zones[name]; z != nil {
		return z, true
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC, false
	}
	r.zones[name] = z
	return z, true
}

func (r *reader) levels() {
	for i, l := range r.file.Levels {
		if !validID.MatchString(l.ID) || r.level(l.ID) >= 0 {
			r.meaningless(l.ID, "levels", i, "id")
		}
		if l.Name.Ky == "" || l.Name.Ru == "" || l.Plural.Ky == "" || l.Plural.Ru == "" {
			r.meaningless(l.ID, "levels", i, "name")
		}
		r.election.Levels = append(r.election.Levels, election.Level(l))
	}
	if len(r.file.Levels) == 0 {
		r.meaningless("", "levels")
	}
}

// level is the index of a level, or -1.
func (r *reader) level(id string) int {
	return slices.IndexFunc(r.election.Levels, func(l election.Level) bool { return l.ID == id })
}

func (r *reader) contests() {
	for i, f := range r.file.Contests {
		k := &election.Contest{
			ID: f.ID, Kind: f.Kind, Name: f.Name, ShareBases: f.ShareBases, VotesPerBallot: max(1, f.VotesPerBallot),
		}
		if !validID.MatchString(f.ID) || r.election.Contest(f.ID) != nil {
			r.meaningless(f.ID, "contests", i, "id")
		}
		switch f.Kind {
		case election.Candidates, election.Lists, election.Question:
		default:
			r.meaningless(f.Kind, "contests", i, "kind")
		}
		for j, p := range f.Parts {
			if !validID.MatchString(p.ID) || slices.ContainsFunc(k.Parts, func(q election.Part) bool { return q.ID == p.ID }) {
				r.meaningless(p.ID, "contests", i, "parts", j, "id")
			}
			k.Parts = append(k.Parts, election.Part(p))
		}
		for j, id := range f.Forms {
			n := slices.IndexFunc(r.file.Forms, func(f formFile) bool { return f.ID == id })
			if n < 0 {
				r.meaningless(id, "contests", i, "forms", j)
				continue
			}
			r.form(k, n)
		}
		if len(f.ShareBases) == 0 {
			r.meaningless("", "contests", i, "share_bases")
		}
		for j, base := range f.ShareBases {
			if k.Line(base) < 0 {
				r.meaningless(base, "contests", i, "share_bases", j)
			}
		}
		r.election.Contests = append(r.election.Contests, k)
	}
	if len(r.file.Contests) == 0 {
		r.meaningless("", "contests")
	}
}

// form puts the lines of a form into a contest. A line that another form
// brought already is the same line, on more levels.
func (r *reader) form(k *election.Contest, n int) {
	f := &r.file.Forms[n]
	var levels []int
	for i, id := range f.Levels {
		level := r.level(id)
		if level < 0 || !r.election.Levels[level].Signs {
			r.meaningless(id, "forms", n, "levels", i)
			continue
		}
		levels = append(levels, level)
	}
	for i, series := range f.Series {
		if !slices.Contains(election.AllSeries, series) {
			r.meaningless(series, "forms", n, "series", i)
		}
	}
	var parts []int
	for i, id := range f.Parts {
		part := k.PartIndex(id)
		if part < 0 || id == "" {
			r.meaningless(id, "forms", n, "parts", i)
			continue
		}
		parts = append(parts, part)
	}
	roles, codes := make(map[election.Role]bool), make(map[string]bool)
	for i, l := range f.Lines {
		if l.Code == "" || codes[l.Code] || strings.HasPrefix(l.Code, votesPrefix) ||
			slices.Contains(protocolColumns, l.Code) || slices.Contains(itemColumns, l.Code) || slices.Contains(publishedColumns, l.Code) || slices.Contains(reserved, l.Code) {
			r.meaningless(l.Code, "forms", n, "lines", i, "code")
		}
		if l.Role != "" && (!slices.Contains(election.Roles, l.Role) || roles[l.Role]) {
			r.meaningless(l.Role, "forms", n, "lines", i, "role")
		}
		roles[l.Role], codes[l.Code] = true, true
		for j, kind := range l.Kinds {
			if !slices.Contains(election.Kinds, kind) {
				r.meaningless(kind, "forms", n, "lines", i, "kinds", j)
			}
		}
		on := election.Form{Levels: levels, Series: f.Series, Parts: parts, Kinds: l.Kinds}
		if at := k.LineCode(l.Code); at >= 0 {
			if l.Role != "" && k.Lines[at].Role != l.Role {
				r.meaningless(l.Role, "forms", n, "lines", i, "role")
			}
			k.Lines[at].Forms = append(k.Lines[at].Forms, on)
			continue
		}
		if l.Role != "" && k.Line(l.Role) >= 0 {
			r.meaningless(l.Role, "forms", n, "lines", i, "role")
		}
		k.Lines = append(k.Lines, election.Line{
			Code: l.Code, Number: l.Number, Name: l.Name, Role: l.Role, Forms: []election.Form{on},
		})
	}
}
