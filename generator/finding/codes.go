package finding

import "slices"

// A Code names one rule. Numbers are never reused; the first letter is the
// family: I for intake (I0 files and configuration, I1 cells and columns,
// I2 records), D for decisions and documents (D3 and D6), M for maps, P for the arithmetic of protocols, S for sums
// of our own, L for personal data. HISTORY alone has a name: it is about what was
// published earlier, and not about what was received.
//
// A code that is not declared here is that of a check of the election's own, as
// election.yaml names it.
type Code string

const (
	SiteConfig       Code = "I001" // site.yaml cannot be read
	ElectionConfig   Code = "I002" // election.yaml cannot be read
	ElectionValue    Code = "I003" // a value in election.yaml means nothing
	TableMissing     Code = "I004" // a table that an election needs is not there
	TableUnreadable  Code = "I005" // a file without a header row
	RowUnreadable    Code = "I006" // a row is not a row of a table
	ElectionTwice    Code = "I007" // two elections with one id
	ElectionUnlisted Code = "I008" // site.yaml lists an election that is not there
	TableNotRead     Code = "I009" // a file beside election.yaml that is no table
	ConfigKey        Code = "I010" // a key that a configuration does not have
	CheckFormula     Code = "I011" // the formula of a check means nothing
	SourceColumn     Code = "I012" // sources name a column that no file of theirs has
	FileUnlike       Code = "I013" // a file lacks a column that others of its source have
	SourceEmpty      Code = "I014" // no file is where sources look
	FileRefused      Code = "I015" // a file that cannot be read, or must not be
	WorkbookActive   Code = "I016" // a workbook with macros or links
	SheetUnclear     Code = "I017" // a workbook has no such sheet, or several
	HiddenCells      Code = "I018" // a workbook hides rows, columns or sheets
	TooManyAlike     Code = "I019" // more findings of a code in one file than are told one by one
	NeverMet         Code = "I020" // what sources name is in no row of any file

	NotACount       Code = "I101" // a cell holds something else than a whole number
	ColumnMissing   Code = "I102" // a table lacks a column that it needs
	ColumnUnknown   Code = "I103" // a column that means nothing
	ColumnTwice     Code = "I104" // two columns with one name
	SelectionColumn Code = "I105" // a votes column names an unknown selection
	NotAValue       Code = "I106" // a cell holds a value that the column does not know
	KeyMissing      Code = "I107" // a cell that names the record is empty
	RowLength       Code = "I108" // a row is longer than its header
	NotATime        Code = "I109" // a cell holds something else than a time
	NameMissing     Code = "I110" // a name is missing in one language
	TimeFar         Code = "I111" // a time years away from the election
	OddText         Code = "I112" // a text that is more than text
	TotalsRow       Code = "I113" // a row of totals says something else than the rows
	Underived       Code = "I115" // a derived value cannot be made of a text

	UnknownCommission Code = "I201" // a record names an unknown commission
	UnknownContest    Code = "I202" // a record names an unknown contest
	UnknownPart       Code = "I203" // a record names a part that the contest does not have
	DuplicateRecord   Code = "I204" // the same record again
	ConflictingRecord Code = "I205" // two records claim to be the same protocol
	LevelSigns        Code = "I206" // a protocol of a level that signs none
	ParentUnknown     Code = "I207" // a commission beneath an unknown one
	ParentLevel       Code = "I208" // a commission beneath one of the same or a lower level
	DuplicateID       Code = "I209" // an id is taken
	NotOnForm         Code = "I210" // a count on a line that the form does not have
	OutsideContest    Code = "I211" // a protocol from outside the contest's constituencies
	UnknownItem       Code = "I212" // a long table names an unknown line or selection
	VersionReason     Code = "I213" // a corrected version without a reason
	InvalidID         Code = "I214" // an id with characters that a path cannot have
	DocumentPath      Code = "I215" // a document's file outside the election's folder
	EmptyRecord       Code = "I216" // a protocol without a single figure
	CompletesNothing  Code = "I217" // counts for a protocol that nothing else brings
	VersionSkipped    Code = "I218" // a version of a protocol without the one before it

	DecisionTarget    Code = "D301" // a decision about something unknown
	DecisionRevokes   Code = "D302" // a decision revokes an unknown or later one
	WaiverUseless     Code = "D303" // a waiver that waives nothing
	ComplaintDecision Code = "D304" // a complaint names an unknown decision

	ScanUnmatched    Code = "D601" // a file under scans/ that is of no document
	ScanAbsent       Code = "D602" // a document names a file that is not there
	ProtocolUnseen   Code = "D603" // a protocol without its scan, where all are to be there
	PaperAlone       Code = "D604" // a scan of a protocol that no table has
	ScanTwice        Code = "D605" // the same bytes for two documents
	ScanUnreadable   Code = "D606" // no picture can be made of a file, or must not be
	OriginalWithheld Code = "D607" // the received file holds more than its pages
	PositionInside   Code = "D608" // the received picture says where it was taken
	PageSkipped      Code = "D609" // a page of a document without the one before it

	MapUnclear    Code = "M701" // an entry of maps: that cannot be used
	MapUnreadable Code = "M702" // a file of boundaries that cannot be drawn
	ShapeBroken   Code = "M703" // features of it that cannot be drawn
	MapStray      Code = "M704" // shapes that no commission of the level has
	MapAbsent     Code = "M705" // commissions of the level that a map does not show
	UnitTwice     Code = "M706" // two commissions with one unit of a map
	TileTaken     Code = "M707" // a square that is taken, or a commission with two
	TileStray     Code = "M708" // a square of no commission of the level, or in no place
	TileLabel     Code = "M709" // a square without its letters in one language

	FormulaBroken Code = "P401" // the formula of a check cannot be worked out for some figures
	SharesExceed  Code = "P402" // the votes of a protocol exceed the base of its percents

	SumOfChildren    Code = "S501" // a sum is not that of the places beneath
	SumOfPrecincts   Code = "S502" // a sum is not that of the precincts
	ShareBeyondWhole Code = "S503" // shares exceed their whole
	CountedOnce      Code = "S504" // a precinct is not counted exactly once
	LedgerOpen       Code = "S505" // counted, voided and missing are not all there are

	PersonalData Code = "L901" // a personal number in a table

	History Code = "HISTORY" // what was published is missing now, or altered
)

// effects gives each code its one effect.
var effects = map[Code]Effect{
	SiteConfig: Stop, ElectionConfig: Stop, ElectionValue: Stop, TableMissing: Stop,
	TableUnreadable: Hold, RowUnreadable: Hold, ElectionTwice: Stop, ElectionUnlisted: Flag, TableNotRead: Flag,
	ConfigKey: Stop, CheckFormula: Stop, SourceColumn: Stop, FileUnlike: Hold, SourceEmpty: Flag, FileRefused: Hold,
	WorkbookActive: Flag, SheetUnclear: Hold, HiddenCells: Flag, TooManyAlike: Flag, NeverMet: Flag,

	NotACount: Flag, ColumnMissing: Stop, ColumnUnknown: Flag, ColumnTwice: Stop, SelectionColumn: Stop,
	NotAValue: Hold, KeyMissing: Hold, RowLength: Hold, NotATime: Flag, NameMissing: Flag, TimeFar: Flag,
	OddText: Flag, TotalsRow: Flag, Underived: Hold,

	UnknownCommission: Hold, UnknownContest: Hold, UnknownPart: Hold, DuplicateRecord: Hold,
	ConflictingRecord: Hold, LevelSigns: Hold, ParentUnknown: Hold, ParentLevel: Hold, DuplicateID: Hold,
	NotOnForm: Flag, OutsideContest: Hold, UnknownItem: Hold, VersionReason: Flag, InvalidID: Hold, EmptyRecord: Hold, CompletesNothing: Hold,
	DocumentPath: Hold, VersionSkipped: Flag,

	DecisionTarget: Hold, DecisionRevokes: Hold, WaiverUseless: Flag, ComplaintDecision: Flag,

	ScanUnmatched: Hold, ScanAbsent: Flag, ProtocolUnseen: Flag, PaperAlone: Flag, ScanTwice: Flag, ScanUnreadable: Hold,
	OriginalWithheld: Flag, PositionInside: Flag, PageSkipped: Flag,

	MapUnclear: Hold, MapUnreadable: Hold, ShapeBroken: Flag, MapStray: Flag, MapAbsent: Flag, UnitTwice: Flag,
	TileTaken: Flag, TileStray: Flag, TileLabel: Flag,

	FormulaBroken: Flag, SharesExceed: Flag,

	SumOfChildren: Stop, SumOfPrecincts: Stop, ShareBeyondWhole: Stop, CountedOnce: Stop, LedgerOpen: Stop,

	PersonalData: Stop,

	History: Stop,
}

// Declared reports whether the code is the program's own, and not that of a
// check in election.yaml.
func (c Code) Declared() bool { return effects[c] != "" }

// Effect is what findings of the code do. What fails a check of the election's
// own is published with the note beside it.
func (c Code) Effect() Effect {
	if !c.Declared() {
		return Flag
	}
	return effects[c]
}

// Texts is where the catalogues word the code: under its own name, or, for a
// check of the election's own, as every failing check is worded.
func (c Code) Texts() string {
	if !c.Declared() {
		return "findings.check"
	}
	return "findings." + string(c)
}

// Codes lists all declared codes in order.
func Codes() []Code {
	codes := make([]Code, 0, len(effects))
	for c := range effects {
		codes = append(codes, c)
	}
	slices.Sort(codes)
	return codes
}
