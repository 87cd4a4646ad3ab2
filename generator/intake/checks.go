package intake

import (
	"regexp"
	"slices"
	"strings"

	"achyk/generator/election"
	"achyk/generator/wording"
)

// checkFile is a check as election.yaml states it.
type checkFile struct {
	Code      string            `yaml:"code"`
	Name      wording.Text      `yaml:"name"`
	Why       wording.Text      `yaml:"why"`
	Advice    wording.Text      `yaml:"advice"`
	Law       wording.Text      `yaml:"law"`
	Formula   string            `yaml:"formula"`
	Severity  election.Severity `yaml:"severity"`
	Tolerance int64             `yaml:"tolerance"`
	Each      bool              `yaml:"each"`
	Levels    []string          `yaml:"levels"`
	Series    []election.Series `yaml:"series"`
	Contests  []string          `yaml:"contests"`
	Parts     []string          `yaml:"parts"`
	Kinds     []election.Kind   `yaml:"kinds"`
}

// validCheck is what the code of a check looks like: it is printed beside the
// codes of findings, and becomes part of a path.
var validCheck = regexp.MustCompile(`^[A-Z]{1,2}[0-9]{1,3}$`)

// program are the codes of the program's own findings, those to come included.
var program = regexp.MustCompile(`^[IDPSL][0-9]{3}$`)

// reserved are the words of formulas that no line may be called.
var reserved = []string{
	"votes_total", "votes_most", "votes_least", "it", "if_printed", "device", "manual", "summary", "beneath", "first", "participation",
}

// checks reads what the election says of its own arithmetic. What a formula
// means is judged where it is worked out.
func (r *reader) checks() {
	e := r.election
	for i, f := range r.file.Checks {
		if !validCheck.MatchString(f.Code) || program.MatchString(f.Code) || e.Check(f.Code) != nil {
			r.meaningless(f.Code, "checks", i, "code")
		}
		r.bilingual(f.Name, "checks", i, "name")
		r.bilingual(f.Why, "checks", i, "why")
		r.bilingual(f.Advice, "checks", i, "advice")
		if f.Law != (wording.Text{}) {
			r.bilingual(f.Law, "checks", i, "law")
		}
		if strings.TrimSpace(f.Formula) == "" {
			r.meaningless("", "checks", i, "formula")
		}
		if !slices.Contains(election.Severities, f.Severity) {
			r.meaningless(f.Severity, "checks", i, "severity")
		}
		if f.Tolerance < 0 {
			r.meaningless(f.Tolerance, "checks", i, "tolerance")
		}
		e.Checks = append(e.Checks, &election.Check{
			Code: f.Code, Name: f.Name, Why: f.Why, Advice: f.Advice, Law: f.Law,
			Formula: f.Formula, Severity: f.Severity, Tolerance: f.Tolerance, Each: f.Each,
			Levels: r.checkLevels(i, f.Levels), Series: f.Series, Contests: r.checkContests(i, f.Contests),
			Parts: f.Parts, Kinds: f.Kinds, At: r.document.at("checks", i, "formula"),
		})
		r.checkScope(i, e.Checks[i])
	}
	for i, gap := range r.file.Gaps {
		r.bilingual(gap, "gaps", i)
	}
	e.Gaps = r.file.Gaps
}

// bilingual reports a text that lacks a language.
func (r *reader) bilingual(text wording.Text, path ...any) {
	if text.Ky == "" || text.Ru == "" {
		r.meaningless(text.Ky+text.Ru, path...)
	}
}

// checkLevels are the levels a check is for: those of them that sign.
func (r *reader) checkLevels(check int, ids []string) []int {
	var levels []int
	for i, id := range ids {
		level := r.level(id)
		if level < 0 || !r.election.Levels[level].Signs {
			r.meaningless(id, "checks", check, "levels", i)
			continue
		}
		levels = append(levels, level)
	}
	return levels
}

// checkContests are the contests a check is for.
func (r *reader) checkContests(check int, ids []string) []*election.Contest {
	var contests []*election.Contest
	for i, id := range ids {
		k := r.election.Contest(id)
		if k == nil {
			r.meaningless(id, "checks", check, "contests", i)
			continue
		}
		contests = append(contests, k)
	}
	return contests
}

// checkScope reports series, parts and kinds that a check is for and that there
// are not.
func (r *reader) checkScope(i int, k *election.Check) {
	for j, series := range k.Series {
		if !slices.Contains(election.AllSeries, series) {
			r.meaningless(series, "checks", i, "series", j)
		}
	}
	contests := k.Contests
	if len(contests) == 0 {
		contests = r.election.Contests
	}
	for j, part := range k.Parts {
		if !slices.ContainsFunc(contests, func(c *election.Contest) bool {
			return slices.ContainsFunc(c.Parts, func(p election.Part) bool { return p.ID == part })
		}) {
			r.meaningless(part, "checks", i, "parts", j)
		}
	}
	for j, kind := range k.Kinds {
		if !slices.Contains(election.Kinds, kind) {
			r.meaningless(kind, "checks", i, "kinds", j)
		}
	}
}
