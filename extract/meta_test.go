package extract

import (
	"strings"
	"testing"
)

// fieldsIn reads the labelled fields of lines; those with | are rows of tables.
func fieldsIn(lines ...string) *metadata {
	m := newMetadata()
	var ls []line
	for _, s := range lines {
		l := line{cells: []cell{{text: s}}}
		if strings.HasPrefix(s, "|") {
			l = line{hard: true}
			for c := range strings.SplitSeq(strings.Trim(s, "|"), "|") {
				l.cells = append(l.cells, cell{text: trimSpace(c)})
			}
		}
		ls = append(ls, l)
	}
	m.lines(ls, nil)
	return &m
}

func TestMetadataReadsFieldsHoweverTheyArePrinted(t *testing.T) {
	for _, c := range []struct {
		name                           string
		lines                          []string
		index, publisher, number, date string
	}{
		{"a table of pairs", []string{"|索引号|0143/2024-2|发布机构|样例局|", "|文号|样发〔2024〕1号|发布日期|2024-01-20|"}, "0143/2024-2", "样例局", "样发〔2024〕1号", "2024-01-20"},
		{"names spaced out, an empty field before a name", []string{"|索 引 号|0143/2024-2|分 类|年报|", "|文 号|有 效 性|发布机构|样例局|"}, "0143/2024-2", "样例局", "", ""},
		{"values in the row below", []string{"|索引号|公开方式|发布机构|发布日期|", "|0143/2024-2|主动公开|样例局|2024-01-20|"}, "0143/2024-2", "样例局", "", "2024-01-20"},
		{"several fields on a line", []string{"索 引 号： 0143/2024-2  发布机构： 样例局 文 号： 发布日期：2024年1月20日 10:12"}, "0143/2024-2", "样例局", "", "2024-01-20"},
		{"an empty field before the next label", []string{"文号: 索引号: 0143/2024-2", "发布机构: 公开日期: 2024-01-20 09:58访问次数: 【字号"}, "0143/2024-2", "", "", "2024-01-20"},
		{"no colons", []string{"索 引 号 0143/2024-2 发文时间 2024-01-20", "发布机构 样例局 文 号", "公开方式 主动公开 有效性 有效"}, "0143/2024-2", "样例局", "", "2024-01-20"},
		{"values on the next line", []string{"索引号：", "0143/2024-2", "发布机构：", "样例局", "文号：", "成文日期：", "2024-01-20"}, "0143/2024-2", "样例局", "", "2024-01-20"},
		{"other spellings", []string{"信息索取号：QA44-2024-1", "发文机关：样例局", "文件编号：样发〔2024〕1号", "公文生成日期：2024/1/20"}, "QA44-2024-1", "样例局", "样发〔2024〕1号", "2024-01-20"},
		{"a list of fields, most of them empty", []string{"• 索  引  号:", "• 发布机构:", "• 发布日期:", "• 2024年01月20日"}, "", "", "", "2024-01-20"},
		{"brackets", []string{"【索引号】0143/2024-2", "【发布机构】样例局"}, "", "", "", ""},
		{"brackets and colons", []string{"【索 引 号】：0143/2024-2 【发布机构】：样例局"}, "0143/2024-2", "样例局", "", ""},
		{"a counter before a date", []string{"浏览次数：发布时间：2024-01-20 00:00"}, "", "", "", "2024-01-20"},
		{"a document without a number", []string{"发文字号：无〔〕号 发布机构：样例办"}, "", "样例办", "", ""},
		{"a broken document number", []string{"发文字号：样政办发 〔2024〕1号 发布机构：样例办"}, "", "样例办", "样政办发〔2024〕1号", ""},
		{"a dash is no number", []string{"|文号|—|索引号|无|"}, "", "", "", ""},
		{"a sentence is no field", []string{"我局对下属发布机构：共计12家进行检查，统计时间：2020年1月1日。"}, "", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := fieldsIn(c.lines...)
			date, _ := m.published()
			got := []string{m.fields[fieldIndex], m.fields[fieldPublisher], m.fields[fieldDocument], date}
			for i, want := range []string{c.index, c.publisher, c.number, c.date} {
				if got[i] != want {
					t.Errorf("got %q, want index %q, publisher %q, number %q, date %q", got, c.index, c.publisher, c.number, c.date)
					break
				}
			}
		})
	}
}

func TestPublicationDateNamesItsKind(t *testing.T) {
	for _, c := range []struct{ line, day, kind string }{
		{"生成日期：2020-01-01 成文日期：2020-01-02 发布日期：2020-01-03", "2020-01-03", "发布日期"},
		{"生成日期：2020-01-01 发文日期：2020-01-02", "2020-01-02", "发文日期"},
		{"公文生成日期：2020-01-01", "2020-01-01", "公文生成日期"},
		{"公开时间：2020-01-05 生成日期：2020-01-01", "2020-01-05", "公开时间"},
		{"发布日期：不详 生成日期：2020-01-01", "2020-01-01", "生成日期"},
	} {
		if day, kind := fieldsIn(c.line).published(); day != c.day || kind != c.kind {
			t.Errorf("%s: %s (%s), want %s (%s)", c.line, day, kind, c.day, c.kind)
		}
	}
}
