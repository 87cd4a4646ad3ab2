package datasets

import (
	"slices"
	"strconv"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/wording"
)

// Arithmetic is how the checks came out for a commission's own protocols of one
// contest.
type Arithmetic struct {
	Fails        []Judgement `json:"fails,omitempty"`
	NotCheckable []Judgement `json:"not_checkable,omitempty"`
	// Holds counts the checks that hold, of which none fails or could not be
	// made for another line.
	Holds *int64     `json:"holds,omitempty"`
	Held  []CheckRef `json:"held,omitempty"`
}

// A CheckRef names a check.
type CheckRef struct {
	Check string `json:"check"`
	Name  Text   `json:"name"`
}

// A Judgement is one check applied to one protocol. It says that figures do not
// come out, and never why.
type Judgement struct {
	Check      string      `json:"check"`
	Name       Text        `json:"name"` // what must hold
	Severity   string      `json:"severity"`
	Compares   string      `json:"compares"`
	Record     string      `json:"record"` // key of the protocol, as in findings
	Part       string      `json:"part,omitempty"`
	PartName   *Text       `json:"part_name,omitempty"`
	Series     string      `json:"series"`
	Item       string      `json:"item,omitempty"` // of a check made for each line: its code, or votes:ID
	ItemName   *Text       `json:"item_name,omitempty"`
	Verdict    string      `json:"verdict"`
	Reason     string      `json:"reason,omitempty"` // why it is not checkable
	Waiver     string      `json:"waiver,omitempty"` // why and by whom its finding was let pass
	Statements []Statement `json:"statements"`       // those that do not come out; all of one that is not checkable
}

// A Statement is one comparison with the figures of the protocol: the pieces of
// both sides, and what they come to where all is known.
type Statement struct {
	Left       []Token `json:"left"`
	Sign       string  `json:"sign,omitempty"` // ==, !=, <=, >=, <, >; left out where the formula is no comparison
	Right      []Token `json:"right,omitempty"`
	LeftValue  *int64  `json:"left_value,omitempty"`
	RightValue *int64  `json:"right_value,omitempty"`
	Holds      *bool   `json:"holds,omitempty"`      // where both are known
	Difference *int64  `json:"difference,omitempty"` // left less right, of one that does not hold
}

// A Token is a piece of a formula: a sign or a number as it is written there, or
// an operand, with its figure where a protocol is checked.
type Token struct {
	Kind  string `json:"kind"` // sign, number, operand
	Text  string `json:"text"`
	Item  string `json:"item,omitempty"`
	Line  string `json:"number,omitempty"` // of the line, as the paper prints it
	Name  *Text  `json:"name,omitempty"`
	Value *int64 `json:"value,omitempty"`
	State string `json:"state,omitempty"` // of an operand; not_on_form counts as nothing
	At    *Cell  `json:"at,omitempty"`    // where the figure was read; a sum was read nowhere
}

// arithmetic is nil where no check was made.
func (s *Set) arithmetic(c *election.Commission, k *election.Contest) *Arithmetic {
	var a Arithmetic
	var held, others []*election.Check
	all := s.report.On(c)
	for i := range all {
		j := &all[i]
		if j.Protocol.Contest != k {
			continue
		}
		switch j.Verdict {
		case checks.Fails:
			a.Fails, others = append(a.Fails, s.judgement(j)), append(others, j.Check)
		case checks.NotCheckable:
			a.NotCheckable, others = append(a.NotCheckable, s.judgement(j)), append(others, j.Check)
		case checks.Holds:
			if !slices.Contains(held, j.Check) {
				held = append(held, j.Check)
			}
		}
	}
	for _, check := range held {
		if !slices.Contains(others, check) {
			a.Held = append(a.Held, CheckRef{check.Code, text(check.Name)})
		}
	}
	if len(a.Held) > 0 {
		a.Holds = new(int64(len(a.Held)))
	}
	if len(a.Fails)+len(a.NotCheckable)+len(a.Held) == 0 {
		return nil
	}
	return &a
}

// An ArithmeticDocument is every check made for the protocols of a commission,
// with its figures.
type ArithmeticDocument struct {
	Head
	Commission Place     `json:"commission"`
	Within     []Place   `json:"within,omitempty"`
	Checks     []Working `json:"checks"`
}

// A Working is one check of one contest, with each sum it was made of.
type Working struct {
	Contest     string      `json:"contest"`
	ContestName Text        `json:"contest_name"`
	Check       string      `json:"check"`
	Name        Text        `json:"name"`
	Why         *Text       `json:"why,omitempty"`
	Path        string      `json:"path"`
	Judgements  []Judgement `json:"judgements"`
}

func (s *Set) arithmeticDocument(c *election.Commission) *ArithmeticDocument {
	d := &ArithmeticDocument{
		Head: s.head(arithmeticKind, ArithmeticPath(s.Election, c), s.Latest(c)), Commission: s.place(c), Within: s.within(c),
	}
	worked := s.report.Worked(c)
	d.Checks = make([]Working, 0, len(worked))
	for _, made := range worked {
		w := Working{
			Contest: made.Contest.ID, ContestName: text(made.Contest.Name), Check: made.Check.Code, Name: text(made.Check.Name),
			Why: optional(made.Check.Why), Path: RulePath(s.Election, made.Check.Code),
		}
		w.Judgements = make([]Judgement, 0, len(made.Judgements))
		for _, j := range made.Judgements {
			w.Judgements = append(w.Judgements, s.told(j, func(int) bool { return true }))
		}
		d.Checks = append(d.Checks, w)
	}
	return d
}

// judgement is what lists and pages tell of a judgement.
func (s *Set) judgement(j *checks.Judgement) Judgement { return s.told(j, j.Tells) }

// told is a judgement with some of its statements.
func (s *Set) told(j *checks.Judgement, tells func(statement int) bool) Judgement {
	d := Judgement{
		Check: j.Check.Code, Name: text(j.Check.Name), Severity: string(j.Check.Severity),
		Compares: string(s.report.Compares(j.Check)), Record: j.Protocol.Key(),
		Part: part(j.Protocol), Series: string(j.Protocol.Series), Item: j.Item.Code(), ItemName: itemName(j.Item),
		Verdict: string(j.Verdict), Reason: string(j.Reason), Waiver: s.Waiver(j), Statements: make([]Statement, 0, len(j.Statements)),
	}
	if d.Part != "" {
		d.PartName = optional(j.Protocol.Contest.Parts[j.Protocol.Part].Name)
	}
	for i := range j.Statements {
		if tells(i) {
			d.Statements = append(d.Statements, statement(&j.Statements[i]))
		}
	}
	return d
}

// itemName is what a line or a selection is called; nil for the zero Item.
func itemName(i election.Item) *Text {
	switch {
	case i.Line != nil:
		return optional(i.Line.Name)
	case i.Select != nil:
		return optional(i.Select.Name)
	}
	return nil
}

// stated is a comparison without any figures.
func stated(of *checks.Statement) Statement {
	s := Statement{Left: tokens(of.Left), Sign: of.Sign, Right: tokens(of.Right)}
	for _, side := range [][]Token{s.Left, s.Right} {
		for i := range side {
			if side[i].Kind == string(checks.Operand) {
				side[i].Value, side[i].State, side[i].At = nil, "", nil
			}
		}
	}
	return s
}

func statement(of *checks.Statement) Statement {
	s := Statement{Left: tokens(of.Left), Sign: of.Sign, Right: tokens(of.Right)}
	if of.Sign == "" || of.LeftValue.State != wording.Known || of.RightValue.State != wording.Known {
		return s
	}
	left, right := of.LeftValue.N, of.RightValue.N
	s.LeftValue, s.RightValue, s.Holds = &left, &right, new(of.Holds)
	if !of.Holds && left != right {
		s.Difference = new(left - right)
	}
	return s
}

func tokens(of []checks.Token) []Token {
	if len(of) == 0 {
		return nil
	}
	all := make([]Token, 0, len(of))
	for i := range of {
		t := &of[i]
		token := Token{Kind: string(t.Kind), Text: t.Text}
		switch t.Kind {
		case checks.Number:
			if n, err := strconv.ParseInt(t.Text, 10, 64); err == nil {
				token.Value = &n
			}
		case checks.Operand:
			token.Item, token.Name, token.At = t.Item.Code(), itemName(t.Item), cell(t.At)
			a := amount(t.Value)
			if t.Absent {
				a = Amount{State: notOnForm}
			}
			token.Value, token.State = a.Value, a.State
			if t.Item.Line != nil {
				token.Line = t.Item.Line.Number
			}
		}
		all = append(all, token)
	}
	return all
}

// A CheckCount is how one check came out in how many protocols or, for a check
// made for each line, in how many lines of them.
type CheckCount struct {
	Check        string `json:"check"`
	Name         Text   `json:"name"`
	Severity     string `json:"severity"`
	Compares     string `json:"compares"`
	Path         string `json:"path"`
	Holds        int64  `json:"holds"`
	Fails        int64  `json:"fails"`
	NotCheckable int64  `json:"not_checkable"`
}

func (s *Set) checkCount(check *election.Check, n checks.Count) CheckCount {
	return CheckCount{
		check.Code, text(check.Name), string(check.Severity), string(s.report.Compares(check)), RulePath(s.Election, check.Code),
		int64(n.Holds), int64(n.Fails), int64(n.NotCheckable),
	}
}

// checkCounts is how the checks came out for a place and everything beneath it,
// without those that were never made there: the checks whose failures are on one
// of the lists.
func (s *Set) checkCounts(c *election.Commission, lists ...checks.List) []CheckCount {
	var counts []CheckCount
	for _, check := range s.Election.Checks {
		if n := s.report.Beneath(c, check); slices.Contains(lists, checks.ListOf(check)) && n != (checks.Count{}) {
			counts = append(counts, s.checkCount(check, n))
		}
	}
	return counts
}
