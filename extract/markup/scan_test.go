package markup

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// tokens lists what the scanner finds, one token a line. Of attributes that are
// given twice html.Tokenizer forgets that their values may end in a solidus;
// twice tells of them.
func tokens(s string) (list string, twice bool) {
	var b strings.Builder
	z := scanner{s: s}
	for {
		switch z.next() {
		case atEnd:
			return b.String(), twice
		case textToken:
			b.WriteString("text " + z.text + "\n")
		case doctype:
			b.WriteString("doctype " + unescape(strings.TrimLeft(z.text, " \t\r\n\f"), false) + "\n")
		case startTag:
			name := strings.ToLower(z.name)
			b.WriteString("<" + name)
			seen := map[string]bool{}
			for _, a := range z.attrs {
				if k := strings.ToLower(a.key); seen[k] {
					twice = true
				} else {
					seen[k] = true
					b.WriteString(" " + k + "=" + unescape(a.val, true))
				}
			}
			if z.selfClosing {
				b.WriteString(" /")
			}
			b.WriteString(">\n")
			switch name {
			case "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp":
				if raw := z.raw(name); raw != "" {
					b.WriteString("text " + raw + "\n")
				}
			}
		case endTag:
			b.WriteString("</" + strings.ToLower(z.name) + ">\n")
		}
	}
}

// oracleTokens lists what html.Tokenizer finds.
func oracleTokens(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		tt := z.Next()
		raw := string(z.Raw())
		switch tt {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString("text " + raw + "\n")
		case html.DoctypeToken:
			b.WriteString("doctype " + string(z.Text()) + "\n")
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			b.WriteString("<" + string(name))
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				b.WriteString(" " + string(k) + "=" + string(v))
			}
			if tt == html.SelfClosingTagToken {
				b.WriteString(" /")
			}
			b.WriteString(">\n")
		case html.EndTagToken:
			name, _ := z.TagName()
			b.WriteString("</" + string(name) + ">\n")
		}
	}
}

// scannable leaves out what Decode has removed before, and letters that
// strings.ToLower knows and HTML does not.
func scannable(s string) bool {
	return !strings.ContainsAny(s, "\x00\r") && !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 && r < 0x2E80 || r > 0x9FFF })
}

var scanSeeds = []string{
	"<p>a<b c=d e='f>' g=\"h\" i j=k/>l</b ></p x=y>",
	"<td colspan=2/><td a/b=c =d=e '\"><tr/ ><br / >",
	"a<1<2< b</><//x></ p></p", "<p a=\"", "<p a", "x<", "x</", "<!", "<!-", "<!-->a<!--->b<!--c--!>d<!----e-->f<!--",
	"<!DOCTYPE html PUBLIC \"-//W3C//DTD\">x<!doctypex><![if !vml]>a<![endif]><![CDATA[b]]>c<?xml d?>e",
	"<script>a<b</scrip></script x>c<SCRIPT><!--<script></script>--></script>d<script><!-- <b </script>",
	"<script><!--<script>a</script>b--></script>c", "<script><!--><script></script>", "<script><!-- - -- --- ></script>x",
	"<title>a<b>&amp;</TITLE>b<textarea><p></textarea ><xmp><p></xmp><plaintext></plaintext>",
	"<a href='?a=1&para=2&copy&lt=3&lt;4&amp;5&notit;6&#65;&#x4e2d;&nbsp;&semi;&fjlig;&'>", "<p a=1 A=2 a=3>", "<p a==b>", "<p =>", "<p / a>",
}

func TestScannerFindsWhatTheTokenizerFinds(t *testing.T) {
	for _, s := range scanSeeds {
		if got, _ := tokens(s); got != oracleTokens(s) {
			t.Errorf("%q:\n%s\nwant\n%s", s, got, oracleTokens(s))
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range scanSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !scannable(s) {
			t.Skip("not what Decode hands over")
		}
		if got, twice := tokens(s); got != oracleTokens(s) && !twice {
			t.Errorf("%q:\n%s\nwant\n%s", s, got, oracleTokens(s))
		}
	})
}

// TestScannerFindsWhatTheTokenizerFindsInNonsense composes the pieces of markup
// at random.
func TestScannerFindsWhatTheTokenizerFindsInNonsense(t *testing.T) {
	parts := strings.Split("<|</|>|!|--|-|script|SCRIPT| |/|=|\"|'|a|p|td|title|textarea|&amp|&|;|#|x|<!--|-->|plaintext|[CDATA[|]]>|doctype|?|\n|1|style|<script>|</script>|<title>|noscript", "|")
	r := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		var b strings.Builder
		for range 1 + r.IntN(25) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		s := b.String()
		if got, twice := tokens(s); got != oracleTokens(s) && !twice {
			t.Fatalf("%q:\n%s\nwant\n%s", s, got, oracleTokens(s))
		}
	}
}
