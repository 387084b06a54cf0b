package extract

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongkai/extract/form"
	"gongkai/extract/generate"
)

var brokenPages = flag.Int("broken", 2_000, "pages of broken markup to lay out")

// oracle lays a page out from the tree that html.Parse builds.
func oracle(t testing.TB, d Decoded) *page {
	t.Helper()
	root, err := html.Parse(strings.NewReader(d.Text))
	if err != nil {
		t.Fatal(err)
	}
	return layOutTree(root, d)
}

// layoutText is a page's layout as text, for comparison: every line with its
// place, every cell with its column and span.
func layoutText(p *page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %q\nheads %q\nlinks %d images %d attachments %d linked %d text %d truncated %v\n",
		p.title, p.heads, p.links, p.images, p.attachments, p.linkText, p.textBytes, p.truncated)
	var names []string
	for k := range p.meta {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		fmt.Fprintf(&b, "meta %s %q\n", k, p.meta[k])
	}
	for _, l := range p.lines {
		fmt.Fprintf(&b, "%d.%d hard %v link %v:", l.table, l.row, l.hard, l.link)
		for _, c := range l.cells {
			fmt.Fprintf(&b, " %d+%d %q", c.col, c.span, c.text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// difference shows the first line in which two layouts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\n got  %s\n want %s", i, a, b)
		}
	}
	return ""
}

func compareLayouts(t *testing.T, name string, body []byte, contentType string) {
	t.Helper()
	d := Decode(body, contentType)
	got, want := layOutHTML(d), oracle(t, d)
	if diff := difference(layoutText(got), layoutText(want)); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
	if g, w := linksOf(got.root, "http://www.example.gov.cn/a/", d.Charset), linksOf(want.root, "http://www.example.gov.cn/a/", d.Charset); !slices.Equal(g, w) {
		t.Errorf("%s: links\n got  %v\n want %v", name, g, w)
	}
}

func TestFixturesLayOutAsUnderAFullParse(t *testing.T) {
	pages := 0
	for _, p := range loadFixtures(t) {
		ct := p.Header.Get("Content-Type")
		if looksLikeHTML(ct, Decode(p.Body, ct).Text) {
			pages++
			compareLayouts(t, p.Name, p.Body, ct)
		}
	}
	if pages < 30 {
		t.Fatalf("only %d pages", pages)
	}
}

func TestGeneratedPagesLayOutAsUnderAFullParse(t *testing.T) {
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for seed := uint64(50_000); pages < 2000; seed++ {
		p, err := generate.New(forms, seed)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(p.ContentType, "html") {
			pages++
			compareLayouts(t, fmt.Sprint("seed ", seed), p.Body, p.ContentType)
		}
	}
}

// brokenPage composes markup that no editor would write: tags of tables and
// text in any order, with many end tags missing.
func brokenPage(r *rand.Rand, parts []string) string {
	var b strings.Builder
	if r.IntN(2) == 0 {
		b.WriteString("<!DOCTYPE html>")
	}
	for i := range 5 + r.IntN(40) {
		if r.IntN(3) == 0 {
			fmt.Fprintf(&b, "%d", 100+i)
		} else {
			b.WriteString(parts[r.IntN(len(parts))])
		}
	}
	return b.String()
}

// strayParts are the tags that decide where text stands.
var strayParts = []string{
	"<table>", "<table>", "</table>", "<tr>", "<tr>", "</tr>", "<td>", "<td>", "<td>", "</td>", "<th>", "</th>", "<tbody>", "</tbody>", "<thead>", "</thead>", "<tfoot>",
	"<caption>", "</caption>", "<colgroup>", "<col>", "</colgroup>", "<td/>", "<tr/>", "<TD colspan=2>", "<td rowspan='2'>", "<td style=\"display:none\">", "<tr hidden>",
	"<p>", "<p>", "</p>", "<div>", "</div>", "<br>", "</br>", "<hr>", "<ul>", "<li>", "</li>", "</ul>", "<dl>", "<dd>", "<dt>", "</dl>", "<h1>", "<h2>", "</h1>",
	"<section>", "</section>", "<center>", "</center>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<div class=title>",
	"<span>", "</span>", "<font>", "</font>", "<b>", "</b>", "<strong>", "</strong>", "<o:p>", "</o:p>", "<i>", "</i>", "<u>", "<sup>", "</sup>",
	"<img src=a>", "<iframe src=b></iframe>", "<div hidden>", "<p style='display: none'>", "<div style='display:none;display:block'>",
	"<script>var a='<td>';</script>", "<style>td{}</style>", "<!-- <td> -->", "<!--[if gte mso 9]><xml><td>7</td></xml><![endif]-->", "<![if !vml]>", "<![endif]>",
	"<textarea><td>8</textarea>", "<title>t</title>", "<input>", "<input type=hidden value=1>", "<button>", "</button>", "<object>", "</object>", "<marquee>", "</marquee>",
	"<select>", "</select>", "<body>", "</body>", "</html>", "<html>", "<head>", "</head>", "<meta name=a content=b>", "<template>", "</template>", "<noscript><p>9</noscript>",
	" ", "\n", "&nbsp;", "&lt;", "a&b", "，", "<", "</", "<>",
}

// looseParts are further tags that go on where they were not closed, and foreign
// ones. No template stands among them: html.Parse forgets at its end what was not
// closed before it. Nor does an element that makes a heading and knows no rule:
// one in some 100,000 such pages may call another line of stray text a heading.
var looseParts = []string{
	"<a href=x.doc>", "</a>", "<a name=y>", "<a href=z>", "<span style='display:none'>", "<b style='display:none'>", "<font hidden>", "<form>", "</form>", "<option>", "</option>",
	"<svg>", "<path d=1/>", "</svg>", "<title>", "<foreignObject>", "<w:p>", "</w:p>", "<nobr>", "</nobr>", "<ruby>", "<rt>", "</ruby>",
}

// TestBrokenMarkupLaysOutAsUnderAFullParse demands that no figure moves to
// another cell, and nothing else differs either, however broken a page is.
func TestBrokenMarkupLaysOutAsUnderAFullParse(t *testing.T) {
	loose := slices.DeleteFunc(slices.Concat(strayParts, looseParts), func(s string) bool { return strings.Contains(s, "template") })
	for name, parts := range map[string][]string{"stray": strayParts, "loose": loose} {
		r := rand.New(rand.NewPCG(7, 20_190_415))
		for i := range *brokenPages {
			s := brokenPage(r, parts)
			d := Decoded{Text: s}
			if diff := difference(layoutText(layOutHTML(d)), layoutText(oracle(t, d))); diff != "" {
				t.Fatalf("%s page %d: %q: %s", name, i, s, diff)
			}
		}
	}
}

// TestDamagedFixturesLayOutAsUnderAFullParse takes tags out of real pages, or
// repeats them, as careless editing does.
func TestDamagedFixturesLayOutAsUnderAFullParse(t *testing.T) {
	tags := regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	r := rand.New(rand.NewPCG(9, 20_190_415))
	pages := 0
	for _, p := range loadFixtures(t) {
		ct := p.Header.Get("Content-Type")
		d := Decode(p.Body, ct)
		if !looksLikeHTML(ct, d.Text) {
			continue
		}
		pages++
		for range max(1, min(*brokenPages/250, 400_000/len(p.Body))) {
			share := 1 << (1 + r.IntN(8))
			damaged := d
			damaged.Text = tags.ReplaceAllStringFunc(d.Text, func(tag string) string {
				switch r.IntN(8 * share) {
				case 0, 1, 2, 3, 4, 5:
					return ""
				case 6:
					return tag + tag
				}
				return tag
			})
			if diff := difference(layoutText(layOutHTML(damaged)), layoutText(oracle(t, damaged))); diff != "" {
				t.Errorf("%s, one tag in %d lost: %s", p.Name, share, diff)
			}
		}
	}
	if pages < 30 {
		t.Fatalf("only %d pages", pages)
	}
}
