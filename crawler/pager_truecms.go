package crawler

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// truecmsProxy is where TrueCMS answers for jpage, which it brings along: by record
// numbers and by GET, with the datastore as a string in JSON, or in a script that
// hands the JSON to a function.
//
//	$('#msgList').jpage({totalRecord:23, perPage:10, groupSize:3,
//	  proxyUrl:'/TrueCMS/messageController/getMessage.do', ajaxParam:{columnId:'754f…'}});
const truecmsProxy = "/messagecontroller/getmessage.do"

// truecmsCallback is the function that answers are handed to, where they are.
const truecmsCallback = "callback"

func servesTruecms(u *url.URL) bool { return strings.HasSuffix(strings.ToLower(u.Path), truecmsProxy) }

// pageTruecms asks for all records of a list: those in the page stand in its markup
// and are asked for again, since nothing tells how many they are.
func pageTruecms(p *listPage) turn {
	var t turn
	for _, script := range p.scripts {
		c, ok := parseJpage(script)
		if !ok || !isTruecms(c.proxy) {
			continue
		}
		to := resolve(p.at, c.proxy)
		column := param(c.form, "columnId")
		switch {
		case to == nil || !servesTruecms(to):
			t.unknown = "truecms: proxyUrl is no data address: " + clip(c.proxy)
			continue
		case c.perPage < 1 || c.groups < 1:
			t.unknown = "truecms: perPage is not told"
			continue
		case column == "" && param(to.RawQuery, "columnId") == "":
			t.unknown = "truecms: the column is not told"
			continue
		}
		a := p.ask(to.String()).with("startrecord", "1", "endrecord", strconv.Itoa(c.perPage*c.groups), "perpage", strconv.Itoa(c.perPage))
		if column != "" {
			a = a.with("columnId", column)
		}
		t.next = append(t.next, a.with("callback", truecmsCallback).String())
	}
	return t
}

func isTruecms(proxy string) bool { return strings.Contains(strings.ToLower(proxy), truecmsProxy) }

// called is a script that hands its data to a function.
var called = regexp.MustCompile(`(?s)^\s*[\w$.]+\s*\((.*)\)\s*;?\s*$`)

// answerTruecms reads an answer of getMessage.do.
func answerTruecms(body []byte, a ask) turn {
	if m := called.FindSubmatch(body); m != nil {
		body = m[1]
	}
	var markup string
	if m, err := object(body); err == nil {
		markup = text(m, "result")
	} else if json.Unmarshal(body, &markup) != nil {
		markup = string(body)
	}
	d, ok := parseDatastore([]byte(markup))
	if !ok {
		return turn{unknown: "no datastore in the answer"}
	}
	t := turn{hidden: d.markup()}
	start, end := atoi(param(a.query(), "startrecord")), atoi(param(a.query(), "endrecord"))
	switch {
	case len(d.records) == 0 && d.total != 0:
		t.unknown = "an answer without records"
	case len(d.records) == 0:
	case a.after == d.print():
		t.unknown = "the server sends the same records whatever it is asked for"
	default:
		t.next, t.unknown = d.after(a, max(start, 1), end)
	}
	return t
}
