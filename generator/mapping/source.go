package mapping

// A Source is one entry of `sources:` in election.yaml: which files an office
// exported, how they are read, and which records their rows give.
//
// A column is named by its header text, or by its letter as ":C"; where rows
// and columns have changed places, by the number of its row as ":3".
type Source struct {
	Files     Names            `yaml:"files"`     // globs, relative to the folder of the election
	Encoding  string           `yaml:"encoding"`  // utf-8, utf-16, windows-1251, ibm866; empty = detected
	Delimiter string           `yaml:"delimiter"` // one character, or tab; empty = detected
	Sheet     string           `yaml:"sheet"`     // glob of the sheets of a workbook
	Path      string           `yaml:"path"`      // JSON: the keys that lead to the records
	Layout    string           `yaml:"layout"`    // rows or columns
	Header    Names            `yaml:"header"`    // numbers of rows (layout columns: letters); 0 = none
	First     string           `yaml:"first"`     // the first row with data (layout columns: a letter)
	Fill      Names            `yaml:"fill"`      // columns whose empty cell repeats the one above
	Blank     Names            `yaml:"blank"`     // texts that mean: empty
	Thousands string           `yaml:"thousands"` // space, comma, dot, apostrophe
	Only      map[string]Names `yaml:"only"`      // column: what a row that counts has there
	Ignore    Names            `yaml:"ignore"`    // columns left out knowingly; * = all
	Totals    []Totals         `yaml:"totals"`    // rows that are sums and no records
	Values    map[string]Value `yaml:"values"`    // derived values, by their name in templates
	Gives     []Give           `yaml:"gives"`     // what each row gives
}

// Totals say which rows are sums, and of what.
type Totals struct {
	Where map[string]Names `yaml:"where"` // as `only`
	Of    string           `yaml:"of"`    // all, section, nothing; empty = all
}

// A Value is a derived value. The steps are taken in this order: match, table,
// lower, pad.
type Value struct {
	From  string            `yaml:"from"`  // a template
	Match string            `yaml:"match"` // RE2: its first group, or all of it
	Table map[string]string `yaml:"table"` // keys compared folded
	Lower bool              `yaml:"lower"`
	Pad   int               `yaml:"pad"` // characters, with zeros before
}

// A Give is one record that each row gives, or, with an item, one count of it.
type Give struct {
	Table     string            `yaml:"table"`
	Repeated  bool              `yaml:"repeated"`  // several rows give the same record
	Completes bool              `yaml:"completes"` // its counts join protocols that others bring
	Fields    map[string]string `yaml:"fields"`    // canonical column: template
	Lines     map[string]string `yaml:"lines"`     // line code: column
	Votes     map[string]string `yaml:"votes"`     // selection id: column
	Item      string            `yaml:"item"`      // template: which count a row holds
	Value     string            `yaml:"value"`     // column: the count
	Items     map[string]string `yaml:"items"`     // item: line code, votes:ID, or "" = left out
	Else      string            `yaml:"else"`      // template for what items do not list
	Absent    string            `yaml:"absent"`    // unknown or zero: what an empty cell means
	ZeroWith  string            `yaml:"zero_with"` // completes: a line code
}

// Row is one row of `tables:`, by canonical column.
type Row map[string]string

// Names are texts that may be written as a list, or alone.
type Names []string

// UnmarshalYAML takes a single text, or a list. The parser's complaint is about
// the list: it names the line of the entry that is no text.
func (n *Names) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if unmarshal(&one) == nil {
		*n = Names{one}
		return nil
	}
	var list []string
	if err := unmarshal(&list); err != nil {
		return err
	}
	*n = list
	return nil
}

// The words of the configuration.
const (
	layoutRows    = "rows"
	layoutColumns = "columns"

	absentUnknown = "unknown"
	absentZero    = "zero"

	ofAll     = "all"
	ofSection = "section"
	ofNothing = "nothing"

	everything = "*"
	votes      = "votes:"
	protocols  = "protocols"
)

// separators are what may stand between groups of three digits.
var separators = map[string]string{
	"space": "\u0020\u00a0\u202f\u2009", "comma": ",", "dot": ".", "apostrophe": "'\u2019",
}
