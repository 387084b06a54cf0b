package extract

import "gongkai/extract/decimal"

// Report is what one printed annual report says: its metadata, every figure of
// its statutory tables, the checks that tie those figures, and its text. It is
// the JSON object that `gongkai extract` prints, one a line.
type Report struct {
	// Source is the file, URL or "-" the report was read from.
	Source string `json:"source"`
	// Title as printed, without the site's suffix.
	Title string `json:"title"`
	// Agency is whose report it is, as the title names it; "" if nothing names one.
	Agency string `json:"agency"`
	// Publisher is the 发布机构 of the page's metadata, if printed.
	Publisher *string `json:"publisher"`
	// Region is the GB/T 2260 code, nil while unknown.
	Region *string `json:"region"`
	// Year is the reporting year, 0 if the page names none.
	Year int `json:"year"`
	// Format is the code of the form the tables follow ("2019", "2021"), "" without tables.
	Format string `json:"format"`
	// PublishedOn is a day in Asia/Shanghai (YYYY-MM-DD), with the label it stood under.
	PublishedOn     *string `json:"published_on"`
	PublishedOnKind *string `json:"published_on_kind"`
	IndexNumber     *string `json:"index_number"`
	DocumentNumber  *string `json:"document_number"`
	Scope           Scope   `json:"scope"`
	ScopeEvidence   string  `json:"scope_evidence,omitempty"` // the sentence that tells the scope, "" where none does
	Quality         Quality `json:"quality"`
	// Flags lists every quality that applies, in the order of the Quality constants.
	Flags      []Quality   `json:"flags"`
	Statistics []Statistic `json:"statistics"`
	Checks     []Check     `json:"checks"`
	Narrative  []Section   `json:"narrative"`
	Claims     []Claim     `json:"claims"`
	Problems   []Problem   `json:"problems"`
}

// Statistic is one printed figure, named by the codes of its form.
type Statistic struct {
	Section string `json:"section"`
	Row     string `json:"row"`
	Col     string `json:"col"`
	// Value is nil unless Status is StatusRead or StatusDerived.
	Value *decimal.Number `json:"value"`
	// Raw is the cell character for character (white space at its ends
	// trimmed), "" where the cell is empty and nil where no cell could be
	// told to be this figure's.
	Raw *string `json:"raw"`
	// Unit is nil where none is printed and the form names none.
	Unit       *string    `json:"unit"`
	UnitSource UnitSource `json:"unit_source"`
	Status     Status     `json:"status"`
	// Source is the document the figure was read from, "" where the report has
	// only one.
	Source string `json:"source,omitempty"`
	// At is where the figure was read.
	At Place `json:"-"`
}

// Place locates a cell on its page: the ordinal of the table (or of the run of
// text that stands for one), the row or line in it and the cell in that row,
// all counted from 1; zero where unknown. How tells why the label matched.
type Place struct {
	Table, Row, Cell int
	Label            string
	How              string
}

// Status tells how a figure came to its value.
type Status string

// The statuses of a figure.
const (
	StatusRead      Status = "read"      // a number is printed
	StatusBlank     Status = "blank"     // an empty cell, a dash, 无: not zero
	StatusDerived   Status = "derived"   // dropped by a flattening, and the checks leave one way
	StatusAmbiguous Status = "ambiguous" // several values fit
	StatusInvalid   Status = "invalid"   // text that is no number
)

// UnitSource tells where the unit of a figure was printed.
type UnitSource string

// The sources of a unit, in the order in which they are believed.
const (
	UnitFromCell   UnitSource = "cell"
	UnitFromHeader UnitSource = "header"
	UnitFromForm   UnitSource = "form"
	UnitFromNone   UnitSource = "none"
)

// Scope tells whose figures a report adds up.
type Scope string

// The scopes of a report.
const (
	ScopeOwn       Scope = "own"       // this agency's own figures
	ScopeAggregate Scope = "aggregate" // the sum over departments or lower governments
	ScopeUnknown   Scope = "unknown"
)

// Quality grades what could be read of a report.
type Quality string

// The qualities, worst first.
const (
	QualityNoTables     Quality = "no_tables"
	QualityInconsistent Quality = "inconsistent" // a check is false
	QualityPartial      Quality = "partial"      // a section is missing, or a figure ambiguous or invalid
	QualityComplete     Quality = "complete"
)

// Check is one equation of the form, applied to one row or column.
type Check struct {
	ID string `json:"id"`
	// At is the row or column code the equation was applied to.
	At string `json:"at"`
	// Left and Right are the two sums, nil where a term is unknown.
	Left  *decimal.Number `json:"left"`
	Right *decimal.Number `json:"right"`
	// Holds is nil where a term is blank, ambiguous or missing.
	Holds *bool `json:"holds"`
}

// Section is a part of the narrative under a heading of the first order; the
// opening before the first heading has Section "".
type Section struct {
	Section string `json:"section"`
	Text    string `json:"text"`
}

// Claim is a count that the narrative tells, with its sentence. Claims are
// never mixed with statistics: text and tables of a report often differ.
type Claim struct {
	// What is counted: a concept of the forms where they mean the same
	// (requests_received), else a code of the vocabulary in extract/claim.
	What string `json:"what"`
	// Value is exact: 1.2万条 is 12000, 未收到 is 0, 0.3万元 is 3000 (yuan).
	Value decimal.Number `json:"value"`
	// Unit as printed (件, 条, 人次), 元 for money, "" for a denial; not published.
	Unit     string `json:"-"`
	Sentence string `json:"sentence"`
	// Section is the heading the sentence stands under; not published.
	Section string `json:"-"`
}

// Problem is something a reader of the figures should know.
type Problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}
