package extract

// part is a stretch of lines that holds one report.
type part struct {
	from, to int
	title    reportTitle // of the line it begins with, if several share a page
	titled   bool
	top      int // end of the lines above the first report, which all share
}

// A part is a report of its own where so many labels of tables, or headings of
// a report with some text, stand in it.
const (
	minPartLabels   = 8
	minPartHeadings = 2
	minPartText     = 200
)

// split cuts a page that holds several reports (several years, several
// agencies) at their titles. A title that repeats the one before (running
// heads, a title page) begins nothing, nor does one without a report behind it.
func (x *Extractor) split(p *page, ts *titles) []part {
	whole := []part{{from: 0, to: len(p.lines)}}
	var starts []part
	printed := map[string]int{}
	for _, lt := range ts.lines {
		printed[lt.title.text]++
	}
	for _, lt := range ts.lines {
		t := lt.title
		if t.says() == 0 || manyYears(t.text) || t.year == 0 && printed[t.text] > 1 {
			continue
		}
		if n := len(starts); n > 0 {
			last := &starts[n-1].title
			other := t.agency != "" && last.agency != "" && !sameAgency(t.agency, last.agency)
			if t.year == 0 && !other {
				t.year = periodYearOf(p.lines[lt.line+1 : min(len(p.lines), lt.line+12)])
			}
			if !other && (t.year == 0 || t.year == last.year) {
				if last.agency == "" {
					last.agency = t.agency
				}
				continue
			}
		}
		starts = append(starts, part{from: lt.first, title: t, titled: true})
	}
	if len(starts) < 2 {
		return whole
	}
	var out []part
	for i := range starts {
		starts[i].to = len(p.lines)
		if i+1 < len(starts) {
			starts[i].to = starts[i+1].from
		}
		if x.holdsReport(p.lines[starts[i].from:starts[i].to]) {
			out = append(out, starts[i])
		}
	}
	if len(out) < 2 {
		return whole
	}
	for i := range out { // nothing between two parts is lost
		out[i].top = out[0].from
		if i > 0 {
			out[i].from = fieldsBefore(p.lines, out[i-1].from+1, out[i].from)
			out[i-1].to = out[i].from
		}
	}
	return out
}

// fieldsBefore moves the beginning of a part up over the labelled fields that
// stand right above its title, down to line floor.
func fieldsBefore(lines []line, floor, title int) int {
	from := title
	for i := title - 1; i >= floor && title-i <= 8; i-- {
		m := newMetadata()
		m.lines(lines[i:i+1], nil)
		switch {
		case len(m.fields)+len(m.dates) > 0:
			from = i
		case len(lines[i].text()) > 60:
			return from
		}
	}
	return from
}

// holdsReport tells whether the lines hold tables, or the text of a report.
func (x *Extractor) holdsReport(lines []line) bool {
	headings, text := 0, 0
	for i := range lines {
		if l := &lines[i]; !l.hard && !l.link {
			text += len(l.cells[0].text)
			if _, ok := firstOrder(l.cells[0].text); ok {
				headings++
			}
		}
	}
	return headings >= minPartHeadings && text >= minPartText || x.labels(lines) >= minPartLabels
}

// labels counts the cells that are labels of some form.
func (x *Extractor) labels(lines []line) int {
	n := 0
	for _, r := range rowsOf(x.ix, lines) {
		for _, c := range r.cells {
			if c.targets != nil {
				n++
			}
		}
	}
	return n
}
