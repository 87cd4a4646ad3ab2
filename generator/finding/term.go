package finding

import (
	"errors"
	"slices"

	"achyk/generator/source"
)

// A Term is a fact that the catalogues word: a cause, by its key under
// findings.problem. Its sentence may name other facts of the finding.
type Term string

// The causes why something cannot be read or worked out.
const (
	ByZero        Term = "zero"      // a division by zero
	TooBig        Term = "big"       // a number that nothing holds
	TooManySteps  Term = "steps"     // a formula that takes too long
	TooLong       Term = "long"      // a formula too long, or too deep
	UnknownName   Term = "name"      // {name} means nothing
	TakenName     Term = "taken"     // {name} is a line already
	AmbiguousPart Term = "part"      // {name} is a word of the language and a part of the contest
	NoComparison  Term = "compares"  // a formula that is neither true nor false
	NoTolerance   Term = "tolerance" // a tolerance of what is no comparison
	NoLine        Term = "line"      // a formula that names no line
	NoneOfEach    Term = "each"      // made for each line, without naming it
	Braces        Term = "braces"
	OneLine       Term = "printed" // if_printed of something else than a line
	NoMember      Term = "index"   // a list has no such member
	OtherKind     Term = "kinds"   // numbers mixed with something else
	Unparsed      Term = "syntax"  // not a formula
	StrayQuote    Term = "quote"
	NotText       Term = "utf8"
	CutOff        Term = "cut"   // the file ends within a row
	OtherCause    Term = "other" // only a library's own words are known: {detail}
)

// The causes why a file, a row or a text is not taken as it is.
const (
	IsLink        Term = "link"           // a symbolic link
	IsDevice      Term = "device"         // no regular file
	TooLarge      Term = "large"          // beyond the limit of one file
	Changing      Term = "changed"        // it changed while it was read
	Bomb          Term = "bomb"           // it unpacks to far more than it is
	UnknownCoding Term = "encoding"       // nobody can tell its encoding
	Locked        Term = "locked"         // encrypted
	BadArchive    Term = "archive"        // not a zip, or a broken one
	BadWorkbook   Term = "workbook"       // not a workbook, or a broken one
	EmptyFile     Term = "empty"          // nothing in it
	Macros        Term = "macros"         // a workbook with a program in it
	Links         Term = "links"          // a workbook that takes values from other files
	HiddenRows    Term = "hidden_rows"    // they were read
	HiddenColumns Term = "hidden_columns" // they were read
	HiddenSheet   Term = "hidden_sheet"   // it was not read
	Markup        Term = "markup"         // a text with HTML in it
	FormulaText   Term = "formula"        // a text that a spreadsheet would take for a formula
	ControlText   Term = "control"        // characters that are not seen and change what is
	LostLetter    Term = "lost"           // a letter that an encoding does not have
	KeyTwice      Term = "keys"           // a JSON object with one key twice
	LongCell      Term = "long_cell"
	LongRow       Term = "long_row"
)

// More causes why a file or a record of it is not read, or not taken as it is.
const (
	NoRecords      Term = "path"           // JSON: the path leads to nothing
	NoRecord       Term = "json_record"    // JSON: something else than a record
	BrokenLine     Term = "json_line"      // JSON: what stands in the line does not belong there
	LineCut        Term = "json_cut"       // JSON: the line ends too early
	TooDeep        Term = "json_deep"      // JSON: nested without end
	NoValue        Term = "json_value"     // JSON: neither a text nor a number nor a word
	OtherWorkbook  Term = "workbook_other" // a workbook in another format than XLSX
	UnknownPacking Term = "packing"        // compressed in a way that is not read
	MemberTwice    Term = "member_twice"   // an archive with two members of one name
	MemberName     Term = "member_name"    // a member whose name leads elsewhere
	Unworked       Term = "unworked"       // formulas without a saved value
	OutOfDate      Term = "out_of_date"    // formulas that the workbook says are to be worked out again
)

// The causes why a value under `sources:` means nothing, or nothing is met that
// it names.
const (
	KeyNeeded      Term = "key_needed"
	OnlyProtocols  Term = "only_protocols" // a key that only protocols have
	NotCompleting  Term = "not_completing" // a key that nothing has that completes
	NothingCounted Term = "nothing_counted"
	ItemWanted     Term = "item_wanted" // the key goes with item
	ItemApart      Term = "item_apart"  // and item without lines, votes and repeated
	ZeroWanted     Term = "zero_wanted" // zero_with goes with completes and absent: zero
	LetterWanted   Term = "letter_wanted"
	NumberWanted   Term = "number_wanted"
	LineOrder      Term = "line_order" // the header from above, then the data
	LengthWanted   Term = "length_wanted"
	MarkWanted     Term = "mark_wanted"   // one character
	ColumnWanted   Term = "column_wanted" // by name or letter
	RowWanted      Term = "row_wanted"    // the same, where rows and columns have changed places
	CodeWanted     Term = "code_wanted"   // of a line or a selection
	BadTemplate    Term = "template"
	BadGlob        Term = "glob"
	BadRegexp      Term = "regexp"
	BadName        Term = "value_name"
	Circle         Term = "circle" // a value that is derived from itself
	KeysAlike      Term = "keys_alike"
	SameColumn     Term = "same_column"  // it is what {other} counts already
	SameRecords    Term = "same_records" // another give makes them already
	NoSuchText     Term = "no_such_text" // no row has {value}
	NoneEmpty      Term = "none_empty"   // no row is empty there
	NoSuchKey      Term = "no_such_key"  // no record of JSON has the key

	// Of scans.
	BadPicture    Term = "picture" // damaged or cut off
	TooManyPixels Term = "pixels"  // on one page
	TooManyPages  Term = "pages"
	OtherFormat   Term = "format"   // of no kind that is read
	TooSlow       Term = "endless"  // given up after a while
	ActiveContent Term = "active"   // scripts, actions, forms, attachments
	HiddenData    Term = "metadata" // more than the picture

	// Of files of scans, and of what election.yaml says of documents.
	NoName       Term = "no_name"       // nothing names it, and no pattern fits its name
	SeveralWays  Term = "several_ways"  // its name may be that of {value} and of {other}
	SamePaper    Term = "same_paper"    // by its name {other} is {value} as well
	OtherFile    Term = "other_file"    // a table names {other} for {value}
	InFileName   Term = "file_name"     // in the name of a file, or of a folder
	PartWanted   Term = "part_wanted"   // its name names a contest with parts, and none of them
	PlaceWanted  Term = "place_wanted"  // a pattern of names that does not say whose paper it is
	FieldsAdjoin Term = "fields_adjoin" // nothing stands between two fields of a pattern
	SaidTwice    Term = "said_twice"    // the pattern says it already
	WordUnused   Term = "word_unused"   // words for kinds, which the pattern does not have
	DigestOnly   Term = "digest_only"   // a list of people
	PagesWanted  Term = "pages_wanted"  // only of pictures of pages can something be blanked

	// Of maps.
	IDWanted        Term = "id_wanted"
	MapTwice        Term = "map_twice"    // another map has the id
	LevelWanted     Term = "level_wanted" // none of the levels
	BothNeeded      Term = "both_needed"  // in both languages
	TilesOrFile     Term = "tiles_or_file"
	OnlyFile        Term = "only_file" // a key that goes with file
	OutlinesWanted  Term = "outlines_wanted"
	NoTiles         Term = "no_tiles" // none of the squares can be shown
	NoSuchFile      Term = "no_file"
	MapBroken       Term = "map_json"   // broken from byte {value} on
	MapFormat       Term = "map_format" // neither GeoJSON nor TopoJSON
	MapUnits        Term = "map_units"  // no shape says what it is of; they have {value}
	MapStrangers    Term = "map_wanted" // no unit of it is that of a commission: {value}
	MapDegrees      Term = "map_degrees"
	MapExtent       Term = "map_extent"
	ShapeUnit       Term = "shape_unit"
	ShapeArea       Term = "shape_area"
	ShapePoints     Term = "shape_points"
	ShapeArc        Term = "shape_arc"
	ShapeNumbers    Term = "shape_numbers"
	CommissionTwice Term = "commission_twice" // a commission with two squares
	SquareTwice     Term = "square_twice"     // a square that {other} has already
	NoCommission    Term = "no_commission"
	OtherLevel      Term = "other_level"
	SquareWanted    Term = "square_wanted"

	// Of what was published earlier.
	PublishedGone    Term = "gone"    // nothing in the data answers to it
	PublishedAltered Term = "altered" // {number} values are others: {value}
)

// Terms are all terms.
var Terms = []Term{
	ByZero, TooBig, TooManySteps, TooLong, UnknownName, TakenName, AmbiguousPart, NoComparison, NoTolerance, NoLine, NoneOfEach,
	Braces, OneLine, NoMember, OtherKind, Unparsed, StrayQuote, NotText, CutOff, OtherCause,
	IsLink, IsDevice, TooLarge, Changing, Bomb, UnknownCoding, Locked, BadArchive, BadWorkbook, EmptyFile, Macros, Links,
	HiddenRows, HiddenColumns, HiddenSheet, Markup, FormulaText, ControlText, LostLetter, KeyTwice, LongCell, LongRow,
	KeyNeeded, OnlyProtocols, NotCompleting, NothingCounted, ItemWanted, ItemApart, ZeroWanted, LetterWanted, NumberWanted, LineOrder,
	LengthWanted, MarkWanted, ColumnWanted, RowWanted, CodeWanted, BadTemplate, BadGlob, BadRegexp, BadName, Circle, KeysAlike,
	NoRecords, NoRecord, BrokenLine, LineCut, TooDeep, NoValue, OtherWorkbook, UnknownPacking, MemberTwice, MemberName, Unworked, OutOfDate,
	SameColumn, SameRecords, NoSuchText, NoneEmpty, NoSuchKey,
	BadPicture, TooManyPixels, TooManyPages, OtherFormat, TooSlow, ActiveContent, HiddenData,
	NoName, SeveralWays, SamePaper, OtherFile, InFileName, PartWanted, PlaceWanted, FieldsAdjoin, SaidTwice, WordUnused, DigestOnly, PagesWanted,
	IDWanted, MapTwice, LevelWanted, BothNeeded, TilesOrFile, OnlyFile, OutlinesWanted, NoTiles, NoSuchFile,
	MapBroken, MapFormat, MapUnits, MapStrangers, MapDegrees, MapExtent,
	ShapeUnit, ShapeArea, ShapePoints, ShapeArc, ShapeNumbers, CommissionTwice, SquareTwice, NoCommission, OtherLevel, SquareWanted,
	PublishedGone, PublishedAltered,
}

// Unread is why source.ReadFile refuses a file; other errors are no findings.
func Unread(err error) (Term, bool) {
	switch {
	case errors.Is(err, source.ErrLink):
		return IsLink, true
	case errors.Is(err, source.ErrDevice):
		return IsDevice, true
	case errors.Is(err, source.ErrTooLarge):
		return TooLarge, true
	case errors.Is(err, source.ErrChanging):
		return Changing, true
	}
	return "", false
}

// Detail is the fact that holds a library's own words, which are in English:
// for operators alone.
const Detail = "detail"

// asides names the facts of a code that only some findings have: a suggestion, a
// name that was asked for. Each has a sentence of its own, under its name.
var asides = map[Code][]string{
	ElectionValue: {"problem", "known", "meant"}, SourceColumn: {"most", "meant"}, FileUnlike: {"meant"}, SourceEmpty: {"meant"},
	SheetUnclear: {"sheet"}, Underived: {"known", "match"},
	ScanUnmatched: {"commission", "number", "contest", "part", "series", "kind", "problem"}, ScanAbsent: {"meant"}, PersonalData: {"problem"}, MapUnclear: {"value"},
}

// Say is a sentence of the finding, by the last word of its key, as a catalogue
// words it.
func (f Finding) Say(text func(key string, pairs ...any) string, what string) string {
	pairs := append(f.Pairs(), "record", f.Record)
	for i := 1; i < len(pairs); i += 2 {
		if term, is := pairs[i].(Term); is {
			pairs[i] = text("findings.problem."+string(term), pairs...)
		}
	}
	sentence := text(f.Code.Texts()+"."+what, pairs...)
	if what != "what" {
		return sentence
	}
	for _, aside := range asides[f.Code] {
		if f.says(aside) {
			sentence = text("findings.more", "text", sentence, "more", text(f.Code.Texts()+"."+aside, pairs...))
		}
	}
	return sentence
}

// says reports whether a fact says anything: a text or a term.
func (f Finding) says(name string) bool {
	return slices.ContainsFunc(f.Args, func(a Arg) bool {
		_, term := a.Value.(Term)
		return a.Name == name && (term || f.Fact(name) != "")
	})
}

// Fact is the text of a fact, or nothing where there is none.
func (f Finding) Fact(name string) string {
	for _, a := range f.Args {
		if text, is := a.Value.(string); is && a.Name == name {
			return text
		}
	}
	return ""
}
