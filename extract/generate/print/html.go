package print

import (
	"fmt"
	"html"
	"strings"

	"gongkai/extract/document"
)

// HTML writes a document as a page to be printed on a paper.
func HTML(doc *document.Document, paper Paper) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><style>
@page { size: %gpt %gpt; margin: 50pt; }
body { font-family: "%s"; font-size: %gpt; line-height: %g; }
p { margin: 0; text-indent: 2em; text-align: justify; }
td p { text-indent: 0; text-align: %s; font-size: %gpt; }
table { border-collapse: collapse; width: 100%%; }
td { border: 1px solid black; padding: %gpt; }
%s
</style></head><body>
`, paper.Width, paper.Height, paper.Font, paper.FontSize, max(paper.LineHeight, 1.2), alignment(paper.Centred), paper.TableFontSize, paper.Padding, paper.CSS)
	htmlBlocks(&b, doc.Blocks)
	b.WriteString("</body></html>\n")
	return []byte(b.String())
}

func alignment(centred bool) string {
	if centred {
		return "center"
	}
	return "left"
}

func htmlBlocks(b *strings.Builder, blocks []document.Block) {
	for i := range blocks {
		t := blocks[i].Table
		if t == nil {
			b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(blocks[i].Text), "\n", "<br>") + "</p>\n")
			continue
		}
		b.WriteString("<table>\n")
		for _, row := range t.Rows {
			b.WriteString("<tr>")
			for _, c := range row.Cells {
				fmt.Fprintf(b, "<td colspan=%d rowspan=%d>", c.Columns, c.Rows)
				htmlBlocks(b, c.Blocks)
				b.WriteString("</td>")
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</table>\n")
	}
}
