package generate

import (
	"slices"
	"strings"

	"gongkai/extract/form"
)

// kind is how a section is printed.
type kind int

const (
	plainKind     kind = iota // blocks of 第二十条: one header row, a few rows
	groupedKind               // table three
	reviewKind                // table four
	indicatorKind             // the one-column table of 2014
)

// section is a section of the form as this report prints it.
type section struct {
	code, heading string
	kind          kind
	form          *form.Section // nil for a section the form does not know
	rows          []rowSpec
	groups        []form.Group
	cols          []form.Column
	values        [][]number
}

// rowSpec is a row to print. A row the form does not know has figures, but no
// truth: nothing may be read from it.
type rowSpec struct {
	form.Row
	unknown bool
}

// shape decides which sections and rows a report prints.
func (g *generator) shape(f *form.Form) []*section {
	var out []*section
	for i := range f.Sections {
		fs := &f.Sections[i]
		s := &section{code: fs.Code, heading: fs.Heading, form: fs, cols: fs.Columns, groups: fs.Groups, rows: g.rowsOf(fs)}
		switch {
		case fs.Layout != "":
			s.kind = reviewKind
		case len(fs.ColumnGroups) > 0:
			s.kind = groupedKind
		case len(fs.Columns) == 1 && len(fs.Rows) > 10:
			s.kind = indicatorKind
		}
		out = append(out, s)
	}
	if f.Format == "2014" {
		return out
	}
	if f.Format == "2019" && g.on("shape:2019-with-2021-rows", 0.05) {
		g.rowsOf2021(out)
		return out // without its columns nobody could tell the form
	}
	if f.Format == "2021" && g.on("shape:procurement-in-2021", 0.03) {
		out = g.procurement(out)
	}
	if g.on("shape:extra-rows", 0.06) {
		g.extraRows(out)
	}
	if g.on("shape:rows-left-out", 0.04) {
		g.leaveRowsOut(out)
	}
	switch {
	case g.on("shape:only-three-and-four", 0.03):
		out = slices.DeleteFunc(out, func(s *section) bool { return s.kind == plainKind })
	case g.on("shape:missing-sections", 0.06):
		r := g.rnd("missing")
		out = slices.DeleteFunc(out, func(s *section) bool { return s.kind != groupedKind && chance(r, 0.35) })
		if !slices.ContainsFunc(out, func(s *section) bool { return s.code == "art20_1" || s.code == "art20_5" }) {
			// Of a block of the earlier form beside one of the later nobody could tell which was kept.
			out = slices.DeleteFunc(out, func(s *section) bool { return s.code == "kept" })
		}
	}
	return out
}

// rowsOf are the rows of a section that the report prints: where one row can
// stand in for several, either it or these.
func (g *generator) rowsOf(s *form.Section) []rowSpec {
	single := false
	for _, r := range s.Rows {
		if len(r.AlternativeTo) > 0 {
			single = g.on("shape:single-other", 0.12)
		}
	}
	var parts []string
	for _, r := range s.Rows {
		parts = append(parts, r.AlternativeTo...)
	}
	var out []rowSpec
	for _, r := range s.Rows {
		if slices.Contains(parts, r.Code) && single || len(r.AlternativeTo) > 0 && !single {
			continue
		}
		out = append(out, rowSpec{Row: r})
	}
	return out
}

// rowsOf2021 prints the rows of the later form under the columns of the
// earlier one, as agencies did that took over half of the new form.
func (g *generator) rowsOf2021(sections []*section) {
	later := g.forms["2021"]
	for _, s := range sections {
		ls := later.Section(s.code)
		if ls == nil || s.kind == reviewKind {
			continue
		}
		var rows []rowSpec
		for _, r := range ls.Rows {
			if r.HeadingOnly || len(r.AlternativeTo) > 0 {
				continue
			}
			rows = append(rows, rowSpec{Row: r, unknown: !s.form.HasRow(r.Code)})
		}
		s.rows, s.groups = rows, ls.Groups
	}
}

// procurement keeps a block of the earlier form in a report of the later one.
func (g *generator) procurement(sections []*section) []*section {
	old := g.forms["2019"].Section("art20_9")
	s := &section{code: "kept", heading: old.Heading, kind: plainKind, cols: old.Columns}
	for _, r := range old.Rows {
		s.rows = append(s.rows, rowSpec{Row: r, unknown: true})
	}
	at := slices.IndexFunc(sections, func(s *section) bool { return s.kind != plainKind })
	return slices.Insert(sections, at, s)
}

// extraRows adds rows that local forms have and the national one has not.
func (g *generator) extraRows(sections []*section) {
	r := g.rnd("extra rows")
	for _, s := range sections {
		if s.kind != plainKind || len(s.rows) == 0 || chance(r, 0.4) {
			continue
		}
		label := pick(r, "行政检查", "行政确认", "行政奖励", "行政征收", "公共服务事项")
		if s.code == "art20_1" {
			label = pick(r, "其他主动公开文件", "其他文件", "其他主动公开文件（含以本单位办公室名义签发的文件）")
		}
		s.rows = append(s.rows, rowSpec{Row: form.Row{Code: "extra", Label: label}, unknown: true})
	}
}

// leaveRowsOut prints no row for some of the outcomes, as agencies do that
// delete what they had none of.
func (g *generator) leaveRowsOut(sections []*section) {
	r := g.rnd("rows left out")
	for _, s := range sections {
		if s.kind != groupedKind {
			continue
		}
		s.rows = slices.DeleteFunc(s.rows, func(row rowSpec) bool {
			return strings.Contains(row.Code, ".") && chance(r, 0.3)
		})
	}
}
