package crawler

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// maxSitemap is how many addresses of one sitemap are looked at.
const maxSitemap = 20_000

var sitemapName = regexp.MustCompile(`^sitemap[\w-]*\.xml$`)

func servesSitemap(u *url.URL) bool {
	return sitemapName.MatchString(strings.ToLower(path.Base(u.Path)))
}

// answerSitemap makes links of a sitemap's addresses, for the reader to judge,
// and further pages of those an index names. Whatever else a server answers
// there is none.
func answerSitemap(body []byte, _ ask) turn {
	var t turn
	var b bytes.Buffer
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	var inside []string
	found := 0
	for {
		token, err := dec.RawToken()
		if err != nil {
			break
		}
		switch e := token.(type) {
		case xml.StartElement:
			inside = append(inside, e.Name.Local)
		case xml.EndElement:
			inside = inside[:max(len(inside)-1, 0)]
		case xml.CharData:
			n := len(inside)
			if n < 2 || inside[n-1] != "loc" {
				continue
			}
			loc := strings.TrimSpace(string(e))
			switch {
			case loc == "":
			case inside[n-2] == "sitemap":
				t.next = append(t.next, loc)
			case inside[n-2] == "url":
				if found++; found <= maxSitemap {
					anchor(&b, loc, "")
				}
			}
		}
	}
	if found > maxSitemap {
		t.unknown = fmt.Sprintf("a sitemap of %d addresses, of which %d are looked at", found, maxSitemap)
	}
	t.hidden = b.Bytes()
	return t
}
