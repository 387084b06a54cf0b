package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/document"
)

// packed is a package with a body, and with other parts if given as name, text.
func packed(t *testing.T, body string, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	parts = append(parts, "word/document.xml", `<w:document xmlns:w="w"><w:body>`+body+`</w:body></w:document>`)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// drawn draws blocks in one line each: cells as columns x rows "text".
func drawn(blocks []document.Block) []string {
	var out []string
	for _, b := range blocks {
		switch {
		case b.Table != nil:
			for _, r := range b.Table.Rows {
				var cells []string
				for _, c := range r.Cells {
					cells = append(cells, fmt.Sprintf("%dx%d %s", c.Columns, c.Rows, strings.Join(drawn(c.Blocks), "/")))
				}
				out = append(out, "| "+strings.Join(cells, " | "))
			}
		case b.Picture:
			out = append(out, "(picture)")
		case b.File != "":
			out = append(out, "("+b.File+")")
		default:
			out = append(out, b.Text)
		}
	}
	return out
}

func cell(props, text string) string {
	return "<w:tc><w:tcPr>" + props + "</w:tcPr><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:tc>"
}

func par(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func TestReadPrintsWhatWordPrints(t *testing.T) {
	const styles = `<w:styles xmlns:w="w"><w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="sub"><w:basedOn w:val="h"/></w:style></w:styles>`
	const lists = `<w:numbering xmlns:w="w">
		<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
		<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
		<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
		<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
		<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
		<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num></w:numbering>`
	item := func(num, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"runs of a paragraph are one text, tabs and breaks kept", `<w:p><w:r><w:t>规</w:t></w:r><w:r><w:tab/><w:t>章</w:t><w:br/><w:t>1</w:t></w:r></w:p>`, []string{"规\t章\n1"}},
		{"deleted and hidden text is not printed", `<w:p><w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins><w:r><w:t>4</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>6</w:t></w:r></w:p>`, []string{"46"}},
		{"the code of a field is no text", `<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr="x"><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>`, []string{"7"}},
		{"a symbol that only its font tells is a mark", `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>1</w:t></w:r></w:p>`, []string{"\uFFFD1"}},
		{"a text box follows its paragraph, once", `<w:p><w:r><w:t>a</w:t><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>` + par("b") + `</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + par("b") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`, []string{"a", "b"}},
		{"pictures and sheets inside are told", `<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>`, []string{"(picture)", "(object.xls)"}},
		{"content controls wrap paragraphs, tables and rows", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + par("a") + `<w:tbl><w:sdt><w:sdtContent><w:tr>` + cell("", "1") + `</w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>`, []string{"a", "| 1x1 1"}},
		{"merged cells", `<w:tbl>
			<w:tr>` + cell(`<w:vMerge w:val="restart"/>`, "a") + cell(`<w:gridSpan w:val="2"/>`, "b") + `</w:tr>
			<w:tr>` + cell(`<w:vMerge/>`, "unseen") + cell("", "c") + cell(`<w:vMerge w:val="restart"/>`, "d") + `</w:tr>
			<w:tr>` + cell(`<w:vMerge w:val="continue"/>`, "") + cell("", "e") + cell(`<w:vMerge/>`, "") + `</w:tr></w:tbl>`,
			[]string{"| 1x3 a | 2x1 b", "| 1x1 c | 1x2 d", "| 1x1 e"}},
		{"a merge that begins anew is a cell of its own", `<w:tbl><w:tr>` + cell(`<w:vMerge w:val="restart"/>`, "a") + `</w:tr><w:tr>` + cell(`<w:vMerge w:val="restart"/>`, "b") + `</w:tr></w:tbl>`, []string{"| 1x1 a", "| 1x1 b"}},
		{"a merge with nothing above is a blank cell's", `<w:tbl><w:tr>` + cell("", "a") + `</w:tr><w:tr>` + cell(`<w:vMerge/>`, "") + `</w:tr></w:tbl>`, []string{"| 1x1 a", "| 1x1 "}},
		{"columns left out before a row", `<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>` + cell("", "a") + `</w:tr></w:tbl>`, []string{"| 2x1  | 1x1 a"}},
		{"a deleted row", `<w:tbl><w:tr><w:trPr><w:del/></w:trPr>` + cell("", "a") + `</w:tr><w:tr>` + cell("", "b") + `</w:tr></w:tbl>`, []string{"| 1x1 b"}},
		{"a table in a cell", `<w:tbl><w:tr><w:tc><w:tbl><w:tr>` + cell("", "a") + `</w:tr></w:tbl></w:tc></w:tr></w:tbl>`, []string{"| 1x1 | 1x1 a"}},
		{"nonsense spans", `<w:tbl><w:tr>` + cell(`<w:gridSpan w:val="-4"/>`, "a") + cell(`<w:gridSpan w:val="1000000000"/>`, "b") + `</w:tr></w:tbl>`, []string{"| 1x1 a | 200x1 b"}},
		{"lists are counted", item("1", "0", "总体情况") + item("1", "1", "x") + item("1", "1", "y") + item("1", "0", "主动公开") + item("1", "1", "z") + item("3", "0", "dot"),
			[]string{"一、总体情况", "1. x", "2. y", "二、主动公开", "1. z", "dot"}},
		{"a list that goes on under another number starts its levels anew", item("1", "0", "a") + item("1", "1", "b") + item("2", "1", "c"), []string{"一、a", "1. b", "5. c"}},
		{"styles number paragraphs, unless told not to", `<w:p><w:pPr><w:pStyle w:val="sub"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p>`, []string{"一、a", "b"}},
		{"an empty item is not counted", `<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr></w:p>` + item("1", "0", "a"), []string{"一、a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Reader{}.Read(packed(t, c.body, "word/styles.xml", styles, "word/numbering.xml", lists))
			if err != nil {
				t.Fatal(err)
			}
			if got := drawn(doc.Blocks); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestReadRefusesWithAReason(t *testing.T) {
	whole := packed(t, strings.Repeat(par("规章"), 10_000))
	for _, c := range []struct {
		name, kind string
		body       []byte
	}{
		{"a bomb", "unpacks to more than", packed(t, par(strings.Repeat(" ", 64<<20)))},
		{"a bomb beside the text", "unpacks to more than", packed(t, "", "word/styles.xml", "<a>"+strings.Repeat(" ", 64<<20))},
		{"nested without end", "damaged", packed(t, strings.Repeat("<w:sdt>", 100_000))},
		{"cut", "damaged", whole[:len(whole)/2]},
		{"no text", "damaged", packed(t, "")[:0]},
		{"markup cut", "damaged", packed(t, "<w:p><w:r>")},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Reader{}.Read(c.body)
			var e *document.Error
			if !errors.As(err, &e) || !strings.Contains(e.Kind, c.kind) {
				t.Errorf("got %v, want %s", err, c.kind)
			}
		})
	}
}

func TestReadStopsAtItsBounds(t *testing.T) {
	doc, err := Reader{}.Read(packed(t, strings.Repeat("<w:p/>", maxBlocks+1)))
	if err != nil || !doc.Truncated {
		t.Errorf("%v, %v", doc, err)
	}
}

func TestWrittenNumbers(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"decimalZero", 3, "03"}, {"decimalFullWidth", 12, "１２"},
		{"chineseCounting", 1, "一"}, {"chineseCountingThousand", 10, "十"}, {"japaneseCounting", 12, "十二"}, {"chineseCounting", 20, "二十"}, {"chineseCounting", 35, "三十五"},
		{"decimalEnclosedCircle", 2, "②"}, {"ideographTraditional", 3, "丙"}, {"lowerLetter", 2, "b"}, {"upperLetter", 26, "Z"},
	} {
		if got, ok := written(c.format, c.n); !ok || got != c.want {
			t.Errorf("%s %d: %q, want %q", c.format, c.n, got, c.want)
		}
	}
	for format, n := range map[string]int{"hebrew1": 1, "chineseCounting": 100, "decimalEnclosedCircle": 21} {
		if got, ok := written(format, n); ok {
			t.Errorf("%s %d: %q, want none", format, n, got)
		}
	}
}
