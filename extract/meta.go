package extract

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// fieldKind is what a labelled field of the metadata block means.
type fieldKind uint8

const (
	fieldNone fieldKind = iota
	fieldTitle
	fieldIndex
	fieldDocument
	fieldPublisher
	fieldPublished // 发布, 公开: when it was put on the web
	fieldWritten   // 成文, 发文: the document's own date
	fieldGenerated // 生成: when the catalogue entry was made
	fieldDate      // a date without saying which
)

func fieldOf(label string) fieldKind {
	switch label {
	case "标题", "名称", "信息名称", "文件名称", "信息标题":
		return fieldTitle
	case "索引号", "信息索引号", "信息索取号", "索取号", "索引编号":
		return fieldIndex
	case "文号", "发文字号", "文件编号", "备注文号", "文件号", "公文文号":
		return fieldDocument
	case "发布机构", "发文机关", "发布单位", "发文单位", "发文机构", "公开机构", "所属机构", "发布机关", "公开责任部门":
		return fieldPublisher
	case "发布日期", "发布时间", "公开日期", "公开时间", "发布于":
		return fieldPublished
	case "成文日期", "发文日期", "成文时间", "发文时间":
		return fieldWritten
	case "生成日期", "公文生成日期", "生成时间":
		return fieldGenerated
	case "日期", "时间":
		return fieldDate
	}
	return fieldNone
}

// metadata is what the page says about itself outside its tables.
type metadata struct {
	titles   []string // fields that give a title
	fields   map[fieldKind]string
	dates    map[fieldKind]string // YYYY-MM-DD
	dateKind map[fieldKind]string
}

// maxMetaBytes bounds a line that may hold labelled fields.
const maxMetaBytes = 800

// collectMetadata reads the labelled fields of the lines that no table used.
func collectMetadata(p *page, pt part, used map[int]bool) metadata {
	m := metadata{fields: map[fieldKind]string{}, dates: map[fieldKind]string{}, dateKind: map[fieldKind]string{}}
	m.lines(p.lines[pt.from:pt.to], used)
	m.lines(p.lines[:pt.from], nil) // what several reports on a page share
	for _, name := range []string{"pubdate", "publishdate", "publishtime", "article:published_time"} {
		if v := p.meta[name]; v != "" {
			m.date(fieldPublished, metaName(name), v)
		}
	}
	return m
}

func (m *metadata) lines(lines []line, used map[int]bool) {
	for i := range lines {
		l := &lines[i]
		if used[i] {
			continue
		}
		if l.hard {
			m.tableRow(l.cells)
			continue
		}
		t := l.cells[0].text
		switch {
		case len(t) > maxMetaBytes:
		case hasPipe(t):
			var cells []cell
			for _, c := range strings.FieldsFunc(t, isPipe) {
				cells = append(cells, cell{text: trimSpace(c)})
			}
			m.tableRow(cells)
		default:
			m.text(t)
			if k := fieldOf(fieldName(t)); k != fieldNone && i+1 < len(lines) && !lines[i+1].hard {
				// The value stands on the next line, unless that is a field too.
				if v := lines[i+1].cells[0].text; len(v) < 200 && fieldOf(fieldName(v)) == fieldNone && !strings.ContainsAny(v, ":：") {
					m.set(k, fieldName(t), v)
				}
			}
		}
	}
}

// metaName gives meta tags the spelling of 国办发〔2017〕47号.
func metaName(name string) string {
	if name == "pubdate" {
		return "PubDate"
	}
	return name
}

// tableRow reads 索引号 | 000014349/2021-26060 | 发布机构 | …
func (m *metadata) tableRow(cells []cell) {
	for j := 0; j < len(cells); j++ {
		t := cells[j].text
		if t == "" || len(t) > maxMetaBytes {
			continue
		}
		name := fieldName(t)
		if k := fieldOf(name); k != fieldNone {
			// An empty cell beside a label is an empty field.
			if j+1 < len(cells) && fieldOf(fieldName(cells[j+1].text)) == fieldNone {
				m.set(k, name, cells[j+1].text)
				j++
			}
			continue
		}
		m.text(t)
	}
}

// fieldName is a cell or line as the name of a field.
func fieldName(s string) string { return strings.TrimRight(skeletonKeepAll(s), ":：") }

// skeletonKeepAll drops white space: 索 引 号 → 索引号.
func skeletonKeepAll(s string) string {
	if len(s) > 60 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isSpace(r) || r == '【' || r == '】' || r == '[' || r == ']' || r == '•' {
			return -1
		}
		return r
	}, s)
}

// text reads every "label: value" of a line.
func (m *metadata) text(s string) {
	rest := s
	for {
		i := strings.IndexAny(rest, ":：")
		if i < 0 {
			return
		}
		_, n := utf8.DecodeRuneInString(rest[i:])
		name, k := fieldBefore(rest[:i])
		rest = rest[i+n:]
		if k == fieldNone {
			continue
		}
		m.set(k, name, valueOf(k, rest))
	}
}

// fieldBefore finds the field name that ends a text, inner spaces allowed.
func fieldBefore(s string) (string, fieldKind) {
	runes := []rune(s)
	name := ""
	for i, n := len(runes)-1, 0; i >= 0 && n < 8; i-- {
		r := runes[i]
		if isSpace(r) || r == '】' || r == '【' || r == ']' || r == '[' {
			continue
		}
		name = string(r) + name
		n++
		if k := fieldOf(name); k != fieldNone && k != fieldDate {
			// 信息索取号 ends in 索取号: take the longer name where it is one.
			for j := i - 1; j >= 0 && j >= i-3; j-- {
				if longer := string(runes[j:i]) + name; fieldOf(longer) != fieldNone {
					return longer, fieldOf(longer)
				}
			}
			return name, k
		}
		if k := fieldOf(name); k == fieldDate && (i == 0 || isSpace(runes[i-1])) {
			return name, k
		}
	}
	return "", fieldNone
}

// valueOf cuts a field's value from the text behind its colon: up to the next
// field, for names and dates up to white space.
func valueOf(k fieldKind, s string) string {
	s = strings.TrimLeftFunc(s, isSpace)
	if k == fieldTitle {
		return s
	}
	if i := strings.IndexAny(s, ":："); i >= 0 && i < 40 && fieldOf(skeletonKeepAll(s[:i])) != fieldNone {
		return "" // an empty field, then the next label: 文 号: 索 引 号: …
	}
	// Behind white space, what ends in a colon is the next label.
	if i := strings.IndexFunc(s, isSpace); i >= 0 {
		first, tail := s[:i], s[i:]
		if strings.ContainsAny(first, ":：") {
			return ""
		}
		if k == fieldPublished || k == fieldWritten || k == fieldGenerated || k == fieldDate {
			return first + " " + strings.TrimLeftFunc(tail, isSpace)
		}
		return first
	}
	if k == fieldIndex || k == fieldPublisher || k == fieldDocument {
		if strings.ContainsAny(s, ":：") && k != fieldIndex {
			return ""
		}
	}
	return s
}

func (m *metadata) set(k fieldKind, name, value string) {
	value = trimSpace(value)
	switch k {
	case fieldTitle:
		m.titles = append(m.titles, value)
	case fieldPublished, fieldWritten, fieldGenerated, fieldDate:
		m.date(k, name, value)
	default:
		if _, twice := m.fields[k]; twice || value == "" || len(value) > 200 || strings.Trim(value, "-—无/| ") == "" || value == "无文号" {
			return
		}
		m.fields[k] = value
	}
}

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

// parseDate reads the day a text begins with: 2020-01-30, 2020年1月30日,
// 2020/1/30, 2020.1.30, 20200130. Days are Asia/Shanghai days as printed.
func parseDate(s string) (string, bool) {
	s = narrow(s)
	var parts [3]int
	n, digits, value := 0, 0, 0
	compact := ""
	for i, r := range s + "\x00" {
		if r >= '0' && r <= '9' {
			value = value*10 + int(r-'0')
			if digits++; digits > 8 {
				return "", false
			}
			continue
		}
		if digits > 0 {
			if digits == 8 && n == 0 {
				compact = s[:i]
				break
			}
			parts[n] = value
			if n++; n == 3 {
				break
			}
			digits, value = 0, 0
		}
		switch r {
		case '-', '/', '.', '年', '月', ' ':
		default:
			if n < 3 {
				return "", false
			}
		}
	}
	var t time.Time
	var err error
	if compact != "" {
		t, err = time.Parse("20060102", compact)
	} else if n == 3 {
		t, err = time.Parse("2006-1-2", fmt.Sprintf("%d-%d-%d", parts[0], parts[1], parts[2]))
	} else {
		return "", false
	}
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return "", false
	}
	return t.Format(time.DateOnly), true
}
