package markup

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// body renders what Parse puts into the body.
func body(t *testing.T, page string) string {
	t.Helper()
	root, truncated := Parse(page)
	if truncated {
		t.Fatalf("%q was truncated", page)
	}
	s, err := goquery.NewDocumentFromNode(root).Find("body").Html()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheTreeKeepsWhatAReaderLooksAt(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"dressing leaves its text", "<p><span style='x'>2025</span><b><font>年</font></b><o:p></o:p></p>", "<p>2025年</p>"},
		{"what is clicked stays", "<span style='color:red'>1</span><SPAN onClick='go()'>2</SPAN><font data-href=/a>3</font><a>4</a><a href=/b>5</a>", `1<span onclick="go()">2</span><font data-href="/a">3</font>4<a href="/b">5</a>`},
		{"attributes that say nothing go", "<td width=60><table><tr><td style='width:1pt' COLSPAN=2 class=et3 rowspan='3' valign=top>1", `<table><tbody><tr><td colspan="2" class="et3" rowspan="3">1</td></tr></tbody></table>`},
		{"scripts, styles and comments go", "<script>'<td>'</script><style>p{}</style><!-- <p> --><![if !vml]>a<![endif]><noscript>b</noscript>", "a"},
		{"scripts that hold markup stay", "a<script type='text/html'><p>1</p></script>", `a<script type="text/html"><p>1</p></script>`},
		{"settings of Word go", "<xml><w:View>Normal</w:View></xml>a", "a"},
		{"an unclosed xml hides nothing", "<xml><p>a</p>", "<p>a</p>"},
		{"hidden dressing stays hidden", "<p>a<span style='mso-hide:all;display:none'>b</span><b hidden>c</b></p>", `<p>a<span style="mso-hide:all;display:none">b</span><b hidden="">c</b></p>`},
		{"links stay, anchors go", "<a name=top></a><a href='a.doc' target=x><span>b</span></a>", `<a href="a.doc">b</a>`},
		{"cells close cells", "<table><tr><td>1<td>2<tr><td><p>3<p>4", "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td><p>3</p><p>4</p></td></tr></tbody></table>"},
		{"a solidus closes no cell", "<TABLE><TR/><TD/>1<TD/>2</TABLE>", "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"},
		{"a cell without a row gets one", "<table><td>1</table>2", "<table><tbody><tr><td>1</td></tr></tbody></table>2"},
		{"text between cells goes before the table", "<table>a<tr>b<td>1</td>c</tr></table>", "abc<table><tbody><tr><td>1</td></tr></tbody></table>"},
		{"blocks between cells, too", "<table><tr><td>1</td><div>a</div><td>2</td></tr></table>", "<div>a</div><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"},
		{"the end of a table closes its cells", "<table><tr><td><b>1</table><p>2", "<table><tbody><tr><td>1</td></tr></tbody></table><p>2</p>"},
		{"a row's end inside a nested table is its own", "<table><tr><td><table><tr><td>1</tr></table></td><td>2</table>", "<table><tbody><tr><td><table><tbody><tr><td>1</td></tr></tbody></table></td><td>2</td></tr></tbody></table>"},
		{"references", "<p>1&nbsp;&lt;2&amp;3&#20013;&bogus;&copy", "<p>1\u00a0&lt;2&amp;3中&amp;bogus;©</p>"},
		{"raw text", "<textarea><td>&lt;p&gt;</td></textarea>a", "<textarea>&lt;td&gt;&lt;p&gt;&lt;/td&gt;</textarea>a"},
		{"an svg is a picture", "<svg><title>a</title><path/></svg>b<svg><g><p>c", "<svg>a</svg>b<svg></svg><p>c</p>"},
		{"templates are no text", "<template><p>a<template>b</template></template>c", "c"},
		{"space between words", "<p>a</p> \n <p><i>b</i> <i>c</i> </p>", "<p>a</p><p>b c </p>"},
		{"space between tabs of a drawn table", "<pre>\n<b>\t1</b>\t<b>2</b></pre>", "<pre>\n\n\t1\t2</pre>"},
		{"long hidden fields", "<input type=hidden value=1><input type=hidden value='" + strings.Repeat("x", MinCarried) + "'>", `<input type="hidden" value="` + strings.Repeat("x", MinCarried) + `"/>`},
	} {
		if got := body(t, c.page); got != c.want {
			t.Errorf("%s: %q\n got  %s\n want %s", c.name, c.page, got, c.want)
		}
	}
}

func TestGoquerySelectsOnTheTree(t *testing.T) {
	root, _ := Parse("<head><meta name=ArticleTitle content='a&amp;b'><title>t</title></head><body id=b><ucapcontent><table><tr><td class='x y'>1<td>2</table></ucapcontent>")
	doc := goquery.NewDocumentFromNode(root)
	for selector, want := range map[string]int{"html > head > meta[name=ArticleTitle]": 1, "body#b ucapcontent table td": 2, "td.y + td": 1, "tr:has(td.x)": 1, "title": 1} {
		if got := doc.Find(selector).Length(); got != want {
			t.Errorf("%s: %d found, want %d", selector, got, want)
		}
	}
	if v, _ := doc.Find("meta").Attr("content"); v != "a&b" {
		t.Errorf("content %q", v)
	}
}

func TestWhatIsHidden(t *testing.T) {
	for style, want := range map[string]bool{
		"display:none": true, "color:red; DISPLAY : None ;": true, "display:none !important": true, "display:none;display:block": false,
		"display:none!important;display:block": true, "display:block": false, "border:none": false, "x-display:none": false, "display:none-such": false, "": false,
	} {
		n := &html.Node{Type: html.ElementNode, Data: "p", Attr: []html.Attribute{{Key: "style", Val: style}}}
		if got := Hidden(n); got != want {
			t.Errorf("%q: hidden %v", style, got)
		}
	}
	if !Hidden(&html.Node{Attr: []html.Attribute{{Key: "hidden"}}}) {
		t.Error("hidden attribute not seen")
	}
}

const brokenMarkup = "<b><p>1<table><a href=x><tr>2<td><b><div>3</b>4<a href=y>5<td>6</table></p></b><font hidden><ul><li>7</font>8<form><table><form></form>9"

func TestTheTreeOfBrokenMarkupIsSound(t *testing.T) {
	root, _ := Parse(brokenMarkup)
	sound(t, root)
	text := goquery.NewDocumentFromNode(root).Text()
	for _, digit := range "123456789" {
		if strings.Count(text, string(digit)) != 1 {
			t.Errorf("%c stands %d times in %q", digit, strings.Count(text, string(digit)), text)
		}
	}
}

// sound walks a tree by all its links.
func sound(t *testing.T, n *html.Node) {
	t.Helper()
	var prev *html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Parent != n || c.PrevSibling != prev {
			t.Errorf("%q in %q is linked wrong", c.Data, n.Data)
		}
		sound(t, c)
		prev = c
	}
	if n.LastChild != prev {
		t.Errorf("the last child of %q is wrong", n.Data)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(brokenMarkup)
	for _, s := range scanSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		root, _ := Parse(s)
		sound(t, root)
	})
}
