package extract

import (
	"strings"
	"testing"
)

// shown lays a page out and returns it as people would draw it: a row a line,
// cells parted by pipes, lines of text as they are.
func shown(t testing.TB, body string) string {
	t.Helper()
	p, err := layOut(Input{Body: []byte(body), ContentType: "text/html"})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for i := range p.lines {
		var cells []string
		for _, c := range p.lines[i].cells {
			cells = append(cells, strings.ReplaceAll(c.text, "\n", "/"))
		}
		s := strings.Join(cells, "|")
		if p.lines[i].hard {
			s = "|" + s + "|"
		}
		lines = append(lines, s)
	}
	return strings.Join(lines, "\n")
}

func TestTablesAreLaidOutAsABrowserShowsThem(t *testing.T) {
	const nested = "<table><tr><td>规章<td>1</table>"
	for _, c := range []struct{ name, page, want string }{
		{"caption, head and foot", "<table><caption>表一</caption><thead><tr><th>项<th>数</thead><tfoot><tr><td>计<td>2</tfoot><tbody><tr><td>规章<td>1</table>", "表一\n|项|数|\n|计|2|\n|规章|1|"},
		{"a table of one column is text", "<table><tr><td>规章<tr><td>1</table>", "规章\n1"},
		{"a report in a cell", "<table><tr><td><p>甲</p>" + nested + "<p>乙</p></table>", "甲\n|规章|1|\n乙"},
		{"a table beside text, in the order of the cells", "<table><tr><td>左<td>" + nested + "<td>右</table>", "左\n|规章|1|\n右"},
		{"tables in tables in tables", "<table><tr><td><table><tr><td>甲<td>" + nested + "</table><td>乙</table>", "甲\n|规章|1|\n乙"},
		{"a frame around a figure", "<table><tr><td>规章<td><table><tr><td>12</td></tr></table><td>3</table>", "|规章|12|3|"},
		{"a frame with two cells is a table", "<table><tr><td>规章<td><table><tr><td>12<td>3</table></table>", "规章\n|12|3|"},
		{"hidden rows and cells", "<table><tr><td>规章<td>1<tr style='display:none'><td>草稿<td>9<tbody hidden><tr><td>草稿<td>9</tbody><tr><td>文件<td hidden>9<td>2</table>", "|规章|1|\n|文件|2|"},
		{"paragraphs of a cell", "<table><tr><td><p>行政</p><p>许可</p><td>1<br>2</table>", "|行政/许可|1/2|"},
		{"an empty paragraph parts, too", "<table><tr><td>甲<p></p>乙<td>1</table>", "|甲/乙|1|"},
		{"a long cell is a box around text", "<table><tr><td>甲<td><p>" + strings.Repeat("文", 300) + "<p>" + strings.Repeat("字", 300) + "</table>", "甲\n" + strings.Repeat("文", 300) + "\n" + strings.Repeat("字", 300)},
		{"what is in a cell and no text", "<table><tr><td>规章<script>var a=7</script><select><option>8</select><button>9</button><td>1</table>", "|规章|1|"},
	} {
		if got := shown(t, c.page); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestTextIsLaidOutAsABrowserShowsIt(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"blocks and breaks", "甲<p>乙<br>丙</p>丁<ul><li>戊<li>己</ul>", "甲\n乙\n丙\n丁\n戊\n己"},
		{"preformatted lines", "<pre>\n规章  1\n\t2\t3\t\n\n文件</pre>后 \n 面", "规章  1\n\t2\t3\t\n文件\n后 面"},
		{"a text in a field", "<textarea rows=3>规章\n1</textarea>", "规章\n1"},
		{"a body that a script shows", "<body style='display:none'><p>甲", "甲"},
		{"settings of Word and its conditions", "<!--[if gte mso 9]><xml>甲</xml><![endif]--><xml><w:View>Normal</w:View></xml><![if !supportLists]><p>一、<![endif]>乙", "一、乙"},
		{"what is no text", "<title>甲</title><noscript>乙</noscript><svg><text>丙</text></svg><object>丁</object><video>戊</video>己", "己"},
		{"UCAP's elements", "<ucaptitle>甲</ucaptitle><ucapcontent>乙</ucapcontent>丙", "甲\n乙\n丙"},
	} {
		if got := shown(t, c.page); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestWhatAPageIsJudgedBy(t *testing.T) {
	p := layOutHTML(Decoded{Text: `<title> 甲 </title><p><meta name=PubDate content=2020-01-01><meta name=pubdate content=2021-01-01>
		<publishtime><span>2020-01-02</span> 10:00</publishtime><h1>乙</h1><div class=article-title>丙</div><ucaptitle>丁</ucaptitle>
		<a name=top>戊</a><a href=a.htm>己</a><a href="/b.DOCX?x=1">庚</a><a onclick="window.open('/c.pdf')">辛</a><img src=x>
		<iframe src=y></iframe><object data=d.pdf></object><a href="/pdf/viewer.html?file=/e.pdf">壬</a>
		<table><tr><td><a href=f.doc>癸</a><img><td><table><tr><td>1<td><img></table></table>`})
	if p.title != "甲" || p.meta["pubdate"] != "2020-01-01" || p.meta["publishtime"] != "2020-01-02 10:00" {
		t.Errorf("title %q, meta %v", p.title, p.meta)
	}
	if got := strings.Join(p.heads, " "); got != "乙 丙 丁" {
		t.Errorf("headings %s", got)
	}
	if p.links != 4 || p.images != 3 || p.attachments != 6 {
		t.Errorf("%d links, %d images, %d attachments", p.links, p.images, p.attachments)
	}
}

func TestSpansAreReadAsABrowserReadsThem(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       [][]int // columns by row
	}{
		{"rows spanned from above", "<tr><td rowspan=2><td colspan=2><tr><td><td>", [][]int{{0, 1}, {1, 2}}},
		{"no span reaches into the next section", "<thead><tr><td rowspan=3><td></thead><tbody><tr><td><td>", [][]int{{0, 1}, {0, 1}}},
		{"0 rows reach to the end of the section", "<tbody><tr><td rowspan=0><td><tr><td><tr><td></tbody><tbody><tr><td>", [][]int{{0, 1}, {1}, {1}, {0}}},
		{"nonsense counts as 1", "<tr><td colspan=0><td colspan=-3><td colspan=x><td colspan=''><td>", [][]int{{0, 1, 2, 3, 4}}},
		{"the digits that a value begins with", "<tr><td colspan=' 2px'><td colspan=+3><td colspan=2.9><td>", [][]int{{0, 2, 5, 7}}},
		{"no span is endless", "<tr><td colspan=99999999999999999999><td>", [][]int{{0, maxSpan}}},
		{"hidden cells have no column", "<tr><td style='display:none'><td><td>", [][]int{{0, 1}}},
	} {
		p := layOutHTML(Decoded{Text: "<table>" + c.page + "</table>"})
		if len(p.lines) != len(c.want) {
			t.Errorf("%s: %d rows", c.name, len(p.lines))
			continue
		}
		for i, l := range p.lines {
			for j, cell := range l.cells {
				if j >= len(c.want[i]) || cell.col != c.want[i][j] {
					t.Errorf("%s: row %d cell %d stands in column %d, want %v", c.name, i, j, cell.col, c.want[i])
				}
			}
		}
	}
}
