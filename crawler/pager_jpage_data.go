package crawler

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
)

// maxRecords is how many records one ask wants: servers cut longer answers
// without a word.
const maxRecords = 100

// datastore is the data of a Hanweb jpage list: the first records stand in a
// script of the page itself, the others are answers of dataproxy.jsp.
//
//	<datastore><totalrecord>97</totalrecord><totalpage>5</totalpage>
//	<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&columnid=7…"></a>]]></nextgroup>
//	<recordset><record><![CDATA[<li><a href="/art/…">…</a></li>]]></record>…</recordset></datastore>
type datastore struct {
	records [][]byte
	// group is the address in nextgroup; hasGroup tells an empty one, which
	// ends a list, from none at all.
	group    string
	hasGroup bool
	// total and pages are -1 where they are not printed.
	total, pages int
}

var (
	storeOpen  = []byte("<datastore")
	recordPart = regexp.MustCompile(`(?s)<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>`)
	groupPart  = regexp.MustCompile(`(?s)<nextgroup>(.*?)</nextgroup>`)
	groupHref  = regexp.MustCompile(`(?i)href\s*=\s*["']?([^"'>\s][^"'>]*)`)
	totalPart  = regexp.MustCompile(`<totalrecord>\s*(\d+)\s*</totalrecord>`)
	pagesPart  = regexp.MustCompile(`<totalpage>\s*(\d+)\s*</totalpage>`)
)

func parseDatastore(b []byte) (datastore, bool) {
	d := datastore{total: -1, pages: -1}
	if !bytes.Contains(b, storeOpen) {
		return d, false
	}
	for _, m := range recordPart.FindAllSubmatch(b, -1) {
		d.records = append(d.records, m[1])
	}
	if m := groupPart.FindSubmatch(b); m != nil {
		d.hasGroup = true
		if h := groupHref.FindSubmatch(m[1]); h != nil {
			d.group = strings.ReplaceAll(string(h[1]), "&amp;", "&")
		}
	}
	if m := totalPart.FindSubmatch(b); m != nil {
		d.total = atoi(string(m[1]))
	}
	if m := pagesPart.FindSubmatch(b); m != nil {
		d.pages = atoi(string(m[1]))
	}
	return d, true
}

// print names a set of records, to tell a server that answers the same ones
// whatever it is asked for.
func (d datastore) print() string {
	sum := sha256.Sum256(bytes.Join(d.records, []byte{0}))
	return hex.EncodeToString(sum[:6])
}

func (d datastore) markup() []byte { return bytes.Join(d.records, []byte("\n")) }

// atoi reads digits; what is too long is -1.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
