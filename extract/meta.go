package extract

import (
	"strings"
)

// metadata is what the page says about itself outside its tables.
type metadata struct {
	titles   []string // fields that give a title
	fields   map[fieldKind]string
	dates    map[fieldKind]string // YYYY-MM-DD
	dateKind map[fieldKind]string
	header   []fieldKind // a row of names whose values stand in the row below
}

func newMetadata() metadata {
	return metadata{fields: map[fieldKind]string{}, dates: map[fieldKind]string{}, dateKind: map[fieldKind]string{}}
}

// maxSharedLines bounds the lines above the first report of a page whose fields
// all its reports share.
const maxSharedLines = 60

// Bounds on a line that may hold labelled fields, and on a value.
const (
	maxMetaBytes  = 800
	maxValueBytes = 200
)

// collectMetadata reads the labelled fields of the lines that no table used.
func collectMetadata(p *page, pt part, used map[int]bool) metadata {
	m := newMetadata()
	m.lines(p.lines[pt.from:pt.to], used)
	m.lines(p.lines[max(0, pt.top-maxSharedLines):pt.top], nil)
	for _, name := range []string{"pubdate", "publishdate", "publishtime", "article:published_time"} {
		if v := p.meta[name]; v != "" {
			m.date(fieldPublished, metaName(name), v)
		}
	}
	return m
}

// metaName gives meta tags the spelling of 国办发〔2017〕47号.
func metaName(name string) string {
	if name == "pubdate" {
		return "PubDate"
	}
	return name
}

func (m *metadata) lines(lines []line, used map[int]bool) {
	for i := range lines {
		l := &lines[i]
		if l.hard {
			if !used[i] {
				m.tableRow(l.cells)
			}
			continue
		}
		t := l.cells[0].text
		if len(t) > maxMetaBytes || used[i] {
			continue
		}
		k, name := fieldOf(t)
		switch {
		case strings.IndexByte(t, '|') >= 0 && strings.Count(t, "|") > 1 || strings.Contains(t, "｜"):
			m.pipedRow(t)
		case k == fieldNone && hasColon(t):
			m.text(t)
		case k == fieldNone:
			m.spaced(t)
		case i+1 < len(lines) && !lines[i+1].hard:
			// The value stands on the next line, unless that is a field too.
			v := lines[i+1].cells[0].text
			if next, _ := fieldOf(v); next == fieldNone && len(v) < maxValueBytes && !fieldsStand(v) {
				m.set(k, name, v)
			}
		}
	}
}

func (m *metadata) pipedRow(t string) {
	var cells []cell
	for _, c := range strings.FieldsFunc(t, isPipe) {
		cells = append(cells, cell{text: trimSpace(c)})
	}
	m.tableRow(cells)
}

// tableRow reads 索引号 | 000014349/2021-26060 | 发布机构 | …, and a row of
// values below a row of names.
func (m *metadata) tableRow(cells []cell) {
	if len(m.header) == len(cells) && len(cells) > 1 {
		for j, k := range m.header {
			if other, _ := fieldOf(cells[j].text); other == fieldNone {
				m.set(k, "", cells[j].text)
			}
		}
	}
	m.header = m.header[:0]
	names := 0
	for j := 0; j < len(cells); j++ {
		t := cells[j].text
		if t == "" || len(t) > maxMetaBytes {
			continue
		}
		k, name := fieldOf(t)
		if k == fieldNone {
			if hasColon(t) {
				m.text(t)
			}
			continue
		}
		names++
		if j+1 < len(cells) { // an empty cell beside a label is an empty field
			if next, _ := fieldOf(cells[j+1].text); next == fieldNone {
				m.set(k, name, cells[j+1].text)
				j++
			}
		}
	}
	if names > 1 && names == len(cells) {
		for _, c := range cells {
			k, _ := fieldOf(c.text)
			m.header = append(m.header, k)
		}
	}
}

// text reads every "label: value" of a line.
func (m *metadata) text(s string) {
	kind, name := fieldNone, ""
	value := s // behind the colon of the last field
	for from := 0; ; {
		i, n := nextColon(s[from:])
		if i < 0 {
			break
		}
		at := from + i
		from = at + n
		k, start, label := fieldBefore(s[:at])
		if k == fieldNone {
			continue
		}
		if kind != fieldNone && start >= len(s)-len(value) {
			m.set(kind, name, value[:start-(len(s)-len(value))])
		}
		kind, name, value = k, label, s[from:]
	}
	m.set(kind, name, value)
}

// spaced reads fields that no colon marks: 索 引 号 640421/2018-00954 发文时间 2018-01-11.
func (m *metadata) spaced(s string) {
	if len(s) > maxValueBytes || strings.IndexFunc(s, isSpace) < 0 {
		return
	}
	kind, name, value := fieldNone, "", ""
	tokens := strings.FieldsFunc(s, isSpace)
	for i := 0; i < len(tokens); {
		k, label, n := longestField(tokens[i:])
		if i == 0 && k == fieldNone {
			return
		}
		if k != fieldNone && (i == 0 || value != "" || n > 1 || k != fieldOther) {
			m.set(kind, name, value)
			kind, name, value = k, label, ""
			i += n
			continue
		}
		if value != "" {
			value += " "
		}
		value += tokens[i]
		i++
	}
	m.set(kind, name, value)
}

// set keeps the first value of a field; empty ones and dashes are none.
func (m *metadata) set(k fieldKind, name, value string) {
	value = trimSpace(strings.Trim(trimSpace(value), "【】•·"))
	switch {
	case k == fieldNone || k == fieldOther || value == "":
	case k == fieldTitle:
		m.titles = append(m.titles, value)
	case k.isDate():
		if name == "" {
			name = dateNames[k]
		}
		m.date(k, name, value)
	default:
		value = firstWord(value)
		if _, twice := m.fields[k]; twice || value == "" || len(value) > maxValueBytes || strings.Trim(value, "-—无/| ") == "" {
			return
		}
		if k != fieldIndex && hasColon(value) || k == fieldDocument && !strings.ContainsFunc(value, isDigit) {
			return // 无号, 〔〕号
		}
		m.fields[k] = value
	}
}

// dateNames name the dates whose own name the page does not print beside them.
var dateNames = map[fieldKind]string{fieldPublished: "发布日期", fieldWritten: "成文日期", fieldGenerated: "生成日期", fieldDate: "日期"}

func (m *metadata) date(k fieldKind, name, value string) {
	if _, twice := m.dates[k]; twice {
		return
	}
	if d, ok := parseDate(value); ok {
		m.dates[k], m.dateKind[k] = d, name
	}
}

// published picks the publication date by the order of the interface.
func (m *metadata) published() (day, kind string) {
	for _, k := range []fieldKind{fieldPublished, fieldDate, fieldWritten, fieldGenerated} {
		if d := m.dates[k]; d != "" {
			return d, m.dateKind[k]
		}
	}
	return "", ""
}
